package dev.weft.store;

import dev.weft.kernel.Failure.Reason;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** Reads on the writer's own thread and connection: for a database in memory, which has but one. */
final class SharedReads implements Reads {
    private final Executor executor;
    private final Sessions sessions;

    SharedReads(Executor executor, Sessions sessions) {
        this.executor = executor;
        this.sessions = sessions;
    }

    @Override
    public <O> Future<O> ask(Group.Single<O> question) {
        Task<Group.Single<O>, O> task = new Task<>(Group.alone(), question, Long.MAX_VALUE);
        try {
            executor.execute(() -> answer(task));
        } catch (RejectedExecutionException e) {
            task.fail(Faults.failed(Reason.CONNECT, "the store is closed"));
        }
        return task.future();
    }

    private <O> void answer(Task<Group.Single<O>, O> task) {
        AtomicReference<Runnable> answered = new AtomicReference<>(() -> {});
        try {
            sessions.read(tx -> {
                O answer = task.input().run(tx);
                answered.set(() -> task.answer(answer));
            });
        } catch (SQLException | RuntimeException e) {
            task.fail(Faults.answer(e));
            return;
        }
        Objects.requireNonNull(answered.get()).run();
    }

    @Override
    public void close() {}
}
