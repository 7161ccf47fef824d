package dev.weft.load.orders;

import dev.weft.load.http.Latencies;
import dev.weft.load.overhead.Probe;
import dev.weft.load.process.Quick;
import dev.weft.load.process.ServerProcess;
import dev.weft.load.report.Report;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The ERP is away for minutes while orders go on arriving: connections refused, swallowed, or answered 503. Judged by how orders were
 * accepted meanwhile, how the ERP was left alone, what the waiting cost, how fast the backlog went afterwards, and by the ERP's books.
 *
 * <p>Arguments: {@code [minutes [refused,blackhole,503]]}; 10 and all three where absent.
 */
public final class ErpDark {
    private static final int RATE = 100;
    private static final Duration NORMAL = Duration.ofSeconds(60);
    /** What was under way when the ERP went away, and until that is noticed, are no probes. */
    private static final Duration NOTICED = Duration.ofSeconds(10);

    private static final Duration SETTLE = Duration.ofMinutes(8);
    /** What the gateway counts of its calls to the ERP, by the first of the metric's labels. */
    private static final String CALLS = "http_client_request_duration_seconds_count{backend=\"sap\"";
    /** What the ERP is configured to bear, in orders a second. */
    private static final int LIMIT = 300;

    private final String mode;
    private final Duration dark;

    private ErpDark(String mode, Duration dark) {
        this.mode = mode;
        this.dark = dark;
    }

    public static void main(String[] args) throws Exception {
        Duration dark = Duration.ofSeconds((long) (60 * (args.length > 0 ? Double.parseDouble(args[0]) : 10)));
        String modes = args.length > 1 ? args[1] : "refused,blackhole,503";
        List<Report> reports = new ArrayList<>();
        for (String mode : modes.split(",")) {
            reports.add(new ErpDark(mode, dark).run());
        }
        Report.finish("erp-dark", reports);
    }

