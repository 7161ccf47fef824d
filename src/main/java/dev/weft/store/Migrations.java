package dev.weft.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The schema's way from any older version to this one, by Flyway. Flyway needs the better part of a second to start, so a database that is
 * already at {@link #NEWEST} is recognised with one query.
 */
final class Migrations {
    /** All scripts, in their order. */
    private static final List<String> SCRIPTS =
            List.of("V1__orders_stock_outbox.sql", "V2__open_orders.sql", "V3__basket_activity.sql");

    private static final String FOLDER = "dev/weft/store/migrations";
    static final int NEWEST = SCRIPTS.size();

    private Migrations() {}

    /** Brings the database up to date; refuses one that a newer Weft has changed. Waits. */
    static void migrate(DataSource source) throws SQLException {
        int version = version(source);
        if (version > NEWEST) {
            throw newer(version);
        }
        if (version == NEWEST) {
            return;
        }
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:" + FOLDER)
                    .connectRetries(0)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreRefused("the database could not be brought to this version: " + e.getMessage(), e);
        }
    }

    static StoreRefused newer(int version) {
        return new StoreRefused("the database is of a newer Weft (schema " + version + ", this one knows " + NEWEST
                + "); run that version, or restore a backup made before");
    }

    /** The schema without any record of it, for a database in memory that ends with its process. */
    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String script : SCRIPTS) {
                for (String sql : text(script).replaceAll("(?m)^--.*$", "").split(";")) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
            }
        }
    }

    /** The schema a database has; 0 where there is none. Waits. */
    static int version(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet tables = connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
            if (!tables.next()) {
                return 0;
            }
            try (ResultSet result = statement.executeQuery(
                    "SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success")) {
                return result.next() ? result.getInt(1) : 0;
            }
        }
    }

    private static String text(String script) {
        try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + script)) {
            if (in == null) {
                throw new IllegalStateException("resource " + script + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("resource " + script + " cannot be read", e);
        }
    }
}
