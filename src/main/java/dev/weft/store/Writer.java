package dev.weft.store;

import dev.weft.kernel.Failure.Reason;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Group commit. All changes go through one queue and one connection: whatever waits while a commit is under way becomes the next
 * transaction, so a commit's fsync is paid once for all of it, and a row that all of them want is read and written once. An idle store
 * commits a lone change at once: nothing is ever delayed to fill a batch.
 *
 * <p>Where a transaction fails, and not because the database is dark, its members are tried one by one, each in a transaction of its own, so
 * that a bad one fails alone. A failed commit is never repeated: it may have happened.
 *
 * <p>Runs on whatever {@code executor} gives, one batch at a time; {@link #submit} may be called from any thread and never waits.
 */
final class Writer {
    private static final int TRIES = 4;

    private final Executor executor;
    private final Sessions sessions;
    private final Health health;
    private final int most;
    private final BlockingQueue<Task<?, ?>> queue;
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * @param capacity how many changes may wait; more are refused at once
     * @param most how many changes share a transaction at most
     */
    Writer(Executor executor, Sessions sessions, Health health, int capacity, int most) {
        this.executor = executor;
        this.sessions = sessions;
        this.health = health;
        this.most = most;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    <O> Future<O> submit(Group.Single<O> work) {
        return submit(Group.alone(), work);
    }

    <I, O> Future<O> submit(Group<I, O> group, I input) {
        Task<I, O> task = new Task<>(group, input, health.deadline());
        @Nullable Throwable dark = health.refusal();
        if (dark != null) {
            task.fail(dark);
        } else if (!queue.offer(task)) {
            task.fail(Faults.failed(Reason.OVERLOADED, "too many changes wait"));
        } else {
            health.watch(task);
            schedule();
        }
        return task.future();
    }

    private void schedule() {
        if (running.compareAndSet(false, true)) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException e) {
                failAll(Faults.failed(Reason.CONNECT, "the store is closed"));
            }
        }
    }

    private void drain() {
        try {
            List<Task<?, ?>> batch = new ArrayList<>();
            queue.drainTo(batch, most);
            batch.removeIf(Task::over);
            if (!batch.isEmpty()) {
                health.busy(batch);
                commit(batch);
            }
        } finally {
            health.idle();
            running.set(false);
            if (!queue.isEmpty()) {
                schedule();
            }
        }
    }

    private void commit(List<Task<?, ?>> tasks) {
        @Nullable Throwable failure = attempt(tasks);
        if (failure == null) {
            return;
        }
        if (dark(failure)) {
            goDark(tasks, failure);
        } else if (tasks.size() > 1) {
            eachAlone(tasks);
        } else {
            again(tasks, failure);
        }
    }

    private void eachAlone(List<Task<?, ?>> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            if (health.refusal() != null) {
                tasks.subList(i, tasks.size()).forEach(task -> task.fail(Faults.failed(Reason.CONNECT, "dark")));
                return;
            }
            Task<?, ?> task = tasks.get(i);
            if (!task.over()) {
                health.busy(List.of(task)); // each has its own time: together they may take long, and the store answers
                commit(List.of(task));
            }
        }
    }

    /** A lone change that failed: repeated where it met others, answered with its failure where it did not. */
    private void again(List<Task<?, ?>> task, Throwable first) {
        @Nullable Throwable failure = first;
        int refusals = 0;
        for (int i = 1; i < TRIES && failure != null && !task.get(0).over(); i++) {
            refusals += refused(failure) ? 1 : 0;
            if (!repeatable(failure, refusals)) {
                break;
            }
            failure = attempt(task);
        }
        if (failure != null && dark(failure)) {
            goDark(task, failure);
        } else if (failure != null) {
            task.get(0).fail(Faults.answer(failure));
        }
    }

    /** A broken constraint may be somebody else's claim or entry written a moment ago, which the next look sees: once more. */
    private static boolean repeatable(Throwable failure, int refusals) {
        return Faults.kind(failure) == Faults.Kind.CONFLICT || (refused(failure) && refusals == 1);
    }

    private static boolean refused(Throwable failure) {
        return Faults.kind(failure) == Faults.Kind.CONSTRAINT;
    }

    private @Nullable Throwable attempt(List<Task<?, ?>> tasks) {
        Batch batch = Batch.of(tasks);
        try {
            sessions.write(batch::run);
        } catch (SQLException | RuntimeException e) {
            return e;
        }
        batch.answer();
        return null;
    }

    private void goDark(List<Task<?, ?>> tasks, Throwable failure) {
        health.failed(failure);
        Throwable answer = Faults.answer(failure);
        tasks.forEach(task -> task.fail(answer));
        failAll(answer);
    }

    private static boolean dark(Throwable failure) {
        return Faults.kind(failure) == Faults.Kind.DARK;
    }

    private void failAll(Throwable cause) {
        List<Task<?, ?>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        waiting.forEach(task -> task.fail(cause));
    }

    /** Fails what still waits. */
    void close() {
        failAll(Faults.failed(Reason.CONNECT, "the store is closed"));
    }
}
