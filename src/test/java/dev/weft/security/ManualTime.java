package dev.weft.security;

import dev.weft.kernel.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until it is told to pass; timers due on the way run in order, on the thread that moves it. */
final class ManualTime extends Clock implements Timers {
    private record Due(long at, long order, Runnable action) {}

    private final Instant start = Instant.parse("2026-11-02T10:00:00Z");
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private long nanos;
    private long order;

    Pace pace() {
        return new Pace(this, () -> nanos, this);
    }

    void pass(Duration time) {
        long until = nanos + time.toNanos();
        while (!due.isEmpty() && due.peek().at() <= until) {
            Due next = due.remove();
            nanos = Math.max(nanos, next.at());
            next.action().run();
        }
        nanos = until;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        Due entry = new Due(nanos + delay.toNanos(), order++, action);
        due.add(entry);
        return () -> due.remove(entry);
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
