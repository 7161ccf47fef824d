package dev.weft.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Connections to a SQLite file: a write-ahead log, and a commit that is on disk when it returns. */
final class Embedded {
    private static final int BUSY_MILLIS = 200;

    /** For the pages of the busiest indexes of some hundred thousand orders; SQLite's own 2 MB are read and written over and over. */
    private static final int CACHE_KIB = 32 << 10;
    /** Of 4 KiB, after which the writer looks to it that the log begins anew; until then {@link Checkpoints} copy it. */
    private static final int LOG_PAGES = 16_000;

    private Embedded() {}

    static SQLiteDataSource source(Path file, boolean writing) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(LOG_PAGES));
        if (writing) {
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** Refuses a file that is damaged, or no database at all, before anything is written to it. */
    static void check(SQLiteDataSource source, Path file) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = result.next() ? result.getString(1) : "no answer";
            if (!"ok".equals(verdict)) {
                throw corrupt(file, verdict, null);
            }
        } catch (SQLException e) {
            throw corrupt(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** The file has one owner at a time, so whoever held a lease before this one is gone. How many entries were given back. */
    static int takeOver(SQLiteDataSource source, Clock clock) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return Leases.abandoned(statement, clock.millis());
        }
    }

    /** What a clock that was set back since would keep from being sent is due soon. How many entries that goes for. */
    static int bringNear(SQLiteDataSource source, Clock clock) throws SQLException {
        try (Session session = new Session(source.getConnection(), Dialect.SQLITE)) {
            session.connection().setAutoCommit(false);
            Tx tx = new Tx(session, clock.millis(), () -> "");
            int all = 0;
            int step = SetBack.STEP;
            while (step == SetBack.STEP) {
                step = SetBack.bringNear(tx);
                all += step;
            }
            session.connection().commit();
            return all;
        }
    }

    private static StoreRefused corrupt(Path file, String verdict, @org.jspecify.annotations.Nullable Throwable cause) {
        String message = file + " is damaged or no database of Weft (" + verdict
                + "); nothing was changed. Move it away together with its -wal and -shm files and restore the last backup;"
                + " docs/store.md says how";
        return cause == null ? new StoreRefused(message) : new StoreRefused(message, cause);
    }
}
