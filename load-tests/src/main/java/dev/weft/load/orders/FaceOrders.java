package dev.weft.load.orders;

import dev.weft.load.orders.Journey.End;
import dev.weft.load.orders.Journey.Ended;
import dev.weft.load.process.Quick;
import dev.weft.load.report.Report;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Orders through the SCAPI face under the kill test: guests fill baskets and order at a bounded rate, most of them one SKU whose stock is
 * set to 40 every ten seconds, while a random one of three gateways on one PostgreSQL is killed with SIGKILL up to half a second after each
 * set and again at a random moment; guests repeat what broke. Judged by commerce's books and the ERP's: each order that SCAPI accepted is in
 * the ERP once and exported, nothing was sold that was not there, and once the holds are over all that is left can be sold.
 *
 * <p>Arguments: {@code [seeds [seconds [guests a second]]]}; 3, 60 and 8 where absent.
 */
public final class FaceOrders {
    private static final int STOCK = 40;
    private static final int PROCESSES = 3;
    private static final int HOT_PERCENT = 70;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long seed;
    private final Duration length;
    private final int rate;
    private final Random random;
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();
    private int kills;

    private FaceOrders(long seed, Duration length, int rate) {
        this.seed = seed;
        this.length = length;
        this.rate = rate;
        this.random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        Duration length = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 60);
        int rate = args.length > 2 ? Integer.parseInt(args[2]) : 8;
        List<Report> reports = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            reports.add(new FaceOrders(seed, length, rate).run());
        }
        Report.finish("face-orders", reports);
    }

    private Report run() throws Exception {
        String name = "face-orders-seed-" + seed;
        System.out.println(name);
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.forProcesses(PROCESSES, name);
                Fleet fleet = new Fleet(name, List.of())) {
            fleet.start(PROCESSES, Quick.jvm("-Xmx256m"), text -> store.configure(Fleet.changed(
                    text, "sweep: 60s", "sweep: 2s, hold: " + HOLD.toSeconds() + "s")));
            Control control = new Control(fleet.sandboxPort());
            Drafts drafts = Drafts.of(control, fleet, seed);
            drafts.plenty(control);
            control.stock(drafts.sku(), "", 0);
            Thread killer = new Thread(() -> stockAndKill(fleet, control, drafts.sku()), "killer");
            killer.start();
            shop(vertx, fleet, control, drafts);
            killer.join();
            return judge(name, vertx, fleet, control, drafts);
        } finally {
            vertx.close().await();
        }
    }

    private void stockAndKill(Fleet fleet, Control control, String sku) {
        try {
            for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(EVERY)) {
                long due = System.nanoTime() + EVERY.toNanos();
                control.stock(sku, Drafts.PLANT, STOCK);
                kill(fleet, random.nextInt(500));
                kill(fleet, random.nextInt(1_500));
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
        } catch (Exception e) {
            throw new IllegalStateException("the killer stopped", e);
        }
    }

    private void kill(Fleet fleet, int afterMillis) throws Exception {
        TimeUnit.MILLISECONDS.sleep(afterMillis);
        int victim = random.nextInt(fleet.size());
        fleet.kill(victim);
        kills++;
        fleet.restart(victim);
        fleet.awaitReady(victim);
    }

    /** Guests come evenly for as long as the run lasts; then all are waited for. */
    private void shop(Vertx vertx, Fleet fleet, Control control, Drafts drafts) throws Exception {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(1_000).setIdleTimeout(30),
                new PoolOptions().setHttp1MaxSize(128).setMaxWaitQueueSize(10_000));
        AtomicInteger underWay = new AtomicInteger();
        Random choices = new Random(seed + 1);
        long start = System.nanoTime();
        long guests = length.toSeconds() * rate;
        for (long guest = 0; guest < guests; guest++) {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, start + guest * 1_000_000_000L / rate - System.nanoTime()));
            String token = control.token("");
            String sku = choices.nextInt(100) < HOT_PERCENT ? drafts.sku() : drafts.other(choices.nextInt(1_000));
            underWay.incrementAndGet();
            Journey journey =
                    new Journey(vertx, client, fleet::nextPort, token, sku, PATIENCE.toNanos(), last -> {
                        ended.add(last);
                        underWay.decrementAndGet();
                    });
            vertx.runOnContext(v -> journey.begin());
        }
        long limit = System.nanoTime() + 2 * PATIENCE.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < limit) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        client.close().await();
    }

    private Report judge(String name, Vertx vertx, Fleet fleet, Control control, Drafts drafts) throws Exception {
        Map<End, Integer> ends = new EnumMap<>(End.class);
        Set<String> told = new TreeSet<>();
        int calls = 0;
        String refusal = "";
        for (Ended last : ended) {
            ends.merge(last.end(), 1, Integer::sum);
            calls += last.tries();
            if (last.end() == End.ORDERED) {
                told.add(last.number());
            } else if (last.end() == End.REFUSED || last.end() == End.GIVEN_UP) {
                refusal = last.status() + " " + last.body();
            }
        }
        Exports exports = new Exports(fleet.sandboxPort());
        Set<String> accepted = new TreeSet<>(exports.states().keySet());
        Set<String> references = Drained.await(control, "sap", accepted.size(), SETTLE);
        Map<String, String> states = exports.settled((int) SETTLE.toSeconds());
        JsonObject sap = control.get("verdicts").getJsonObject("sap");
        TimeUnit.MILLISECONDS.sleep(HOLD.toMillis() + 2_000); // what is still held for nobody is free again
        int atPlant = control.get("stock?sku=" + drafts.sku())
                .getJsonObject("plants")
                .getJsonObject(Drafts.PLANT)
                .getInteger("quantity");
        int sellable = LeftOver.units(vertx, fleet, drafts);
        long open = states.values().stream().filter(state -> !state.equals("exported")).count();
        long lost = length.toSeconds() * rate
                - ended.size()
                + ends.getOrDefault(End.REFUSED, 0) + ends.getOrDefault(End.GIVEN_UP, 0);
        return new Report(name)
                .figure("seed", seed)
                .figure("processes", PROCESSES)
                .figure("guests", ended.size())
                .figure("guestsPerSecond", rate)
                .figure("calls", calls)
                .figure("kills", kills)
                .figure("accepted", accepted.size())
                .figure("toldToTheGuest", told.size())
                .figure("untold", ends.getOrDefault(End.UNTOLD, 0))
                .figure("soldOut", ends.getOrDefault(End.SOLD_OUT, 0))
                .figure("sap", sap)
                .must("every guest got an answer", lost == 0, lost + " did not: " + refusal)
                .must("something was ordered", !accepted.isEmpty(), accepted.size())
                .must("what guests were told is what SCAPI accepted", accepted.containsAll(told), told.size())
                .must(
                        "accepted by SCAPI = orders in the ERP",
                        accepted.equals(references),
                        accepted.size() + " = " + references.size())
                .must("0 duplicates", sap.getLong("duplicateOrders") == 0, sap.getLong("duplicateOrders"))
                .must("all exported", open == 0, open + " are not")
                .must(
                        "0 oversold",
                        sap.getLong("unitsBeyondStock") == 0 && atPlant >= 0,
                        sap.getLong("unitsBeyondStock") + ", left " + atPlant)
                .must(
                        "0 units stranded once the holds are over",
                        sellable == atPlant,
                        sellable + " of " + atPlant);
    }
}
