package dev.weft.load.orders;

import dev.weft.load.overhead.Probe;
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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One key, many hands: each of a thousand keys is sent twenty times at once by its shopper, every twentieth time with another body, and by
 * a stranger who happens to use the same key, while processes are killed with SIGKILL. When all is quiet, each key is sent once more with
 * each body. Judged by the answers, which must be one per key and shopper, and by the ERP's books. First one process on its own file, then
 * two on one PostgreSQL.
 *
 * <p>Arguments: {@code [seeds [keys [one|two|both]]]}; 3, 1,000 and both where absent.
 */
public final class Storm {
    private static final int AT_ONCE = 20;
    private static final double CHANGED = 0.05;
    private static final int KEYS_PER_SECOND = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SETTLE = Duration.ofMinutes(3);

    private final long seed;
    private final int processes;
    private final int keys;
    private final Random random;
    private int kills;

    private Storm(long seed, int processes, int keys) {
        this.seed = seed;
        this.processes = processes;
        this.keys = keys;
        this.random = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int keys = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
        String which = args.length > 2 ? args[2] : "both";
        List<Report> reports = new ArrayList<>();
        for (int processes : new int[] {1, 2}) {
            if (which.equals("both") || which.equals(processes == 1 ? "one" : "two")) {
                for (long seed = 1; seed <= seeds; seed++) {
                    reports.add(new Storm(seed, processes, keys).run());
                }
            }
        }
        Report.finish("storm", reports);
    }

    private Report run() throws Exception {
        String name = "storm-" + processes + "-seed-" + seed;
        System.out.println(name);
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.forProcesses(processes, name);
                Fleet fleet = new Fleet(name, List.of())) {
            fleet.start(processes, Quick.jvm("-Xmx256m"), store::configure);
            Control control = new Control(fleet.sandboxPort());
            Drafts drafts = Drafts.of(control, fleet, seed);
            drafts.plenty(control);
            Set<String> before = Stocked.await(vertx, fleet, drafts);
            Contested contested = new Contested(drafts, keys, seed);
            Shop shop = Shop.hasty(vertx, fleet::nextPort, PATIENCE, seed);
            AtomicBoolean over = new AtomicBoolean();
            Thread killer = new Thread(() -> kill(fleet, over), "killer");
            killer.start();
            storm(contested, shop);
            over.set(true);
            killer.join();
            shop.awaitAll();
            Shop late = new Shop(vertx, fleet::nextPort, PATIENCE, seed + 1);
            replayAll(contested, late);
            return judge(name, fleet, control, new Verdicts(shop.ended(), late.ended()), contested, before);
        } finally {
            vertx.close().await();
        }
    }

    /** Every key's twenty, and the stranger's two, at one moment; ten keys a second. */
    private void storm(Contested contested, Shop shop) throws InterruptedException {
        long start = System.nanoTime();
        for (int key = 0; key < keys; key++) {
            long due = start + key * 1_000_000_000L / KEYS_PER_SECOND;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            for (int i = 0; i < AT_ONCE; i++) {
                shop.send(random.nextDouble() < CHANGED ? contested.changed(key) : contested.original(key));
            }
            shop.send(contested.strangers(key));
            shop.send(contested.strangers(key));
        }
    }

    private void kill(Fleet fleet, AtomicBoolean over) {
        Random dice = new Random(seed + 7);
        try {
            while (!over.get()) {
                TimeUnit.MILLISECONDS.sleep(2_000 + dice.nextInt(3_000));
                int victim = dice.nextInt(fleet.size());
                fleet.kill(victim);
                fleet.restart(victim);
                fleet.awaitReady(victim);
                kills++;
            }
        } catch (Exception e) {
            throw new IllegalStateException("the killer stopped", e);
        }
    }

    /** Late replays, twenty keys at a time: each key with each of its bodies, and the stranger's. */
    private void replayAll(Contested contested, Shop shop) throws InterruptedException {
        for (int key = 0; key < keys; key++) {
            shop.send(contested.original(key));
            shop.send(contested.changed(key));
            shop.send(contested.strangers(key));
            if (key % 20 == 19) {
                shop.awaitAll();
            }
        }
        shop.awaitAll();
    }

    private Report judge(
            String name, Fleet fleet, Control control, Verdicts verdicts, Contested contested, Set<String> before)
            throws Exception {
        Set<String> references = Drained.await(control, "sap", verdicts.orders().size() + before.size(), SETTLE);
        references.removeAll(before);
        Set<String> orders = verdicts.orders();
        Set<String> lost = new HashSet<>(orders);
        lost.removeAll(references);
        JsonObject sap = control.get("verdicts").getJsonObject("sap");
        int seen = foreignReads(fleet, contested, verdicts);
        return new Report(name)
                .figure("seed", seed)
                .figure("processes", processes)
                .figure("kills", kills)
                .figure("answers", verdicts.json())
                .figure("sap", sap)
                .must("processes were killed", kills > 0, kills)
                .must("every request got a final answer", verdicts.open() == 0, verdicts.open() + " without")
                .must(
                        "one effect per key and shopper",
                        verdicts.effects() == 2 * keys && verdicts.doubled() == 0,
                        verdicts.effects() + " of " + 2 * keys + " keys, " + verdicts.doubled() + " with two")
                .must("most keys came to an order", orders.size() > keys, orders.size() + " orders")
                .must(
                        "only 409, 422 or the identical answer",
                        verdicts.different() == 0,
                        verdicts.different() + " others")
                .must(
                        "late replays: the identical answer each",
                        verdicts.replayed() == 2 * keys,
                        verdicts.replayed() + " of " + 2 * keys)
                .must("422 on every mismatch", verdicts.mismatched() == keys, verdicts.mismatched() + " of " + keys)
                .must(
                        "nothing shared across shoppers",
                        verdicts.shared() == 0 && seen == 0,
                        verdicts.shared() + " answers, " + seen + " reads")
                .must(
                        "the ERP has each once and nothing else",
                        lost.isEmpty() && references.size() == orders.size() && sap.getLong("duplicateOrders") == 0,
                        references.size() + " of " + orders.size() + ", " + sap.getLong("duplicateOrders")
                                + " doubled");
    }

    /** How many of the first hundred orders their key's stranger can read. */
    private static int foreignReads(Fleet fleet, Contested contested, Verdicts verdicts) throws InterruptedException {
        int seen = 0;
        for (int key = 0; key < Math.min(100, contested.keys()); key++) {
            String id = verdicts.effectOf(contested.original(key));
            int status = Probe.get(
                            fleet.nextPort(),
                            "/v1/orders/" + id,
                            contested.strangers(key).token())
                    .statusCode();
            seen += status == 404 ? 0 : 1;
        }
        return seen;
    }
}
