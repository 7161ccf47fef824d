package dev.weft.load.strain;

import dev.weft.load.http.PacedLoad;
import dev.weft.load.http.Shot;
import dev.weft.load.http.Tally;
import dev.weft.load.orders.Control;
import dev.weft.load.orders.Fleet;
import dev.weft.load.orders.Stores;
import dev.weft.load.process.Quick;
import dev.weft.load.process.ServerProcess;
import dev.weft.load.report.Report;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Tokens of random {@code kid}, two thousand a second for a minute, beside shoppers with good ones. Judged by how often the gateway asked
 * the issuer, counted there, by what the shoppers got, and by what a shopper's request then costs in processor time.
 *
 * <p>That cost is found in rounds of four phases of equal length: nothing, shoppers alone, strangers alone, both. Without strangers it is
 * (shoppers - nothing) per request, with them (both - strangers); what counts are the medians over the rounds.
 *
 * <p>Arguments: {@code [strangers/s [seconds [rounds]]]}; 2,000, 60 and 7 where absent.
 */
public final class StrangeKids {
    private static final int GOOD_PER_SECOND = 2_000;
    private static final int CONNECTIONS = 32;
    private static final Duration PHASE = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int perSecond;
    private final Duration length;
    private final int rounds;

    private StrangeKids(int perSecond, Duration length, int rounds) {
        this.perSecond = perSecond;
        this.length = length;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        int perSecond = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        Duration length = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 60);
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 7;
        Report.finish("strange-kids", List.of(new StrangeKids(perSecond, length, rounds).run()));
    }

    private Report run() throws Exception {
        System.out.println("strange-kids");
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.forProcesses(1, "strange-kids");
                Fleet fleet = new Fleet("strange-kids", List.of())) {
            Issuer issuer = Issuer.open(vertx, fleet.sandboxPort());
            fleet.start(
                    1,
                    Quick.jvm("-Xmx256m"),
                    demo -> store.configure(issuer.configure(unthrottled(demo), fleet.sandboxPort())));
            Control control = new Control(fleet.sandboxPort());
            List<String> tokens = issuer.tokens(64, Shoppers.customers(control));
            Phases phases = new Phases(vertx, fleet.gateway(0), Shoppers.with(tokens, control, 50), tokens.get(0));
            phases.both(Duration.ofSeconds(15)); // warm up
            Tally good = new Tally(1);
            Tally strange = new Tally(1);
            phases.run(GOOD_PER_SECOND / 4, good, perSecond, strange, length);
            int during = issuer.mostInAMinute();
            List<Double> without = new ArrayList<>();
            List<Double> with = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                phases.round(without, with);
            }
            return judge(good, strange, during, issuer, without, with);
        } finally {
            vertx.close().await();
        }
    }

    private final class Phases {
        private final Vertx vertx;
        private final int port;
        private final ServerProcess process;
        private final Shoppers shoppers;
        private final StrangeTokens strangers;

        Phases(Vertx vertx, Fleet.Gateway gateway, Shoppers shoppers, String pattern) {
            this.vertx = vertx;
            this.port = gateway.port();
            this.process = gateway.process();
            this.shoppers = shoppers;
            this.strangers = new StrangeTokens(port, pattern, 1);
        }

        void both(Duration time) {
            run(GOOD_PER_SECOND, new Tally(1), perSecond, new Tally(1), time);
        }

        void run(int goodPerSecond, Tally good, int strangePerSecond, Tally strange, Duration time) {
            Future<Void> shopping = load(this::page, good).run(goodPerSecond, CONNECTIONS, time);
            load(this::strange, strange)
                    .run(strangePerSecond, CONNECTIONS, time)
                    .await();
            shopping.await();
        }

        private PacedLoad load(Supplier<Shot> shots, Tally tally) {
            return new PacedLoad(vertx, port, shots, tally, PATIENCE);
        }

        private Shot page() {
            return new Shot(0, shoppers.page(port));
        }

        private Shot strange() {
            return new Shot(0, strangers.next(shoppers.sku(0)));
        }

        /** Adds one figure to each: microseconds per good request. */
        void round(List<Double> without, List<Double> with) throws InterruptedException {
            double nothing = micros(() -> Thread.sleep(PHASE.toMillis()));
            Tally alone = new Tally(1);
            double shopping = micros(() -> load(this::page, alone)
                    .run(GOOD_PER_SECOND, CONNECTIONS, PHASE)
                    .await());
            double strange = micros(() -> load(this::strange, new Tally(1))
                    .run(perSecond, CONNECTIONS, PHASE)
                    .await());
            Tally beside = new Tally(1);
            double both = micros(() -> run(GOOD_PER_SECOND, beside, perSecond, new Tally(1), PHASE));
            without.add((shopping - nothing) / alone.goodOf(0));
            with.add((both - strange) / beside.goodOf(0));
        }

        private double micros(Phase phase) throws InterruptedException {
            long before = process.processorTime().toNanos();
            phase.run();
            return (process.processorTime().toNanos() - before) / 1e3;
        }
    }

    @FunctionalInterface
    private interface Phase {
        void run() throws InterruptedException;
    }

    private Report judge(
            Tally good, Tally strange, int during, Issuer issuer, List<Double> without, List<Double> with) {
        double alone = median(without);
        double beside = median(with);
        double reached = strange.count(0, 401) / (double) length.toSeconds();
        return new Report("strange-kids")
                .figure("strangers", strange.json(0))
                .figure("shoppers", good.json(0))
                .figure("fetchesInAll", issuer.fetches())
                .figure("microsWithout", rounded(without))
                .figure("microsWith", rounded(with))
                .must(
                        perSecond + " random kids/s",
                        reached >= 0.98 * perSecond,
                        Math.round(reached) + "/s refused with 401")
                .must("none of them let in", strange.goodOf(0) == 0, strange.goodOf(0))
                .must(
                        "at most 2 fetches of the key set a minute",
                        during <= 2 && issuer.mostInAMinute() <= 2,
                        issuer.mostInAMinute() + " within the worst minute")
                .must("shoppers served >= 99.9 %", good.goodShare(0) >= 0.999, good.goodOf(0) + " of " + good.all(0))
                .must(
                        "a shopper's request costs as much within 10 %",
                        beside <= 1.1 * alone,
                        String.format(Locale.ROOT, "%.1f us alone, %.1f us beside strangers", alone, beside));
    }

    private static List<Double> rounded(List<Double> values) {
        return values.stream().map(value -> Math.round(value * 10) / 10.0).toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    static String unthrottled(String demo) {
        String open = Fleet.changed(demo, "rate: 50/s, burst: 100", "rate: 100000/s, burst: 100000");
        return Fleet.changed(open, "rate: 20/s, burst: 40", "rate: 100000/s, burst: 100000");
    }
}
