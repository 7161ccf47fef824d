package dev.weft.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the time for {@link Health}: ends what is late, breaks a connection that hangs, and while the store is dark looks for it on a
 * connection of its own. Two threads: one that never waits, and one that may.
 */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long TICK_MILLIS = 25;
    private static final int TICKS_PER_PROBE = 10;

    private final Health health;
    private final Sessions sessions;
    private final PooledReads reads;
    private final Connector connector;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Threads.named("weft-store-watch"));
    private final ExecutorService probes = Executors.newSingleThreadExecutor(Threads.named("weft-store-probe"));
    private final AtomicBoolean probing = new AtomicBoolean();
    private int ticks;
    private volatile String seen = "";

    Watch(Health health, Sessions sessions, PooledReads reads, Connector connector) {
        this.health = health;
        this.sessions = sessions;
        this.reads = reads;
        this.connector = connector;
    }

    void start() {
        clock.scheduleWithFixedDelay(this::guarded, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A tick that throws would be the last one. */
    private void guarded() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.error("watching the store", e);
        }
    }

    private void tick() {
        health.tick();
        if (health.stuck() && !health.isDark()) {
            health.failed(new SQLTimeoutException("a transaction hangs"));
            sessions.abort();
        }
        ticks++;
        if (health.isDark() && ticks % TICKS_PER_PROBE == 0 && probing.compareAndSet(false, true)) {
            probes.execute(this::probe);
        }
    }

    private void probe() {
        try (Connection connection = connector.open();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            sessions.renew();
            reads.renew();
            health.answered();
            seen = "";
        } catch (SQLException | RuntimeException e) {
            tell(e);
        } finally {
            probing.set(false);
        }
    }

    /** Once for each kind of failure in a row: a schema that cannot be used looks like a dark database otherwise. */
    private void tell(Exception e) {
        String kind = e.getClass().getName();
        if (kind.equals(seen)) {
            LOG.debug("the store is still dark: {}", e.getMessage());
        } else {
            LOG.warn("the store is still dark: {}", e.getMessage());
            seen = kind;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        probes.shutdownNow();
        health.tick();
    }
}
