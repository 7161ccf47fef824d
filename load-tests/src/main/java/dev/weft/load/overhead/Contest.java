package dev.weft.load.overhead;

import dev.weft.load.http.ClosedLoop;
import dev.weft.load.process.ServerProcess;
import dev.weft.load.process.ThreadTimes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Two ways to serve, measured in turns, A B A B, so that whatever else the machine does hits both. Processor time of a server process is
 * read before and after each turn and divided by the requests of that turn. The ratio is the median of the rounds' own ratios, not the
 * ratio of medians: each round compares neighbours in time.
 */
final class Contest {
    private static final Duration CAP = Duration.ofSeconds(120);

    private static final double WARM = 0.03;
    private static final int RESTED = 2;

    private final Vertx vertx;
    private final int connections;
    private final int requests;
    private final int rounds;
    private final int mostWarmups;

    Contest(Vertx vertx, int connections, int requests, int rounds, int mostWarmups) {
        this.vertx = vertx;
        this.connections = connections;
        this.requests = requests;
        this.rounds = rounds;
        this.mostWarmups = mostWarmups;
    }

    /** One side: a server, and what it is asked. Request numbers never repeat over the whole contest. */
    record Side(ServerProcess process, int port, IntFunction<Buffer> request) {}

    /** One turn of one side. */
    record Turn(double micros, double perSecond) {}

    /** All rounds; the {@code Spent} say on which threads each side's time went, {@code aRequests} what the first side was asked in all, warm-up included. */
    record Outcome(
            double[] a,
            double[] b,
            double[] ratios,
            double aPerSecond,
            double bPerSecond,
            Map<ThreadTimes.Kind, Double> aSpent,
            Map<ThreadTimes.Kind, Double> bSpent,
            int aRequests) {
        /** The ratio of what the event loops alone took; a busy machine, which keeps compilers from finishing, disturbs it less. */
        double loopRatio() {
            return aSpent.get(ThreadTimes.Kind.LOOPS) / bSpent.get(ThreadTimes.Kind.LOOPS);
        }

        double aMicros() {
            return median(a);
        }

        double bMicros() {
            return median(b);
        }

        double ratio() {
            return median(ratios);
        }
    }

    /**
     * Warms both sides, in turns as they compete later, until the compilers of both have rested for two turns running or each has had {@code
     * mostWarmups}; then lets them compete. A side that is warmed all at once, and waits for the other to be warmed, meets its first closed
     * connections and its first idle time when it is measured, and compiles again.
     */
    Outcome run(Side a, Side b) throws InterruptedException {
        int number = warm(a, b);
        int warmed = number;
        double[] aMicros = new double[rounds];
        double[] bMicros = new double[rounds];
        double[] ratios = new double[rounds];
        List<Turn> as = new ArrayList<>();
        List<Turn> bs = new ArrayList<>();
        ThreadTimes aBefore = a.process().threadTimes();
        ThreadTimes bBefore = b.process().threadTimes();
        for (int round = 0; round < rounds; round++) {
            as.add(turn(a, requests, number));
            bs.add(turn(b, requests, number));
            number += requests;
            aMicros[round] = as.get(round).micros();
            bMicros[round] = bs.get(round).micros();
            ratios[round] = aMicros[round] / bMicros[round];
        }
        return new Outcome(
                aMicros,
                bMicros,
                ratios,
                perSecond(as),
                perSecond(bs),
                spent(a, aBefore),
                spent(b, bBefore),
                warmed + requests * rounds);
    }

    private int warm(Side a, Side b) throws InterruptedException {
        int number = 0;
        int rested = 0;
        for (int turn = 0; turn < mostWarmups && rested < RESTED; turn++) {
            boolean rests = rests(a, number);
            rests &= rests(b, number);
            number += requests;
            rested = rests ? rested + 1 : 0;
        }
        return number;
    }

    private boolean rests(Side side, int from) throws InterruptedException {
        ThreadTimes before = side.process().threadTimes();
        turn(side, requests, from);
        return side.process().threadTimes().share(ThreadTimes.Kind.COMPILER, before) < WARM;
    }

    /** What one request cost a side by kind of thread, over all rounds. */
    private Map<ThreadTimes.Kind, Double> spent(Side side, ThreadTimes before) {
        ThreadTimes now = side.process().threadTimes();
        Map<ThreadTimes.Kind, Double> spent = new EnumMap<>(ThreadTimes.Kind.class);
        for (ThreadTimes.Kind kind : ThreadTimes.Kind.values()) {
            spent.put(kind, now.micros(kind, before, (long) requests * rounds));
        }
        return spent;
    }

    private Turn turn(Side side, int count, int from) throws InterruptedException {
        Duration before = side.process().processorTime();
        ClosedLoop.Outcome outcome = new ClosedLoop(vertx, side.port())
                .run(
                        new ClosedLoop.Amount(connections, count, CAP),
                        number -> side.request().apply(from + number));
        Duration used = side.process().processorTime().minus(before);
        if (outcome.others() > 0 || outcome.answers() < count / 2) {
            throw new IllegalStateException(outcome.others() + " of " + count + " requests failed, " + outcome.answers()
                    + " were answered; see " + side.process().log());
        }
        return new Turn(used.toNanos() / 1e3 / outcome.answers(), outcome.perSecond());
    }

    private static double perSecond(List<Turn> turns) {
        return median(turns.stream().mapToDouble(Turn::perSecond).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
