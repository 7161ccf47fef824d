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
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The last unit: 200 orders a second on one SKU whose stock is set to 50 every ten seconds, a random process killed with SIGKILL up to half
 * a second after each set, shoppers repeating under the same key. Judged by the ERP's books: what was accepted is there once, and nothing
 * was sold that was not there. First one process on its own file, then three on one PostgreSQL.
 *
 * <p>Arguments: {@code [seeds [seconds [one|three|both]]]}; 10, 60 and both where absent. {@code seeds} is how many, or the first and the
 * last as in {@code 4-10}.
 */
public final class LastUnit {
    private static final int RATE = 200;
    private static final int STOCK = 50;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration SETTLE = Duration.ofSeconds(90);

    private final long seed;
    private final int processes;
    private final Duration length;
    private final Random random;

    private LastUnit(long seed, int processes, Duration length) {
        this.seed = seed;
        this.processes = processes;
        this.length = length;
        this.random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        String[] seeds = (args.length > 0 ? args[0] : "10").split("-", 2);
        long first = seeds.length > 1 ? Long.parseLong(seeds[0]) : 1;
        long last = Long.parseLong(seeds[seeds.length - 1]);
        Duration length = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 60);
        String which = args.length > 2 ? args[2] : "both";
        List<Report> reports = new ArrayList<>();
        for (int processes : new int[] {1, 3}) {
            if (which.equals("both") || which.equals(processes == 1 ? "one" : "three")) {
                for (long seed = first; seed <= last; seed++) {
                    reports.add(new LastUnit(seed, processes, length).run());
                }
            }
        }
        Report.finish("last-unit", reports);
    }

    private Report run() throws Exception {
        String name = "last-unit-" + processes + "-seed-" + seed;
        System.out.println(name);
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.forProcesses(processes, name);
                Fleet fleet = new Fleet(name, List.of())) {
            fleet.start(processes, Quick.jvm("-Xmx256m"), store::configure);
            Control control = new Control(fleet.sandboxPort());
            Drafts drafts = Drafts.of(control, fleet, seed);
            control.stock(drafts.sku(), "", 0);
            Shop shop = new Shop(vertx, fleet::nextPort, Duration.ofSeconds(60), seed);
            Thread killer = new Thread(() -> stockAndKill(fleet, control, drafts.sku()), "killer");
            killer.start();
            shop.run(RATE, length, drafts::hot, second -> {});
            killer.join();
            return judge(name, vertx, fleet, control, shop, drafts);
        } finally {
            vertx.close().await();
        }
    }

    private int sets;

    private void stockAndKill(Fleet fleet, Control control, String sku) {
        try {
            for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(EVERY)) {
                long due = System.nanoTime() + EVERY.toNanos();
                control.stock(sku, Drafts.PLANT, STOCK);
                sets++;
                TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
                int victim = random.nextInt(fleet.size());
                fleet.kill(victim);
                fleet.restart(victim);
                fleet.awaitReady(victim);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
        } catch (Exception e) {
            throw new IllegalStateException("the killer stopped", e);
        }
    }

    private Report judge(String name, Vertx vertx, Fleet fleet, Control control, Shop shop, Drafts drafts)
            throws Exception {
        Set<String> accepted = new HashSet<>();
        Map<String, Integer> ends = new TreeMap<>();
        int soldOut = 0;
        int refused = 0;
        int givenUp = 0;
        String why = "";
        for (Attempt.Ended ended : shop.ended()) {
            ends.merge(ended.end() + " " + ended.status(), 1, Integer::sum);
            switch (ended.end()) {
                case ACCEPTED -> accepted.add(ended.id());
                case SOLD_OUT -> soldOut++;
                case REFUSED -> refused++;
                case GIVEN_UP -> {
                    givenUp++;
                    why = ended.status() + " " + ended.body();
                }
            }
        }
        Set<String> references = Drained.await(control, "sap", accepted.size(), SETTLE);
        JsonObject verdicts = control.get("verdicts");
        JsonObject sap = verdicts.getJsonObject("sap");
        Set<String> lost = new HashSet<>(accepted);
        lost.removeAll(references);
        int atPlant = control.get("stock?sku=" + drafts.sku())
                .getJsonObject("plants")
                .getJsonObject(Drafts.PLANT)
                .getInteger("quantity");
        int sellable = LeftOver.units(vertx, fleet, drafts);
        return new Report(name)
                .figure("seed", seed)
                .figure("processes", processes)
                .figure("orders", shop.finished())
                .figure("accepted", accepted.size())
                .figure("ended", ends)
                .figure("soldOut", soldOut)
                .figure("stockSets", sets)
                .figure("givenUpAt", why)
                .figure("sap", sap)
                .must(
                        "every order got a final answer",
                        givenUp == 0 && refused == 0,
                        "given up " + givenUp + ", refused " + refused)
                .must(
                        "accepted = orders in the ERP",
                        accepted.equals(references),
                        accepted.size() + " = " + references.size())
                .must("nothing lost", lost.isEmpty(), lost.size())
                .must("0 duplicates", sap.getLong("duplicateOrders") == 0, sap.getLong("duplicateOrders"))
                .must("units sold = accepted", sap.getLong("unitsSold") == accepted.size(), sap.getLong("unitsSold"))
                .must(
                        "0 oversold",
                        sap.getLong("unitsBeyondStock") == 0 && atPlant >= 0,
                        sap.getLong("unitsBeyondStock") + ", left " + atPlant)
                .must(
                        "0 units lost: what the ERP has left can be sold",
                        sellable == atPlant,
                        sellable + " of " + atPlant);
    }
}
