package dev.weft.testing;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.TraceContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that stands still until it is told to pass. Timers due on the way run in order, on the thread that moves time. Starts shortly
 * before the counter of nanoseconds wraps, so that whoever compares instants instead of differences is found out. Safe from any thread.
 */
public final class ManualClock implements Ticker, Timers {
    private record Due(long at, long order, Runnable action) {}

    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long passed;
    private long order;
    private int mostArmed;

    @Override
    public synchronized long nanos() {
        return START + passed;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable action) {
        Due entry = new Due(passed + Math.max(1_000_000, delay.toNanos()), order++, action);
        due.add(entry);
        mostArmed = Math.max(mostArmed, due.size());
        return () -> cancel(entry);
    }

    private synchronized void cancel(Due entry) {
        due.remove(entry);
    }

    /** Lets {@code time} pass. */
    public void pass(Duration time) {
        long until;
        synchronized (this) {
            until = passed + time.toNanos();
        }
        for (Due next = next(until); next != null; next = next(until)) {
            next.action().run();
        }
        synchronized (this) {
            passed = until;
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Due next(long until) {
        Due first = due.peek();
        if (first == null || first.at() > until) {
            return null;
        }
        due.remove();
        passed = Math.max(passed, first.at());
        return first;
    }

    public void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    /** How many timers wait now. */
    public synchronized int armed() {
        return due.size();
    }

    /** How many timers ever waited at once. */
    public synchronized int mostArmed() {
        return mostArmed;
    }

    /** A request that has so many milliseconds left. */
    public RequestContext request(long millis) {
        return new RequestContext(
                "request", TraceContext.create(false), Deadline.after(Duration.ofMillis(millis), this));
    }
}
