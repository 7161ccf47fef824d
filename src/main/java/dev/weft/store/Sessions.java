package dev.weft.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's one connection: opened when first needed and again after it broke. Confined to the writer, but for {@link #abort}.
 */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Connector connector;
    private final Dialect dialect;
    private final Clock clock;
    private final Supplier<String> ids;
    private final SetBack setBack = new SetBack();
    private volatile @Nullable Session session;
    private volatile boolean stale;

    Sessions(Connector connector, Dialect dialect, Clock clock, Supplier<String> ids) {
        this.connector = connector;
        this.dialect = dialect;
        this.clock = clock;
        this.ids = ids;
    }

    /** Work of one transaction. */
    @FunctionalInterface
    interface Work {
        void run(Tx tx) throws SQLException;
    }

    /** The commit itself failed: nobody knows whether it happened. */
    static final class CommitUnknown extends SQLException {
        private static final long serialVersionUID = 1L;

        CommitUnknown(SQLException cause) {
            super("the outcome of a commit is unknown", "08007", cause);
        }
    }

    /** Runs {@code work} in a transaction; committed when this returns, rolled back or unknown when it throws. */
    void write(Work work) throws SQLException {
        Session current = open();
        try {
            work.run(begun(current));
        } catch (SQLException | RuntimeException e) {
            rollBack(current, e);
            throw e;
        }
        try {
            current.connection().commit();
        } catch (SQLException e) {
            drop();
            throw new CommitUnknown(e);
        }
    }

    private Tx begun(Session current) throws SQLException {
        long now = dialect.now(current.connection(), clock);
        setBack.seen(now);
        return new Tx(current, now, ids);
    }

    /** Runs {@code work} on the same connection and keeps nothing of it: for a store that has but one connection. */
    void read(Work work) throws SQLException {
        Session current = open();
        try {
            work.run(begun(current));
        } catch (SQLException | RuntimeException e) {
            rollBack(current, e);
            throw e;
        }
        current.connection().rollback();
    }

    private Session open() throws SQLException {
        if (stale) {
            stale = false;
            drop();
        }
        Session known = session;
        if (known == null) {
            Connection connection = connector.open();
            connection.setAutoCommit(false);
            known = new Session(connection, dialect);
            session = known;
        }
        return known;
    }

    private void rollBack(Session current, Throwable because) {
        if (Faults.kind(because) == Faults.Kind.DARK) {
            drop();
            return;
        }
        try {
            current.connection().rollback();
        } catch (SQLException e) {
            drop();
        }
    }

    private void drop() {
        Session known = session;
        session = null;
        if (known != null) {
            closeQuietly(known);
        }
    }

    private static void closeQuietly(Session broken) {
        try {
            broken.close();
        } catch (SQLException e) {
            LOG.debug("closing a broken connection: {}", e.getMessage());
        }
    }

    /** From another thread: breaks a connection that hangs, so that whoever waits on it goes on. */
    void abort() {
        Session known = session;
        if (known != null) {
            try {
                known.connection().abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("aborting a connection: {}", e.getMessage());
            }
        }
    }

    /** From another thread: whatever connection there is, the next transaction takes a new one. */
    void renew() {
        stale = true;
    }

    void close() {
        drop();
    }
}
