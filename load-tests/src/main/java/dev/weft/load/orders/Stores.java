package dev.weft.load.orders;

import dev.weft.load.process.ServerProcess;
import dev.weft.load.process.Workplace;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the gateways of a run keep their orders: a SQLite file for one, a real PostgreSQL for several, or one behind a wire to cut. */
public final class Stores implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final String section;
    private final Path folder;
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable Wire wire;

    private Stores(String section, Path folder) {
        this.section = section;
        this.folder = folder;
    }

    /** A file where there is one process, else a PostgreSQL of the run's own. */
    public static Stores forProcesses(int processes, String name) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Workplace.target()), name + "-");
        if (processes == 1) {
            return new Stores("\nstore:\n  file: " + folder.resolve("weft.db") + "\n", folder);
        }
        EmbeddedPostgres postgres = start(folder, 0);
        Stores stores = new Stores(section(postgres.getPort()), folder);
        stores.postgres = postgres;
        return stores;
    }

    /** A PostgreSQL that can be killed, or hidden behind a wire that swallows everything. */
    static Stores behindWire(Vertx vertx, String name) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Workplace.target()), name + "-");
        EmbeddedPostgres postgres = start(folder, 0);
        Wire wire = Wire.open(vertx, ServerProcess.freePort(), postgres.getPort());
        Stores stores = new Stores(section(wire.port()), folder);
        stores.postgres = postgres;
        stores.wire = wire;
        return stores;
    }

    private static EmbeddedPostgres start(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("pg"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("max_connections", "100")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(PATIENCE)
                .start();
    }

    private static String section(int port) {
        return "\nstore:\n  postgres: { address: \"postgresql://127.0.0.1:" + port
                + "/postgres\", user: postgres, password: postgres, pool: 4 }\n";
    }

    /** The configuration with this store in it. */
    public String configure(String configuration) {
        return configuration + section;
    }

    /** Where a process beside the gateways finds it: {@code sqlite} and another file beside theirs, or {@code postgres} and its address. */
    List<String> address() {
        return postgres == null
                ? List.of("sqlite", folder.resolve("alone.db").toString())
                : List.of("postgres", "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
    }

    /** Takes it away: {@code killed} or {@code swallowed}. */
    void take(String mode) throws IOException, InterruptedException {
        if (mode.equals("swallowed")) {
            wire().swallow();
        } else {
            Path pid = folder.resolve("pg").resolve("postmaster.pid");
            String number = Files.readAllLines(pid).get(0).strip();
            ProcessHandle server = ProcessHandle.of(Long.parseLong(number))
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL is not there to be killed"));
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
            server.onExit().join();
        }
    }

    /** Brings it back with everything that was committed. */
    void giveBack(String mode) throws IOException {
        if (mode.equals("swallowed")) {
            wire().restore();
        } else {
            int port = postgres().getPort();
            postgres().close(); // there is nothing to stop any more, but its lock on the folder is ours
            Files.deleteIfExists(folder.resolve("pg").resolve("postmaster.pid"));
            postgres = start(folder, port);
        }
    }

    private Wire wire() {
        if (wire == null) {
            throw new IllegalStateException("this store is not behind a wire");
        }
        return wire;
    }

    private EmbeddedPostgres postgres() {
        if (postgres == null) {
            throw new IllegalStateException("this store is no PostgreSQL");
        }
        return postgres;
    }

    @Override
    public void close() throws IOException {
        if (wire != null) {
            wire.close().await();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
