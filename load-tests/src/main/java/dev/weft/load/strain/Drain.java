package dev.weft.load.strain;

import dev.weft.load.http.PacedLoad;
import dev.weft.load.http.Tally;
import dev.weft.load.orders.Control;
import dev.weft.load.orders.Drafts;
import dev.weft.load.orders.Fleet;
import dev.weft.load.orders.Stocked;
import dev.weft.load.orders.Stores;
import dev.weft.load.process.Quick;
import dev.weft.load.report.Report;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A gateway is told to stop (SIGTERM) while 300 requests a second arrive, every tenth an order, the back-office systems taking their time.
 * New connections go to the other of two gateways as soon as the first says that it is not ready, as behind a load balancer; clients keep
 * their connections until they are told to close them. Judged by what the clients saw, and by how soon and how the process ended.
 *
 * <p>Arguments: {@code [rounds [http1,http2 [delaySeconds [requestsPerSecond]]]]}; 3, both, 5 and 300 where absent.
 */
public final class Drain {
    private static final int CONNECTIONS = 48;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BEFORE = Duration.ofSeconds(5);
    private static final Duration WARM = Duration.ofSeconds(5);
    private static final Duration AFTER = Duration.ofSeconds(8);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String protocol;
    private final Duration delay;
    private final int rate;

    private Drain(String protocol, Duration delay, int rate) {
        this.protocol = protocol;
        this.delay = delay;
        this.rate = rate;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        String protocols = args.length > 1 ? args[1] : "http1,http2";
        Duration delay = Duration.ofSeconds(args.length > 2 ? Integer.parseInt(args[2]) : 5);
        int rate = args.length > 3 ? Integer.parseInt(args[3]) : 300;
        List<Report> reports = new ArrayList<>();
        for (String protocol : protocols.split(",")) {
            for (int round = 1; round <= rounds; round++) {
                reports.add(new Drain(protocol, delay, rate).run(round));
            }
        }
        Report.finish("drain", reports);
    }

    private Report run(int round) throws Exception {
        String name = "drain-" + protocol + "-" + round;
        System.out.println(name);
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.forProcesses(2, name);
                Fleet fleet = new Fleet(name, List.of())) {
            fleet.start(2, Quick.jvm("-Xmx256m"), demo -> store.configure(patient(demo)));
            Control control = new Control(fleet.sandboxPort());
            Drafts drafts = Drafts.of(control, fleet, round);
            drafts.plenty(control);
            Stocked.await(vertx, fleet, drafts);
            Shoppers shoppers = Shoppers.of(control, 50);
            Visits visits = new Visits(fleet.gateway(0).port(), shoppers, drafts);
            for (int i = 0; i < 2; i++) { // both gateways' code is warm then
                int port = fleet.gateway(i).port();
                clients(vertx, () -> port, visits, new Tally(2))
                        .run(rate, CONNECTIONS, WARM)
                        .await();
            }
            control.fault(
                    "sap",
                    new JsonObject()
                            .put(
                                    "latency",
                                    new JsonObject().put("kind", "fixed").put("ms", 300)));

            Balance balance = new Balance(fleet);
            long poll = vertx.setPeriodic(POLL.toMillis(), timer -> vertx.executeBlocking(balance::look));
            Tally tally = new Tally(2);
            Future<Void> load = clients(vertx, balance, visits, tally)
                    .run(rate, CONNECTIONS, BEFORE.plus(delay).plus(AFTER));
            TimeUnit.NANOSECONDS.sleep(BEFORE.toNanos());
            balance.stopping();
            long told = System.nanoTime();
            int code = fleet.gateway(0).process().end(LIMIT.plusSeconds(5));
            double seconds = Math.round((System.nanoTime() - told) / 1e8) / 10.0;
            load.await();
            vertx.cancelTimer(poll);
            return judge(name, tally, code, seconds).figure("switchedAfterMillis", balance.noticedAfterMillis());
        } finally {
            vertx.close().await();
        }
    }

    private Clients clients(Vertx vertx, IntSupplier ports, Visits visits, Tally tally) {
        return protocol.equals("http2")
                ? new Http2Clients(vertx, ports, visits, tally, PATIENCE)::run
                : new PacedLoad(vertx, ports, visits::next, tally, PATIENCE)::run;
    }

    /** Load of either protocol. */
    private interface Clients {
        Future<Void> run(int perSecond, int connections, Duration length);
    }

    private Report judge(String name, Tally tally, int code, double seconds) {
        int failed = tally.all() - tally.goodOfAll();
        return new Report(name)
                .figure("pages", tally.json(0))
                .figure("orders", tally.json(1))
                .must("0 failed requests", failed == 0, failed + " of " + tally.all())
                .must(
                        "so many requests",
                        tally.all() >= rate * (BEFORE.plus(delay).plus(AFTER).toSeconds() - 1),
                        tally.all())
                .must("it ended within 30 s", seconds <= LIMIT.toSeconds(), seconds + " s")
                .must("with 0", code == 0, code);
    }

    private String patient(String demo) {
        String h2c = Fleet.changed(
                demo, "  requestDeadline: 2s\n", "  requestDeadline: 5s\n  h2c: " + protocol.equals("http2") + "\n");
        return Fleet.changed(
                h2c,
                "drain: { delay: 0s, timeout: 10s }",
                "drain: { delay: " + delay.toSeconds() + "s, timeout: 20s }");
    }
}
