package dev.weft.load.orders;

import dev.weft.load.http.PacedLoad;
import dev.weft.load.http.Requests;
import dev.weft.load.process.Quick;
import dev.weft.load.report.Report;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The store is taken away under load. PostgreSQL: killed, then swallowed by the wire, for a minute each, while cached products are read
 * beside. SQLite: the gateway itself killed with SIGKILL again and again, its file opened again each time. Judged by what was acknowledged
 * and is still there.
 *
 * <p>Arguments: {@code [postgres|sqlite|both [seconds [kills]]]}; both, 60 and 50 where absent.
 */
public final class StoreOutage {
    private static final int RATE = 50;
    /** One shopper's, who may browse fifty times a second. */
    private static final int READS = 40;
    /** What a gateway hands over in a second at least. A process that is killed again and again hands over hardly anything. */
    private static final int HANDED_OVER = 40;

    private StoreOutage() {}

    public static void main(String[] args) throws Exception {
        String which = args.length > 0 ? args[0] : "both";
        Duration outage = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 60);
        int kills = args.length > 2 ? Integer.parseInt(args[2]) : 50;
        List<Report> reports = new ArrayList<>();
        if (!which.equals("sqlite")) {
            for (String mode : List.of("killed", "swallowed")) {
                reports.add(postgres(mode, outage));
            }
        }
        if (!which.equals("postgres")) {
            reports.add(sqlite(kills));
        }
        Report.finish("store-outage", reports);
    }

    private static Report postgres(String mode, Duration outage) throws Exception {
        String name = "store-outage-" + mode;
        System.out.println(name);
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.behindWire(vertx, name);
                Fleet fleet = new Fleet(name, List.of())) {
            fleet.start(1, Quick.jvm("-Xmx384m"), store::configure);
            Control control = new Control(fleet.sandboxPort());
            Drafts drafts = Drafts.of(control, fleet, 1);
            drafts.plenty(control);
            int port = fleet.gateway(0).port();
            Shop before = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(30), 0);
            before.run(RATE, Duration.ofSeconds(20), drafts::spread, second -> {});

            PacedLoad reads = new PacedLoad(
                    vertx, port, () -> Requests.get(port, "/v1/products/" + drafts.sku(), drafts.reader()));
            reads.run(READS, 8, outage.plusSeconds(10));
            Refusals refusals = new Refusals(vertx, port, drafts);
            Shop patient = new Shop(vertx, fleet::nextPort, outage.plusSeconds(60), 1);
            for (int i = 0; i < RATE; i++) {
                patient.send(drafts.spread(i)); // some are under way when it goes
            }
            store.take(mode);
            TimeUnit.SECONDS.sleep(2);
            refusals.watch(outage.minusSeconds(3));
            store.giveBack(mode);
            long back = System.nanoTime();
            double healthy = refusals.untilAccepted(Duration.ofSeconds(30), back);
            patient.awaitAll();

            Set<String> accepted = new HashSet<>(refusals.accepted());
            for (Shop shop : List.of(before, patient)) {
                shop.ended().forEach(ended -> {
                    if (ended.end() == Attempt.End.ACCEPTED) {
                        accepted.add(ended.id());
                    }
                });
            }
            Set<String> references = Drained.await(control, "sap", accepted.size(), Duration.ofMinutes(3));
            Set<String> lost = new HashSet<>(accepted);
            lost.removeAll(references);
            long ok = reads.answers(200);
            return new Report(name)
                    .figure("accepted", accepted.size())
                    .figure("reads", reads.sent())
                    .figure("readsP99Millis", reads.latencies().millis(0.99))
                    .figure("refusals", refusals.json())
                    .figure("verdicts", control.get("verdicts").getJsonObject("sap"))
                    .must(
                            "0 acknowledged orders lost",
                            lost.isEmpty(),
                            accepted.size() + " accepted, " + lost.size() + " lost")
                    .must("orders answer 503 with Retry-After", refusals.proper(), refusals.json())
                    .must("within 1 s", refusals.slowestMillis() <= 1_000, refusals.slowestMillis() + " ms")
                    .must("cached reads go on", ok >= reads.sent() * 0.999, ok + " of " + reads.sent())
                    .must("healthy within 5 s", healthy >= 0 && healthy <= 5, healthy + " s");
        } finally {
            vertx.close().await();
        }
    }

    private static Report sqlite(int kills) throws Exception {
        String name = "store-outage-sqlite";
        System.out.println(name);
        Vertx vertx = Vertx.vertx();
        Random random = new Random(1);
        try (Stores store = Stores.forProcesses(1, name);
                Fleet fleet = new Fleet(name, List.of())) {
            fleet.start(1, Quick.jvm("-Xmx256m"), store::configure);
            Control control = new Control(fleet.sandboxPort());
            Drafts drafts = Drafts.of(control, fleet, 1);
            drafts.plenty(control);
            Shop shop = new Shop(vertx, fleet::nextPort, Duration.ofMinutes(10), 1);
            AtomicLong stop = new AtomicLong(Long.MAX_VALUE);
            Thread load = new Thread(
                    () -> {
                        try {
                            for (int i = 0; System.nanoTime() < stop.get(); i++) {
                                shop.send(drafts.spread(i));
                                Thread.sleep(1_000 / RATE);
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "load");
            load.start();
            int opened = 0;
            for (int i = 0; i < kills; i++) {
                TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(700));
                fleet.kill(0);
                fleet.restart(0);
                fleet.awaitReady(0);
                opened++;
            }
            stop.set(System.nanoTime());
            load.join();
            shop.awaitAll();
            Set<String> accepted = new HashSet<>();
            int open = 0;
            for (Attempt.Ended ended : shop.ended()) {
                if (ended.end() == Attempt.End.ACCEPTED) {
                    accepted.add(ended.id());
                } else {
                    open++;
                }
            }
            Duration limit = Duration.ofMinutes(3).plusSeconds(accepted.size() / HANDED_OVER);
            Set<String> references = Drained.await(control, "sap", accepted.size(), limit);
            JsonObject sap = control.get("verdicts").getJsonObject("sap");
            Set<String> lost = new HashSet<>(accepted);
            lost.removeAll(references);
            return new Report(name)
                    .figure("orders", shop.finished())
                    .figure("accepted", accepted.size())
                    .figure("sap", sap)
                    .must("clean opens", opened == kills, opened + " of " + kills)
                    .must("every order accepted in the end", open == 0, open + " not")
                    .must("0 lost", lost.isEmpty(), lost.size())
                    .must("0 duplicates", sap.getLong("duplicateOrders") == 0, sap.getLong("duplicateOrders"));
        } finally {
            vertx.close().await();
        }
    }
}
