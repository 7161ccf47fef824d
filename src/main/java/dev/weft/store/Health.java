package dev.weft.store;

import dev.weft.kernel.Failure.Reason;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database answers. Every task ends by its deadline, done or not. After a failure the store is dark: everything is refused at
 * once until a probe on a connection of its own succeeds. {@link #tick} is called by a thread that nothing of the database can hold up.
 * Thread-safe; two switches and a queue in order of deadlines.
 */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final @Nullable Ticker ticker;
    private final long limit;
    private final Queue<Task<?, ?>> watched = new ConcurrentLinkedQueue<>();
    private final Promise<Void> reached = Promise.promise();
    private volatile @Nullable Throwable dark;
    private volatile long busySince;
    private volatile boolean busy;

    private Health(@Nullable Ticker ticker, long limit) {
        this.ticker = ticker;
        this.limit = limit;
    }

    static Health watching(Ticker ticker, Duration limit) {
        return new Health(ticker, limit.toNanos());
    }

    /** For a store whose every step is run by its owner, as in a simulation: no deadlines, never dark. */
    static Health unwatched() {
        return new Health(null, 0);
    }

    long deadline() {
        Ticker watch = ticker;
        return watch == null ? Long.MAX_VALUE : watch.nanos() + limit;
    }

    /** Why nothing is taken on now; null where the database answers. */
    @Nullable
    Throwable refusal() {
        return dark;
    }

    void watch(Task<?, ?> task) {
        if (ticker != null) {
            watched.add(task);
        }
    }

    void busy(List<Task<?, ?>> batch) {
        Ticker watch = ticker;
        if (watch != null && !batch.isEmpty()) {
            busySince = watch.nanos();
            busy = true;
        }
    }

    void idle() {
        busy = false;
    }

    /** The database failed somebody: nobody else shall wait for it. */
    void failed(Throwable cause) {
        if (ticker != null && dark == null) {
            LOG.warn("the store is dark: {}", cause.getMessage());
            dark = Faults.failed(Reason.CONNECT, "dark: " + cause.getClass().getSimpleName());
        }
    }

    /** Completes when the database has answered for the first time. */
    Future<Void> reached() {
        return reached.future();
    }

    /** A probe was answered. */
    void answered() {
        if (stuck()) {
            return;
        }
        if (dark != null) {
            dark = null;
            LOG.warn("the store answers again");
        }
        reached.tryComplete();
    }

    boolean isDark() {
        return dark != null;
    }

    /** True where the writer has been at one batch for longer than anybody waits. */
    boolean stuck() {
        Ticker watch = ticker;
        return watch != null && busy && watch.nanos() - busySince >= limit;
    }

    /** Ends what is late. */
    void tick() {
        Ticker watch = ticker;
        if (watch == null) {
            return;
        }
        long now = watch.nanos();
        for (Task<?, ?> first = watched.peek();
                first != null && (first.over() || first.late(now));
                first = watched.peek()) {
            first.fail(Faults.failed(Reason.OVERLOADED, "no answer in time"));
            watched.poll();
        }
    }
}
