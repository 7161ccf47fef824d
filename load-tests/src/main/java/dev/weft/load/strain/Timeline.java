package dev.weft.load.strain;

import dev.weft.load.http.PacedLoad;
import dev.weft.load.http.Tally;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What became of requests, by class in a {@link Tally}, and over all classes by the second in which they fell due. Safe from any thread. */
final class Timeline implements PacedLoad.Observer {
    private final Tally tally;
    private final long start = System.nanoTime();
    private final AtomicIntegerArray all;
    private final AtomicIntegerArray good;

    Timeline(int kinds, Duration length) {
        tally = new Tally(kinds);
        int seconds = (int) length.toSeconds() + 2;
        all = new AtomicIntegerArray(seconds);
        good = new AtomicIntegerArray(seconds);
    }

    @Override
    public void observed(int kind, int status, long dueNanos, long nanos) {
        tally.observed(kind, status, dueNanos, nanos);
        int second = (int) Math.min(all.length() - 1, Math.max(0, (dueNanos - start) / 1_000_000_000L));
        all.incrementAndGet(second);
        if (Tally.good(status)) {
            good.incrementAndGet(second);
        }
    }

    Tally tally() {
        return tally;
    }

    /** From which second on at least {@code share} of what fell due was good, each second until {@code end}; -1 where never. */
    int goodFrom(double share, Duration end) {
        int from = -1;
        for (int second = 0; second < end.toSeconds(); second++) {
            boolean holds = good.get(second) >= share * all.get(second);
            from = !holds ? -1 : from < 0 ? second : from;
        }
        return from;
    }
}
