package dev.weft.load.orders;

import dev.weft.load.process.Quick;
import dev.weft.load.report.Report;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An ERP that leaves the caller in doubt: of all creates 30 % are applied and never answered, 10 % applied and answered 502, 10 % lost
 * before, 5 % applied ten seconds after the caller has gone; what was created is found by reference only two seconds later. Judged by the
 * ERP's books and by the order in which creates and look-ups of each reference arrived.
 *
 * <p>Arguments: {@code [orders [sap,rest [lateSeconds]]]}; 10,000, both kinds and 10 where absent.
 */
public final class UncertainErp {
    private static final int RATE = 100;
    private static final Duration FINAL_WITHIN = Duration.ofMinutes(5);

    private final String erp;
    private final int orders;
    private final int late;

    private UncertainErp(String erp, int orders, int late) {
        this.erp = erp;
        this.orders = orders;
        this.late = late;
    }

    public static void main(String[] args) throws Exception {
        int orders = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int late = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        List<Report> reports = new ArrayList<>();
        for (String erp : (args.length > 1 ? args[1] : "sap,rest").split(",")) {
            reports.add(new UncertainErp(erp, orders, late).run());
        }
        Report.finish("uncertain-erp", reports);
    }

    private Report run() throws Exception {
        String name = "uncertain-erp-" + erp;
        System.out.println(name);
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.forProcesses(1, name);
                Fleet fleet = new Fleet(name, List.of())) {
            fleet.from(erp.equals("rest") ? "sandbox-rest.yaml" : "sandbox.yaml");
            fleet.start(1, Quick.jvm("-Xmx384m"), demo -> store.configure(Lanes.patient(demo, late + 3)));
            Control control = new Control(fleet.sandboxPort());
            Drafts drafts = Drafts.of(control, fleet, 1);
            drafts.plenty(control);
            String system = Lanes.system(erp);
            control.fault(
                    system,
                    new JsonObject()
                            .put("operation", "orderCreate")
                            .put("lateMs", late * 1_000)
                            .put(
                                    "errors",
                                    new JsonObject()
                                            .put("applied-timeout", 0.30)
                                            .put("applied-502", 0.10)
                                            .put("lost", 0.10)
                                            .put("applied-late", 0.05)));
            control.fault(system, new JsonObject().put("searchLagMs", 2_000));
            Shop shop = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(60), 1);
            shop.run(RATE, Duration.ofSeconds(orders / RATE), drafts::spread, second -> {});
            long placed = System.nanoTime();
            Set<String> accepted = new HashSet<>();
            Map<String, Integer> ends = new TreeMap<>();
            shop.ended().forEach(ended -> {
                ends.merge(ended.end() + " " + ended.status(), 1, Integer::sum);
                if (ended.end() == Attempt.End.ACCEPTED) {
                    accepted.add(ended.id());
                }
            });
            double settled = Settled.await(fleet.gateway(0), FINAL_WITHIN);
            Set<String> references = Drained.await(control, system, accepted.size(), Duration.ofSeconds(30));
            JsonObject verdicts = control.get("verdicts");
            JsonObject books = verdicts.getJsonObject(system);
            JsonObject sends = verdicts.getJsonObject("arrivals").getJsonObject(system + ".order");
            Set<String> missing = new HashSet<>(accepted);
            missing.removeAll(references);
            return new Report(name)
                    .figure("orders", shop.finished())
                    .figure("accepted", accepted.size())
                    .figure("ended", ends)
                    .figure("secondsUntilFinal", settled)
                    .figure("secondsAfterLastOrder", Math.round((System.nanoTime() - placed) / 1e9))
                    .figure("books", books)
                    .figure("arrivals", sends)
                    .must(
                            "all accepted",
                            accepted.size() == shop.finished() && accepted.size() >= orders - RATE,
                            accepted.size())
                    .must("all final within 5 minutes", settled >= 0, settled + " s")
                    .must("every accepted order is in the ERP", missing.isEmpty(), missing.size() + " missing")
                    .must("0 duplicates", books.getLong("duplicateOrders") == 0, books.getLong("duplicateOrders"))
                    .must(
                            "0 sends without a look-up after a doubtful outcome",
                            sends.getLong("blindSends") == 0,
                            sends.getLong("blindSends"))
                    .must(
                            "0 sends after it was found",
                            sends.getLong("sendsAfterFound") == 0,
                            sends.getLong("sendsAfterFound"))
                    .must(
                            "doubt really happened",
                            sends.getLong("lookups") > orders / 4,
                            sends.getLong("lookups") + " look-ups");
        } finally {
            vertx.close().await();
        }
    }
}