    private Report run() throws Exception {
        String name = "erp-dark-" + mode;
        System.out.println(name);
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.forProcesses(1, name);
                Fleet fleet = new Fleet(name, List.of())) {
            Wire wire = Wire.open(vertx, ServerProcess.freePort(), fleet.sandboxPort());
            String direct = "http://127.0.0.1:" + fleet.sandboxPort() + "/sap";
            fleet.start(
                    1,
                    Quick.jvm("-Xmx384m"),
                    demo -> store.configure(Lanes.rate(
                            Fleet.changed(demo, direct, "http://127.0.0.1:" + wire.port() + "/sap"), LIMIT)));
            Control control = new Control(fleet.sandboxPort());
            Drafts drafts = Drafts.of(control, fleet, 1);
            drafts.plenty(control);
            Report report = new Report(name);
            Shop warm = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(30), 0);
            warm.run(RATE, atMost(Duration.ofSeconds(20)), drafts::spread, second -> {});
            Shop normal = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(30), 1);
            normal.run(RATE, atMost(NORMAL), drafts::spread, second -> {});
            double heapBefore = Heap.liveMiB(fleet.gateway(0));
            Phase before = Phase.of(normal);

            cut(wire, control);
            Fleet.Gateway gateway = fleet.gateway(0);
            long probesBefore = probes(control, wire, gateway);
            Shop away = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(30), 2);
            long[] underWay = {0};
            away.run(RATE, dark, drafts::spread, second -> {
                if (second.equals(NOTICED)) {
                    underWay[0] = probesNow(control, wire, gateway) - probesBefore;
                }
            });
            long probes = probes(control, wire, gateway) - probesBefore - underWay[0];
            long probed = dark.minus(NOTICED).toSeconds();
            double heapAfter = Heap.liveMiB(fleet.gateway(0));
            Phase during = Phase.of(away);
            restore(wire, control);
            long back = System.nanoTime();
            long takenAtReturn = taken(control);

            Shop after = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(30), 3);
            Drain drain = new Drain(control, takenAtReturn, back);
            after.run(
                    RATE, Duration.ofSeconds(Math.max(10, dark.toSeconds() / 4)), drafts::spread, drain::look);
            Set<String> accepted = new HashSet<>();
            for (Shop shop : List.of(warm, normal, away, after)) {
                shop.ended().forEach(ended -> {
                    if (ended.end() == Attempt.End.ACCEPTED) {
                        accepted.add(ended.id());
                    }
                });
            }
            Set<String> references = Drained.await(control, "sap", accepted.size(), SETTLE);
            JsonObject verdicts = control.get("verdicts");
            Set<String> missing = new HashSet<>(accepted);
            missing.removeAll(references);
            report.figure("normal", before.json())
                    .figure("dark", during.json())
                    .figure("callsUntilNoticed", underWay[0])
                    .figure("probes", probes)
                    .figure("drain", drain.json())
                    .figure("verdicts", verdicts);
            report.must("accepted while dark >= 99.9 %", during.acceptedShare() >= 0.999, during.acceptedShare())
                    .must(
                            "accept p99 within 20 % of normal",
                            during.p99() <= before.p99() * 1.2, during.p99() + " ms, normal " + before.p99() + " ms")
                    .must("<= 1 probe/s", probes <= probed + 1, probes + " in " + probed + " s")
                    .must(
                            "live heap + <= 64 MiB",
                            heapAfter - heapBefore <= 64,
                            heapBefore + " -> " + heapAfter + " MiB")
                    .must("drained at >= 2 x arrival", drain.perSecond() >= 2 * RATE, drain.perSecond() + "/s")
                    .must("drained at <= the ERP's limit", drain.peak() <= LIMIT * 1.05, drain.peak() + "/s at most")
                    .must(
                            "every accepted order is in the ERP",
                            missing.isEmpty(),
                            accepted.size() + " accepted, " + missing.size() + " missing")
                    .must(
                            "0 duplicates",
                            verdicts.getJsonObject("sap").getLong("duplicateOrders") == 0,
                            verdicts.getJsonObject("sap").getLong("duplicateOrders"));
            wire.close().await();
            return report;
        } finally {
            vertx.close().await();
        }
    }

    /** A short run is short in every phase. */
    private Duration atMost(Duration usual) {
        Duration third = dark.dividedBy(3);
        return third.compareTo(usual) < 0 ? third : usual;
    }

    private void cut(Wire wire, Control control) throws Exception {
        switch (mode) {
            case "refused" -> wire.refuse();
            case "blackhole" -> wire.swallow();
            case "503" ->
                control.fault("sap", new JsonObject().put("error", "503").put("errorRate", 1.0));
            default -> throw new IllegalArgumentException("mode: " + mode + " (expected: refused, blackhole or 503)");
        }
    }

    private void restore(Wire wire, Control control) throws Exception {
        if (mode.equals("503")) {
            control.noFaults();
        } else {
            wire.restore();
        }
    }

    /**
     * Calls that reached the ERP or tried to: requests where it answers, connections where it takes them and does not, and where it refuses
     * them, which nobody but the gateway sees, what that counted itself.
     */
    private long probes(Control control, Wire wire, Fleet.Gateway gateway) throws Exception {
        return switch (mode) {
            case "503" -> sapRequests(control);
            case "refused" -> (long) Probe.metric(gateway.adminPort(), CALLS);
            default -> wire.connections();
        };
    }

    private long probesNow(Control control, Wire wire, Fleet.Gateway gateway) {
        try {
            return probes(control, wire, gateway);
        } catch (Exception e) {
            throw new IllegalStateException("the ERP's books cannot be read", e);
        }
    }

    private static long sapRequests(Control control) throws Exception {
        JsonObject sap = control.get("requests").getJsonObject("sap", new JsonObject());
        return Sums.numbers(sap);
    }

    private static long taken(Control control) throws Exception {
        return control.get("verdicts").getJsonObject("sap").getLong("orders");
    }

    /** How fast the ERP's books grow after its return, second by second. */
    private static final class Drain {
        private final Control control;
        private final long start;
        private long last;
        private long lastAt;
        private double peak;
        private double best;
        private final JsonArray steps = new JsonArray();

        Drain(Control control, long taken, long at) {
            this.control = control;
            this.start = at;
            this.last = taken;
            this.lastAt = at;
        }

        void look(Duration second) {
            if (second.toSeconds() % 5 != 0) {
                return;
            }
            try {
                long now = taken(control);
                long at = System.nanoTime();
                double rate = (now - last) * 1e9 / (at - lastAt);
                steps.add(Math.round(rate));
                peak = Math.max(peak, rate);
                best = Math.max(best, rate);
                last = now;
                lastAt = at;
            } catch (Exception e) {
                throw new IllegalStateException("the ERP's books cannot be read", e);
            }
        }

        /** The median rate of the steps in which there was a backlog. */
        double perSecond() {
            long[] busy = steps.stream()
                    .mapToLong(one -> ((Number) one).longValue())
                    .filter(rate -> rate > RATE * 1.3)
                    .sorted()
                    .toArray();
            return busy.length == 0 ? 0 : busy[busy.length / 2];
        }

        double peak() {
            return Math.round(peak * 10) / 10.0;
        }

        JsonObject json() {
            return new JsonObject()
                    .put("perSecondEvery5s", steps)
                    .put("seconds", TimeUnit.NANOSECONDS.toSeconds(lastAt - start));
        }
    }

    /** How the orders of one phase fared. */
    private record Phase(int orders, int accepted, double p50, double p99, List<Integer> late) {
        private static final long LATE = TimeUnit.MILLISECONDS.toNanos(250);

        static Phase of(Shop shop) {
            Latencies latencies = new Latencies();
            int orders = 0;
            int accepted = 0;
            List<Integer> late = new ArrayList<>();
            for (Attempt.Ended ended : shop.ended()) {
                int step = orders / (10 * RATE);
                if (late.size() <= step) {
                    late.add(0);
                }
                if (ended.nanos() > LATE) {
                    late.set(step, late.get(step) + 1);
                }
                orders++;
                if (ended.end() == Attempt.End.ACCEPTED && ended.tries() == 1) {
                    accepted++;
                }
                latencies.add(ended.nanos());
            }
            return new Phase(orders, accepted, latencies.millis(0.5), latencies.millis(0.99), late);
        }

        double acceptedShare() {
            return orders == 0 ? 0 : Math.round(10_000.0 * accepted / orders) / 10_000.0;
        }

        JsonObject json() {
            return new JsonObject()
                    .put("orders", orders)
                    .put("acceptedAtOnce", accepted)
                    .put("p50Millis", p50)
                    .put("p99Millis", p99)
                    .put("over250MillisIn10s", new JsonArray(late));
        }
    }
}
