package dev.weft.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kernel.Secret;
import dev.weft.testing.DeafPort;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLookTest {
    @TempDir
    private Path folder;

    private StoreSettings settings() {
        return StoreSettings.embedded(folder.resolve("data/weft.db"));
    }

    @Test
    void makesNothing() {
        assertThat(StoreLook.at(settings())).contains("not there yet");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void looksAtAStoreThatIsInUse() {
        try (Database used = Database.open(settings(), Clock.systemUTC())) {
            assertThat(used.reached().succeeded()).isTrue();
            assertThat(StoreLook.at(settings())).isEqualTo("answers");
        }
        assertThat(StoreLook.at(settings())).as("and when it is not any more").isEqualTo("answers");
    }

    @Test
    void tellsThatAnOlderSchemaWillBeBroughtUpToDateAndLeavesIt() throws SQLException {
        version("DELETE FROM flyway_schema_history WHERE version = '" + Migrations.NEWEST + "'");
        String told = "from " + (Migrations.NEWEST - 1) + " to " + Migrations.NEWEST;
        assertThat(StoreLook.at(settings())).contains(told);
        assertThat(StoreLook.at(settings())).as("still").contains(told);
    }

    @Test
    void refusesWhatANewerWeftHasChanged() throws SQLException {
        version("UPDATE flyway_schema_history SET version = '99' WHERE version = '" + Migrations.NEWEST + "'");
        assertThatThrownBy(() -> StoreLook.at(settings()))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("newer Weft");
    }

    @Test
    void refusesAFileThatIsNoDatabaseAndAFolderThatIsNone() throws Exception {
        Path text = Files.writeString(
                folder.resolve("weft.db"), "no database at all, and longer than a header\n".repeat(40));
        assertThatThrownBy(() -> StoreLook.at(StoreSettings.embedded(text))).isInstanceOf(StoreRefused.class);
        assertThatThrownBy(() -> StoreLook.at(StoreSettings.embedded(text.resolve("weft.db"))))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("cannot make");
    }

    @Test
    void refusesAPostgresThatDoesNotAnswer() {
        try (DeafPort nobody = new DeafPort()) {
            StoreSettings dark = new StoreSettings(
                    folder.resolve("unused"),
                    Optional.of(new StoreSettings.Postgres(
                            URI.create("postgresql://127.0.0.1:" + nobody.port() + "/weft"),
                            "weft",
                            new Secret("secret"),
                            2)),
                    Duration.ofMillis(900),
                    Duration.ofHours(48),
                    Duration.ofDays(7));
            assertThatThrownBy(() -> StoreLook.at(dark))
                    .isInstanceOf(StoreRefused.class)
                    .hasMessageStartingWith("PostgreSQL does not answer")
                    .hasMessageNotContaining("secret");
        }
    }

    private void version(String sql) throws SQLException {
        Database.open(settings(), Clock.systemUTC()).close();
        try (Connection connection = Embedded.source(settings().file(), true).getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
