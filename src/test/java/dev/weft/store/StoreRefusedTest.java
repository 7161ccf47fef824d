package dev.weft.store;

import static dev.weft.store.Kit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.order.OrderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An embedded database that is somebody else's, damaged, or of another version is refused with a remedy, and left as it was. */
class StoreRefusedTest {
    private static final int PAGE = 4096;
    private static final int SOME = 60;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("weft.db");
    }

    private Database open() {
        return Kit.open(StoreSettings.embedded(file()));
    }

    /** A database with orders in it, closed in good order. */
    private byte[] filled() throws IOException {
        try (Database database = open()) {
            await(database.stock().feed(List.of(Samples.level(Samples.MUG, 1_000, Samples.NOON))));
            for (int i = 0; i < SOME; i++) {
                await(database.orders().place(Samples.placement("key-" + i, Samples.mugs("ORDER-" + (100 + i), 1))));
            }
        }
        return Files.readAllBytes(file());
    }

    /** Ways a file is found after a bad disk, a bad copy or a bad idea. */
    enum Damage {
        CUT_OFF(bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
        NO_DATABASE(bytes -> {
            byte[] other = bytes.clone();
            Arrays.fill(other, 0, PAGE, (byte) 'x');
            return other;
        }),
        A_PAGE_OVERWRITTEN(bytes -> {
            byte[] other = bytes.clone();
            int page = bytes.length / PAGE / 2 * PAGE;
            for (int i = page; i < page + PAGE; i++) {
                other[i] ^= (byte) 0x5a;
            }
            return other;
        }),
        A_PAGE_EMPTIED(bytes -> {
            byte[] other = bytes.clone();
            int page = bytes.length / PAGE / 2 * PAGE;
            Arrays.fill(other, page, page + PAGE, (byte) 0);
            return other;
        });

        private final UnaryOperator<byte[]> how;

        Damage(UnaryOperator<byte[]> how) {
            this.how = how;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedFileIsRefusedAndLeftAsItIs(Damage damage) throws IOException {
        byte[] good = filled();
        byte[] bad = damage.how.apply(good);
        Files.write(file(), bad);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("damaged")
                .hasMessageContaining("restore the last backup")
                .hasMessageContaining("docs/store.md");
        assertThat(Files.readAllBytes(file())).isEqualTo(bad);

        Files.write(file(), good);
        try (Database restored = open()) {
            assertThat(await(restored.orders().find(new OrderId("ORDER-" + (99 + SOME)))))
                    .as("the good file put back is taken, by the same process")
                    .isPresent();
        }
    }

    @Test
    void aSecondOneIsRefusedUntilTheFirstIsClosed() throws IOException {
        Files.createDirectories(folder);
        try (Database first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreRefused.class)
                    .hasMessageContaining("another process uses " + file())
                    .hasMessageContaining("stop the other one, name another file, or use PostgreSQL");
            assertThat(await(first.outbox().depths())).as("the first goes on").isEmpty();
        }
        open().close();
    }

    @Test
    void aDatabaseOfANewerWeftIsRefused() throws SQLException {
        open().close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO flyway_schema_history SELECT 999, '999', description,"
                    + " type, 'V999__later.sql', checksum, installed_by, installed_on, execution_time, success"
                    + " FROM flyway_schema_history WHERE version = '1'");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("newer Weft")
                .hasMessageContaining("run that version");
    }
}
