package dev.weft.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL from Maven artifacts, one per test process, with a fresh database for whoever asks. The library starts it in a user
 * namespace of its own where the tests run as root, which PostgreSQL refuses.
 */
public final class PostgresServer {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private PostgresServer() {}

    private static final class Holder {
        private static final EmbeddedPostgres SERVER = start();
    }

    static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(Files.createTempDirectory("weft-pg-"))
                    .setServerConfig("max_connections", "100")
                    .setPGStartupWait(Duration.ofSeconds(120))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("no PostgreSQL", e);
        }
    }

    /** Settings for a database that is empty and nobody else's. */
    public static StoreSettings fresh() {
        EmbeddedPostgres server = Holder.SERVER;
        String name = "weft" + COUNT.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database", e);
        }
        return settings(server.getPort(), name);
    }

    static StoreSettings settings(int port, String name) {
        StoreSettings base = StoreSettings.embedded(Path.of("unused.db"));
        return new StoreSettings(
                base.file(),
                Optional.of(new StoreSettings.Postgres(
                        URI.create("postgresql://127.0.0.1:" + port + "/" + name),
                        "postgres",
                        new dev.weft.kernel.Secret("postgres"),
                        2)),
                base.deadline(),
                base.keys(),
                base.done());
    }
}
