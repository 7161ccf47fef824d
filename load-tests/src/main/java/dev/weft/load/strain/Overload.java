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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * Several times what the gateway can do, in classes of unequal worth. Five times its peak is found in a closed loop, and then that, times a
 * factor, offered by the clock; then half of it for a while. Judged by how much was still answered well, by what became of orders, by how soon all
 * was well again, and by whether the process lives.
 *
 * <p>The gateway has a processor to itself where the machine has two, the load and the simulated back-office systems share the other: what
 * is measured is what the gateway does with too much, not whom of them the system favours. It caches nothing, and every request bears a
 * token not seen lately, so that a request costs what it does for a crowd of newcomers. With answers from memory, turning away costs a
 * fifth of serving, and nothing behind the socket keeps the goodput up then (docs/decisions/0014).
 *
 * <p>Dear classes are never shed before cheap ones, so with too much the gateway does another mix than it did at its peak: an order costs
 * many times what a product page does. Counted are therefore both the requests served and the work they were: each weighed by what its class
 * costs, which is found by asking for that class alone.
 *
 * <p>Arguments: {@code [factor [seconds [seed]]]}; 5, 30 and 1 where absent.
 */
public final class Overload {
    private static final int CLOSED = 64;
    /** More than there are requests in a fifth of a second: with fewer, what has no connection yet would wait here and spare the gateway. */
    private static final int OPEN = 2_048;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ROUNDS = 5;
    private static final Duration MUCH = Duration.ofSeconds(2);
    private static final int MOST_TURNS = 12;
    private static final double GROWN = 1.05;
    private static final int STILL = 2;
    private static final Duration ALONE = Duration.ofSeconds(5);
    private static final Duration PEAK = Duration.ofSeconds(5);
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
                Fleet fleet = new Fleet("overload", List.of(), List.of("-Xmx1g", "-XX:+UseSerialGC"))) {
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

            warm(vertx, gateway, offer);
            double[] alone = alone(vertx, gateway, offer);
            Tally much = new Tally(KINDS);
            List<Round> rounds = new ArrayList<>();
            long sent = 0;
            for (int i = 0; i < ROUNDS; i++) {
                Busy atPeak = new Busy(gateway, fleet);
                double peak = peak(vertx, gateway, offer);
                String peakBusy = atPeak.shares();
                Busy atMuch = new Busy(gateway, fleet);
                Tally tally = new Tally(KINDS);
                AtomicLong end = new AtomicLong();
                PacedLoad load = new PacedLoad(
                        vertx,
                        gateway.port(),
                        offer::next,
                        (kind, status, due, nanos) -> {
                            much.observed(kind, status, due, nanos);
                            end.compareAndSet(0, due + round().toNanos());
                            if (due + nanos <= end.get()) {
                                tally.observed(kind, status, due, nanos);
                            }
                        },
                        PATIENCE);
                load.run((int) (peak * factor), OPEN, round()).await();
                sent += load.sent();
                rounds.add(new Round(peak, tally));
                System.out.printf(
                        Locale.ROOT,
                        "  peak %.0f/s (%s), %d/s offered, %d/s served (%s)%n",
                        peak,
                        peakBusy,
                        (int) (peak * factor),
                        tally.goodOfAll() / round().toSeconds(),
                        atMuch.shares());
            }
            double half = rounds.get(ROUNDS - 1).peak() / 2;
            Timeline calm = new Timeline(KINDS, CALM);
            new PacedLoad(vertx, gateway.port(), offer::next, calm, PATIENCE)
                    .run((int) half, CLOSED, CALM)
                    .await();
            return judge(gateway, rounds, alone, much, calm)
                    .figure("sentPerSecond", sent / (ROUNDS * round().toSeconds()))
                    .figure("processorsApart", tied);
        } finally {
            vertx.close().await();
        }
    }

    private Duration round() {
        return length.dividedBy(ROUNDS);
    }

    /** At the peak and with too much in turns, since what turns away is to be compiled as well, until the peak grows no more. */
    private static void warm(Vertx vertx, Fleet.Gateway gateway, Offer offer) throws InterruptedException {
        double best = 0;
        int still = 0;
        for (int turn = 0; turn < MOST_TURNS && still < STILL; turn++) {
            double peak = peak(vertx, gateway, offer);
            still = peak < best * GROWN ? still + 1 : 0;
            best = Math.max(best, peak);
            new PacedLoad(vertx, gateway.port(), offer::next, new Tally(KINDS), PATIENCE)
                    .run((int) (2 * peak), OPEN, MUCH)
                    .await();
        }
    }

    private static double peak(Vertx vertx, Fleet.Gateway gateway, Offer offer) throws InterruptedException {
        return new ClosedLoop(vertx, gateway.port())
                .run(
                        new ClosedLoop.Amount(CLOSED, Integer.MAX_VALUE, PEAK),
                        number -> offer.next().bytes())
                .perSecond();
    }

    /** Of each class, how many a second there are with nothing else. */
    private static double[] alone(Vertx vertx, Fleet.Gateway gateway, Offer offer) throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(vertx, gateway.port());
        double[] alone = new double[KINDS];
        for (Offer.Kind kind : Offer.Kind.values()) {
            alone[kind.ordinal()] = loop.run(
                            new ClosedLoop.Amount(CLOSED, Integer.MAX_VALUE, ALONE), number -> offer.next(kind))
                    .perSecond();
        }
        return alone;
    }

    /**
     * Some seconds of too much, right after some at the peak: a shared machine is now faster and now slower.
     *
     * @param peak in requests a second
     * @param much what was answered while it lasted
     */
    private record Round(double peak, Tally much) {
        /** Requests served, as a part of what they are at the peak. */
        double byNumber(double seconds) {
            return much.goodOfAll() / seconds / peak;
        }

        /** The same of their work. */
        double byWork(double seconds, double[] alone) {
            double atPeak = 0;
            double now = 0;
            for (Offer.Kind kind : Offer.Kind.values()) {
                double each = 1 / alone[kind.ordinal()];
                atPeak += peak * kind.share() * each;
                now += much.goodOf(kind.ordinal()) / seconds * each;
            }
            return now / atPeak;
        }
    }

    private Report judge(Fleet.Gateway gateway, List<Round> rounds, double[] alone, Tally much, Timeline calm)
            throws IOException {
        double seconds = round().toMillis() / 1e3;
        double number = median(rounds, round -> round.byNumber(seconds));
        double work = median(rounds, round -> round.byWork(seconds, alone));
        double all = ROUNDS * seconds;
        int checkout = Offer.Kind.CHECKOUT.ordinal();
        int recovered = calm.goodFrom(0.99, CALM);
        boolean outOfMemory = Files.readString(gateway.process().log()).contains("OutOfMemoryError");
        Report report = new Report("overload")
                .figure("seed", seed)
                .figure("peakPerSecond", Math.round(median(rounds, Round::peak)))
                .figure("offeredPerSecond", Math.round(much.all() / all))
                .figure("goodPerSecond", Math.round(much.goodOfAll() / all))
                .figure(
                        "byNumber",
                        rounds.stream().map(round -> percent(round.byNumber(seconds))).toList())
                .figure(
                        "byWork",
                        rounds.stream().map(round -> percent(round.byWork(seconds, alone))).toList());
        for (Offer.Kind kind : Offer.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            report.figure(name + "AlonePerSecond", Math.round(alone[kind.ordinal()]));
            report.figure(name, much.json(kind.ordinal()));
            report.figure(name + "Afterwards", calm.tally().json(kind.ordinal()));
        }
        return report.must("goodput >= 85 % of peak, by work", work >= 0.85, percent(work))
                .must("goodput >= 85 % of peak, by number", number >= 0.85, percent(number))
                .must(
                        "checkout served >= 99 %",
                        much.goodShare(checkout) >= 0.99, much.goodOf(checkout) + " of " + much.all(checkout))
                .must("recovered within 10 s", recovered >= 0 && recovered <= 10, "good from second " + recovered)
                .must(
                        "no OOM, it lives",
                        gateway.process().alive() && !outOfMemory,
                        gateway.process().alive());
    }

    /** What of a processor the gateway, the simulated systems and this process take, so that a report shows whose limit was met. */
    private static final class Busy {
        private final List<ProcessHandle> processes;
        private final List<Duration> before;
        private final long since = System.nanoTime();

        Busy(Fleet.Gateway gateway, Fleet fleet) {
            processes = List.of(
                    ProcessHandle.of(gateway.process().pid()).orElseThrow(),
                    ProcessHandle.of(fleet.sandbox().pid()).orElseThrow(),
                    ProcessHandle.current());
            before = processes.stream().map(Busy::used).toList();
        }

        private static Duration used(ProcessHandle process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }

        String shares() {
            double all = System.nanoTime() - since;
            double[] shares = new double[processes.size()];
            for (int i = 0; i < shares.length; i++) {
                shares[i] = used(processes.get(i)).minus(before.get(i)).toNanos() / all;
            }
            return String.format(
                    Locale.ROOT, "gateway %.2f, systems %.2f, load %.2f of a processor", shares[0], shares[1], shares[2]);
        }
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part);
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
