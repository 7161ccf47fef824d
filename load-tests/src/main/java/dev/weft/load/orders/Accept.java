package dev.weft.load.orders;

import dev.weft.load.http.ClosedLoop;
import dev.weft.load.http.Requests;
import dev.weft.load.process.ServerProcess;
import dev.weft.load.process.ThreadTimes;
import dev.weft.load.process.Workplace;
import dev.weft.load.report.Report;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * How many orders for one hot SKU a gateway takes durably in a second, over HTTP, gateway, generator, and simulated back-office systems on
 * one machine; with its orders in SQLite and in PostgreSQL. Beside it the same store's work without HTTP, committed one order at a time
 * and together, which is what group commit gains.
 *
 * <p>Arguments: {@code [seconds [sqlite,postgres [connections]]]}; 20, both and 96 where absent.
 */
public final class Accept {
    private static final int TURNS = 5;

    private final String kind;
    private final Duration length;
    /** At most so many turns of this length to warm up, and no more when in one the gateway's compilers had less than this share of its time. */
    private static final int WARM_UPS = 24;

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final double WARM = 0.05;

    private final int connections;

    private Accept(String kind, Duration length, int connections) {
        this.kind = kind;
        this.length = length;
        this.connections = connections;
    }

    public static void main(String[] args) throws Exception {
        Duration length = Duration.ofSeconds(args.length > 0 ? Integer.parseInt(args[0]) : 20);
        int connections = args.length > 2 ? Integer.parseInt(args[2]) : 96;
        List<Report> reports = new ArrayList<>();
        for (String kind : (args.length > 1 ? args[1] : "sqlite,postgres").split(",")) {
            reports.add(new Accept(kind, length, connections).run());
        }
        Report.finish("accept", reports);
    }

    private Report run() throws Exception {
        String name = "accept-" + kind;
        System.out.println(name);
        boolean sqlite = kind.equals("sqlite");
        int wanted = sqlite ? 2_000 : 1_000;
        Vertx vertx = Vertx.vertx();
        Report report = new Report(name);
        try (Stores store = Stores.forProcesses(sqlite ? 1 : 2, name)) {
            try (Fleet fleet = new Fleet(name, List.of())) {
                fleet.start(1, List.of("-Xmx512m"), demo -> store.configure(unthrottled(demo)));
                Control control = new Control(fleet.sandboxPort());
                Drafts drafts = Drafts.of(control, fleet, 1);
                drafts.plenty(control);
                Stocked.await(vertx, fleet, drafts);
                http(vertx, fleet, drafts, wanted, report);
            }
            JsonObject alone = withoutHttp(name, store);
            double ratio = alone.getDouble("ratio");
            return report.figure("storeAlone", alone)
                    .must(
                            "the store alone >= " + wanted + " durable orders/s",
                            alone.getDouble("togetherPerSecond") >= wanted,
                            alone.getDouble("togetherPerSecond") + "/s")
                    .must(
                            "the store alone p99 < 100 ms",
                            alone.getDouble("togetherP99Millis") < 100,
                            alone.getDouble("togetherP99Millis") + " ms")
                    .must("shared commits are faster than a transaction an order", ratio > 1, ratio + " times");
        } finally {
            vertx.close().await();
        }
    }

    private void http(Vertx vertx, Fleet fleet, Drafts drafts, int wanted, Report report) throws InterruptedException {
        int port = fleet.gateway(0).port();
        ClosedLoop loop = new ClosedLoop(vertx, port);
        int warmUps = warm(fleet, loop, number -> order(port, drafts, number));
        ThreadTimes threads = fleet.gateway(0).process().threadTimes();
        long before = fleet.gateway(0).process().processorTime().toNanos();
        ClosedLoop.Outcome outcome = loop.run(
                new ClosedLoop.Amount(connections, Integer.MAX_VALUE, length),
                number -> order(port, drafts, 1_000_000 + number));
        double micros = (fleet.gateway(0).process().processorTime().toNanos() - before) / 1e3;
        double compilers = fleet.gateway(0).process().threadTimes().share(ThreadTimes.Kind.COMPILER, threads);
        double p99 = outcome.latencies().millis(0.99);
        report.figure("orders", outcome.answers())
                .figure("others", outcome.others())
                .figure("p50Millis", outcome.latencies().millis(0.5))
                .figure("processorMicrosPerOrder", Math.round(micros / Math.max(1, outcome.answers())))
                .figure("compilersShareOfThat", Math.round(1_000 * compilers) / 1_000.0)
                .figure("warmUps", warmUps)
                .figure("perSecond", Math.round(outcome.perSecond()))
                .figure("p99Millis", p99)
                .must("over HTTP all accepted", outcome.others() == 0, outcome.others() + " others")
                .must(
                        "over HTTP >= " + wanted + " orders/s, everything on this machine",
                        outcome.perSecond() >= wanted,
                        String.format(Locale.ROOT, "%.0f/s", outcome.perSecond()))
                .must("over HTTP p99 < 100 ms", p99 < 100, p99 + " ms");
    }

    /** How many turns it took. */
    private int warm(Fleet fleet, ClosedLoop loop, IntFunction<Buffer> orders) throws InterruptedException {
        for (int turn = 1; turn < WARM_UPS; turn++) {
            int from = (turn + 1) * 1_000_000;
            ThreadTimes before = fleet.gateway(0).process().threadTimes();
            loop.run(
                    new ClosedLoop.Amount(connections, Integer.MAX_VALUE, WARM_UP),
                    number -> orders.apply(from + number));
            if (fleet.gateway(0).process().threadTimes().share(ThreadTimes.Kind.COMPILER, before) < WARM) {
                return turn;
            }
        }
        return WARM_UPS;
    }

    private static Buffer order(int port, Drafts drafts, int number) {
        Attempt attempt = drafts.hot(number);
        return Requests.order(port, attempt.token(), attempt.key(), attempt.body());
    }

    /** The same rows by the same store in a process of its own, on the same kind of database, from source against the gateway's jar. */
    private static JsonObject withoutHttp(String name, Stores store) throws IOException, InterruptedException {
        Path source = Workplace.home().resolve("src/accept/CommitCost.java");
        List<String> command =
                new ArrayList<>(List.of("-cp", Workplace.weftJar().toString(), source.toString()));
        command.addAll(store.address());
        command.addAll(List.of("2", Integer.toString(TURNS)));
        try (ServerProcess process = ServerProcess.java(name + "-alone", command)) {
            if (!process.awaitEnd(Duration.ofMinutes(3))) {
                throw new IllegalStateException("no end of " + source + "; see " + process.log());
            }
            for (String line : Files.readAllLines(process.log())) {
                if (line.startsWith("{\"plainPerSecond\"")) {
                    return new JsonObject(line);
                }
            }
            throw new IllegalStateException("no figures of " + source + "; see " + process.log());
        }
    }

    private static String unthrottled(String demo) {
        return Fleet.changed(demo, "rate: 20/s, burst: 40", "rate: 100000/s, burst: 100000");
    }
}
