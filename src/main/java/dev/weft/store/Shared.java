package dev.weft.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to PostgreSQL, every wait of which has an end. */
final class Shared {
    private static final int SECOND = 1;

    private Shared() {}

    /** For work: whatever takes longer than anybody waits is given up by the server, and by the socket where the server is silent. */
    static DataSource source(StoreSettings.Postgres settings, Duration deadline) {
        PGSimpleDataSource source = plain(settings);
        source.setSocketTimeout(SECOND);
        long statement = Math.max(1, deadline.toMillis() * 9 / 10);
        source.setOptions("-c statement_timeout=" + statement + " -c lock_timeout=" + Math.max(1, statement / 3)
                + " -c idle_in_transaction_session_timeout=5000");
        return source;
    }

    /** For migrations, which may take their time. */
    static DataSource patient(StoreSettings.Postgres settings) {
        PGSimpleDataSource source = plain(settings);
        source.setSocketTimeout(Math.toIntExact(TimeUnit.MINUTES.toSeconds(10)));
        return source;
    }

    private static PGSimpleDataSource plain(StoreSettings.Postgres settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl("jdbc:" + settings.address());
            source.setReWriteBatchedInserts(true);
            source.setTcpKeepAlive(true);
            source.setProperty("tcpNoDelay", "true");
        } catch (SQLException e) {
            throw new IllegalArgumentException("postgres address: " + e.getMessage(), e);
        }
        source.setUser(settings.user());
        source.setPassword(settings.password().reveal());
        source.setConnectTimeout(SECOND);
        source.setLoginTimeout(2 * SECOND);
        source.setApplicationName("weft");
        return source;
    }
}
