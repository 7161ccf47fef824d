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

    private final Vertx vertx;
    private final int connections;
    private final int requests;
    private final int rounds;

    Contest(Vertx vertx, int connections, int requests, int rounds) {
        this.vertx = vertx;
        this.connections = connections;
        this.requests = requests;
        this.rounds = rounds;
    }

    int requests() {
        return requests;
    }

    /** One side: a server, and what it is asked. Request numbers never repeat over the whole contest. */
    record Side(ServerProcess process, int port, IntFunction<Buffer> request) {}

    /** One turn of one side. */
    record Turn(double micros, double perSecond) {}

    /** All rounds; {@code spent} says on which threads the first side's time went. */
    record Outcome(
            double[] a, double[] b, double[] ratios, double aPerSecond, double bPerSecond, Map<ThreadTimes.Kind, Double> spent) {
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

    /** Warms both sides with {@code warmup} requests each, then lets them take turns. */
    Outcome run(Side a, Side b, int warmup) throws InterruptedException {
        int number = 0;
        turn(a, warmup, number);
        turn(b, warmup, number);
        number += warmup;
        double[] aMicros = new double[rounds];
        double[] bMicros = new double[rounds];
        double[] ratios = new double[rounds];
        List<Turn> as = new ArrayList<>();
        List<Turn> bs = new ArrayList<>();
        ThreadTimes before = a.process().threadTimes();
        for (int round = 0; round < rounds; round++) {
            as.add(turn(a, requests, number));
            bs.add(turn(b, requests, number));
            number += requests;
            aMicros[round] = as.get(round).micros();
            bMicros[round] = bs.get(round).micros();
            ratios[round] = aMicros[round] / bMicros[round];
        }
        return new Outcome(aMicros, bMicros, ratios, perSecond(as), perSecond(bs), spent(a, before));
    }

    /** What one request cost the first side by kind of thread, over all rounds. */
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
