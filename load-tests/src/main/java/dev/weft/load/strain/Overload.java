package dev.weft.load.strain;

import dev.weft.load.http.ClosedLoop;
import dev.weft.load.http.PacedLoad;
import dev.weft.load.http.Tally;
import dev.weft.load.orders.Control;
import dev.weft.load.orders.Drafts;
import dev.weft.load.orders.Fleet;
import dev.weft.load.orders.Stocked;
import dev.weft.load.orders.Stores;
import dev.weft.load.process.Processors;
import dev.weft.load.process.Quick;
import dev.weft.load.report.Report;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Several times what the gateway can do, in classes of unequal worth. First its capacity is found in a closed loop; then that, times a
 * factor, is offered by the clock; then half of it. Judged by how much was still answered well, by what became of orders, by how soon all
 * was well again, and by whether the process lives.
 *
 * <p>The gateway has a processor to itself where the machine has two, the load and the simulated back-office systems share the other: what
 * is measured is what the gateway does with too much, not whom of them the system favours. It caches nothing, and every request bears a
 * token not seen lately, so that a request costs what it does for a crowd of newcomers. With answers from memory, turning away costs a
 * fifth of serving, and nothing behind the socket keeps the goodput up then (docs/decisions/0014).
 *
 * <p>Arguments: {@code [factor [seconds [seed]]]}; 5, 30 and 1 where absent.
 */
public final class Overload {
    private static final int CLOSED = 64;
    private static final int OPEN = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CALM = Duration.ofSeconds(20);
    /** More than the gateway remembers. */
    private static final int TOKENS = 60_000;

    private static final int KINDS = Offer.Kind.values().length;

    private final double factor;
    private final Duration length;
    private final long seed;

    private Overload(double factor, Duration length, long seed) {
        this.factor = factor;
        this.length = length;
        this.seed = seed;
    }

    public static void main(String[] args) throws Exception {
        double factor = args.length > 0 ? Double.parseDouble(args[0]) : 5;
        Duration length = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 30);
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        Report.finish("overload", List.of(new Overload(factor, length, seed).run()));
    }

    private Report run() throws Exception {
        System.out.println("overload");
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.forProcesses(1, "overload");
                Fleet fleet = new Fleet("overload", List.of())) {
            Issuer issuer = Issuer.open(vertx, fleet.sandboxPort());
            fleet.start(
                    1,
                    Quick.jvm("-Xmx384m", "-XX:ActiveProcessorCount=1", "-XX:+ExitOnOutOfMemoryError"),
                    demo -> store.configure(costly(issuer.configure(demo, fleet.sandboxPort()))));
            Fleet.Gateway gateway = fleet.gateway(0);
            boolean tied = tie(gateway, fleet);
            Control control = new Control(fleet.sandboxPort());
            Drafts drafts = Drafts.of(control, fleet, seed);
            drafts.plenty(control);
            Stocked.await(vertx, fleet, drafts);
            List<String> tokens = issuer.tokens(TOKENS, Shoppers.customers(control));
            Offer offer = new Offer(gateway.port(), Shoppers.with(tokens, control, 500), drafts, seed);

            double peak = capacity(vertx, gateway, offer);
            int offered = (int) (peak * factor);
            System.out.printf(Locale.ROOT, "  capacity %.0f/s, offering %d/s%n", peak, offered);
            Timeline much = new Timeline(KINDS, length);
            PacedLoad load = new PacedLoad(vertx, gateway.port(), offer::next, much, PATIENCE);
            load.run(offered, OPEN, length).await();
            Timeline calm = new Timeline(KINDS, CALM);
            new PacedLoad(vertx, gateway.port(), offer::next, calm, PATIENCE)
                    .run((int) (peak / 2), CLOSED, CALM)
                    .await();
            return judge(gateway, peak, much.tally(), load.sent(), calm).figure("processorsApart", tied);
        } finally {
            vertx.close().await();
        }
    }

    /** The best of three closed loops, after one to warm up. */
    private double capacity(Vertx vertx, Fleet.Gateway gateway, Offer offer) throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(vertx, gateway.port());
        Duration each = length.dividedBy(3).plusSeconds(2);
        loop.run(
                new ClosedLoop.Amount(CLOSED, Integer.MAX_VALUE, each.multipliedBy(2)),
                number -> offer.next().bytes());
        double best = 0;
        for (int connections : new int[] {CLOSED / 2, CLOSED, CLOSED * 2}) {
            best = Math.max(
                    best,
                    loop.run(
                                    new ClosedLoop.Amount(connections, Integer.MAX_VALUE, each),
                                    number -> offer.next().bytes())
                            .perSecond());
        }
        return best;
    }

    private Report judge(Fleet.Gateway gateway, double peak, Tally much, long sent, Timeline calm) throws IOException {
        double goodput = much.goodOfAll() / (double) length.toSeconds();
        int checkout = Offer.Kind.CHECKOUT.ordinal();
        int recovered = calm.goodFrom(0.99, CALM);
        boolean outOfMemory = Files.readString(gateway.process().log()).contains("OutOfMemoryError");
        Report report = new Report("overload")
                .figure("seed", seed)
                .figure("peakPerSecond", Math.round(peak))
                .figure("offeredPerSecond", Math.round(much.all() / (double) length.toSeconds()))
                .figure("sentPerSecond", Math.round(sent / (double) length.toSeconds()))
                .figure("goodPerSecond", Math.round(goodput));
        for (Offer.Kind kind : Offer.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            report.figure(name, much.json(kind.ordinal()));
            report.figure(name + "Afterwards", calm.tally().json(kind.ordinal()));
        }
        return report.must(
                        "goodput >= 85 % of peak",
                        goodput >= 0.85 * peak,
                        String.format(Locale.ROOT, "%.0f/s of %.0f/s: %.1f %%", goodput, peak, 100 * goodput / peak))
                .must(
                        "checkout served >= 99 %",
                        much.goodShare(checkout) >= 0.99, much.goodOf(checkout) + " of " + much.all(checkout))
                .must("recovered within 10 s", recovered >= 0 && recovered <= 10, "good from second " + recovered)
                .must(
                        "no OOM, it lives",
                        gateway.process().alive() && !outOfMemory,
                        gateway.process().alive());
    }

    private static boolean tie(Fleet.Gateway gateway, Fleet fleet) throws InterruptedException {
        return Processors.tie(gateway.process().pid(), 0)
                & Processors.tie(fleet.sandbox().pid(), 1)
                & Processors.tie(ProcessHandle.current().pid(), 1);
    }

    private static String costly(String demo) {
        String kept = demo.replaceAll("cache: \\{ ttl: [^}]*}", "cache: { ttl: 0s }");
        return StrangeKids.unthrottled(kept);
    }
}
