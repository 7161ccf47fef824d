package dev.weft.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * Copies what SQLite's log gained into the file, four times a second and beside the writer, whom a passive checkpoint never holds up. The log
 * begins anew only when all of it has been copied and a change is written then, so the writer still does the last bit itself once the log is
 * long ({@link Embedded}): that is little, with this going on.
 *
 * @see <a href="https://www.sqlite.org/wal.html#ckpt">SQLite on checkpointing</a>
 */
final class Checkpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final long EVERY_MILLIS = 250;

    private final SQLiteDataSource source;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Threads.named("weft-store-checkpoint"));
    private @Nullable Connection connection;

    private Checkpoints(SQLiteDataSource source) {
        this.source = source;
    }

    static Checkpoints over(SQLiteDataSource source) {
        Checkpoints checkpoints = new Checkpoints(source);
        checkpoints.clock.scheduleWithFixedDelay(checkpoints::round, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return checkpoints;
    }

    private void round() {
        try {
            Connection open = connection == null ? source.getConnection() : connection;
            connection = open;
            try (Statement statement = open.createStatement()) {
                statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
        } catch (SQLException e) {
            LOG.debug(
                    "a checkpoint failed: {}",
                    e.getMessage()); // the writer notices what is wrong with the file, and says so
            drop();
        }
    }

    private void drop() {
        Connection known = connection;
        connection = null;
        if (known != null) {
            try {
                known.close();
            } catch (SQLException e) {
                LOG.debug("closing a broken connection: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        clock.execute(this::drop);
        clock.shutdown();
        try {
            clock.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
