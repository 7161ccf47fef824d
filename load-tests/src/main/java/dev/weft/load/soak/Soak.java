package dev.weft.load.soak;

import dev.weft.load.http.PacedLoad;
import dev.weft.load.overhead.Probe;
import dev.weft.load.process.ServerProcess;
import dev.weft.load.process.Workplace;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Asks the browse mix at a fixed rate of a gateway with 256 MiB of heap, the sandbox behind it, both on the demo's own configuration.
 * Writes how the heap moved, what lived after a full collection before and after, which answers came how fast, and how often an event
 * loop was reported blocked for 100 ms.
 */
public final class Soak {
    private static final Duration SAMPLE = Duration.ofSeconds(5);
    private static final String BLOCKED = "has been blocked for";

    private final int rate;
    private final Duration length;

    private Soak(int rate, Duration length) {
        this.rate = rate;
        this.length = length;
    }

    /** Arguments: {@code [minutes [requests per second]]}, 10 and 5,000 where absent. */
    public static void main(String[] args) throws Exception {
        double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 10;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 5_000;
        JsonObject report = new Soak(rate, Duration.ofSeconds((long) (minutes * 60))).run();
        Path file = Workplace.target().resolve("soak.json");
        Files.writeString(file, report.encodePrettily());
        report.remove("heapMiB");
        System.out.println(report.encodePrettily());
        System.out.println("written to " + file);
    }

    private JsonObject run() throws Exception {
        int sandboxPort = ServerProcess.freePort();
        int port = ServerProcess.freePort();
        int adminPort = ServerProcess.freePort();
        Path configuration = configuration(port, adminPort, sandboxPort);
        String jar = Workplace.weftJar().toString();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
        try (ServerProcess sandbox = ServerProcess.java(
                                "sandbox", List.of("-jar", jar, "sandbox", "--port", Integer.toString(sandboxPort)))
                        .await(() -> Probe.up(sandboxPort, "/_sandbox/health"));
                ServerProcess gateway = ServerProcess.java(
                                "gateway-soak",
                                List.of("-Xmx256m", "-jar", jar, "run", "--config", configuration.toString()))
                        .await(() -> Probe.up(adminPort, "/health/ready"))) {
            BrowseMix mix = BrowseMix.from(sandboxPort, port, 2_000);
            PacedLoad load = new PacedLoad(vertx, port, mix::next);
            load.run(rate, 64, Duration.ofSeconds(20)).await();
            return soak(vertx, gateway, port, adminPort, mix).put("sandboxAlive", sandbox.alive());
        } finally {
            vertx.close().await();
        }
    }

    private JsonObject soak(Vertx vertx, ServerProcess gateway, int port, int adminPort, BrowseMix mix)
            throws Exception {
        collect(gateway);
        double liveBefore = heap(adminPort);
        long blockedBefore = blocked(gateway);
        Duration processorBefore = gateway.processorTime();
        PacedLoad load = new PacedLoad(vertx, port, mix::next);
        AtomicBoolean ended = new AtomicBoolean();
        load.run(rate, 64, length).onComplete(v -> ended.set(true));
        JsonArray heap = new JsonArray();
        long start = System.nanoTime();
        while (!ended.get()) {
            Thread.sleep(SAMPLE.toMillis());
            heap.add(Math.round(heap(adminPort)));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Duration processor = gateway.processorTime().minus(processorBefore);
        collect(gateway);
        JsonObject answers = new JsonObject();
        for (int status = 0; status < 600; status++) {
            if (load.answers(status) > 0) {
                answers.put(Integer.toString(status), load.answers(status));
            }
        }
        return new JsonObject()
                .put("wantedPerSecond", rate)
                .put("seconds", Math.round(seconds))
                .put("answeredPerSecond", Math.round(load.answers(200) / seconds))
                .put("answersByStatus", answers)
                .put("p50Millis", load.latencies().millis(0.50))
                .put("p99Millis", load.latencies().millis(0.99))
                .put("p999Millis", load.latencies().millis(0.999))
                .put("processorMicrosPerRequest", processor.toNanos() / 1e3 / Math.max(1, load.sent()))
                .put("heapMiB", heap)
                .put(
                        "heapMaxMiB",
                        heap.stream().mapToLong(one -> (Long) one).max().orElse(0))
                .put("liveMiBBefore", Math.round(liveBefore * 10) / 10.0)
                .put("liveMiBAfter", Math.round(heap(adminPort) * 10) / 10.0)
                .put("blockedLoopWarnings", blocked(gateway) - blockedBefore);
    }

    private static double heap(int adminPort) throws InterruptedException {
        return Probe.metric(adminPort, "jvm_memory_used_bytes{area=\"heap\"") / (1 << 20);
    }

    private static long blocked(ServerProcess gateway) throws IOException {
        try (Stream<String> lines = Files.lines(gateway.log())) {
            return lines.filter(line -> line.contains(BLOCKED)).count();
        }
    }

    /** A full collection, so that what is left is what lives. */
    private static void collect(ServerProcess gateway) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(gateway.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        Thread.sleep(500);
    }

    /** The demo's configuration on free ports, with one request in a hundred logged. */
    private static Path configuration(int port, int adminPort, int sandboxPort) throws IOException {
        String demo = Files.readString(Workplace.home().resolve("../conf/sandbox.yaml"));
        for (Map.Entry<String, String> change : Map.of(
                        "port: 8080", "port: " + port,
                        "port: 9090", "port: " + adminPort,
                        "127.0.0.1:9100", "127.0.0.1:" + sandboxPort,
                        "sample: 1.0", "sample: 0.01")
                .entrySet()) {
            if (!demo.contains(change.getKey())) {
                throw new IllegalStateException("conf/sandbox.yaml has no '" + change.getKey() + "'");
            }
            demo = demo.replace(change.getKey(), change.getValue());
        }
        Path file = Files.createDirectories(Workplace.target()).resolve("soak.yaml");
        Files.writeString(file, demo);
        return file;
    }
}
