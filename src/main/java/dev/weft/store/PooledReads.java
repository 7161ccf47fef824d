package dev.weft.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.weft.kernel.Failure.Reason;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads on a few threads and connections of their own, with a bounded queue. */
final class PooledReads implements Reads {
    private static final int WAITING = 1_000;
    private static final long BORROW_MILLIS = 500;
    private static final long VALIDATE_MILLIS = 300;

    private final HikariDataSource pool;
    private final ThreadPoolExecutor threads;
    private final Dialect dialect;
    private final Clock clock;
    private final Health health;

    PooledReads(DataSource source, int size, Dialect dialect, Clock clock, Health health) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("weft-store");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setAutoCommit(false);
        config.setConnectionTimeout(BORROW_MILLIS);
        config.setValidationTimeout(VALIDATE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setIdleTimeout(TimeUnit.SECONDS.toMillis(60));
        config.setMaxLifetime(TimeUnit.MINUTES.toMillis(15));
        this.pool = new HikariDataSource(config);
        this.threads = new ThreadPoolExecutor(
                size, size, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Threads.named("weft-store-read"));
        threads.allowCoreThreadTimeOut(true);
        this.dialect = dialect;
        this.clock = clock;
        this.health = health;
    }

    @Override
    public <O> Future<O> ask(Group.Single<O> question) {
        Task<Group.Single<O>, O> task = new Task<>(Group.alone(), question, health.deadline());
        @Nullable Throwable dark = health.refusal();
        if (dark != null) {
            task.fail(dark);
            return task.future();
        }
        health.watch(task);
        try {
            threads.execute(() -> answer(task));
        } catch (RejectedExecutionException e) {
            task.fail(Faults.failed(Reason.OVERLOADED, "too many questions wait"));
        }
        return task.future();
    }

    private <O> void answer(Task<Group.Single<O>, O> task) {
        if (task.over()) {
            return;
        }
        @Nullable Throwable dark = health.refusal();
        if (dark != null) {
            task.fail(dark);
            return;
        }
        try {
            O answer;
            try (Connection connection = pool.getConnection();
                    Session session = new Session(connection, dialect)) {
                answer = task.input().run(new Tx(session, dialect.now(connection, clock), () -> ""));
                connection.rollback();
            }
            task.answer(answer);
        } catch (SQLException | RuntimeException e) {
            if (Faults.kind(e) == Faults.Kind.DARK) {
                health.failed(e);
            }
            task.fail(Faults.answer(e));
        }
    }

    /** Takes new connections from now on. */
    void renew() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        pool.close();
    }
}
