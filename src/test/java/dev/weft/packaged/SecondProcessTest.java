package dev.weft.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.store.Database;
import dev.weft.store.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A gateway in a process of its own that may not have its store says why, and ends with 2. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("SecondProcessTest")
class SecondProcessTest {
    private static final int START_SECONDS = 120;

    @TempDir
    private Path folder;

    private record Ended(int code, String said) {}

    private Ended run(Path store) throws IOException, InterruptedException {
        String text = Files.readString(Path.of("conf/sandbox.yaml"))
                .replace("  port: 8080\n", "  port: 0\n")
                .replace("  port: 9090\n", "  port: 0\n")
                .replace("127.0.0.1:9100", "127.0.0.1:1");
        Path config = folder.resolve("gateway.yaml");
        Files.writeString(config, text + "\nstore: { file: " + store + " }\n");
        Path said = folder.resolve("said.txt");
        Process gateway = new ProcessBuilder(Java.command(List.of(
                        "-Xmx256m",
                        "-cp",
                        HangupTest.classPath(),
                        "dev.weft.Main",
                        "run",
                        "--config",
                        config.toString())))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(gateway.waitFor(START_SECONDS, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
            return new Ended(gateway.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            gateway.destroyForcibly();
        }
    }

    @Test
    void aStoreThatAnotherProcessHasIsRefused() throws Exception {
        Path store = folder.resolve("weft.db");
        try (Database ours = Database.open(StoreSettings.embedded(store), Clock.systemUTC())) {
            Ended second = run(store);
            assertThat(second.code()).as(second.said()).isEqualTo(2);
            assertThat(second.said())
                    .contains("weft: cannot use the store (store): another process uses " + store)
                    .contains("stop the other one, name another file, or use PostgreSQL")
                    .doesNotContain("Exception");
            assertThat(ours.outbox()).isNotNull();
        }
    }

    @Test
    void aDamagedStoreIsRefused() throws Exception {
        Path store = folder.resolve("weft.db");
        Files.writeString(store, "this is no database at all. ".repeat(400));
        Ended refused = run(store);
        assertThat(refused.code()).as(refused.said()).isEqualTo(2);
        assertThat(refused.said())
                .contains("weft: cannot use the store (store): " + store + " is damaged or no database of Weft")
                .contains("restore the last backup")
                .doesNotContain("Exception");
    }
}
