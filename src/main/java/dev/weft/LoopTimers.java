package dev.weft;

import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers for what is nearly always cancelled: deadlines. Each event loop has its own hashed timing wheel (Varghese and Lauck, 1987): a
 * ring of slots, one per millisecond, each a doubly linked list; setting and cancelling a timer link and unlink one entry. One timer of
 * Vert.x per wheel ticks while anything is pending and stops when nothing is.
 *
 * <p>A Vert.x timer each would cost two entries of a concurrent map, two moves in a priority queue and a system call whenever the next
 * due time changes, and a fan-out sets four. A wheel is confined to its loop: a timer must be cancelled on the loop that set it, which is
 * where its owner lives; a cancel from elsewhere only marks the entry. Off the event loops Vert.x's own timers serve. Precision is one
 * millisecond, never early.
 */
final class LoopTimers implements Timers {
    private static final Logger LOG = LoggerFactory.getLogger(LoopTimers.class);
    private static final int SLOTS = 4096;
    private static final long TICK_NANOS = 1_000_000;

    private final Vertx vertx;
    private final Ticker ticker;
    private final ThreadLocal<Wheel> wheels = ThreadLocal.withInitial(Wheel::new);

    LoopTimers(Vertx vertx, Ticker ticker) {
        this.vertx = vertx;
        this.ticker = ticker;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        if (Context.isOnEventLoopThread()) {
            return wheels.get().add(delay.toNanos(), action);
        }
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
        return () -> vertx.cancelTimer(id);
    }

    /** One loop's timers. */
    private final class Wheel {
        private final @Nullable Entry[] slots = new @Nullable Entry[SLOTS];
        private final Thread owner = Thread.currentThread();
        private long tick = now();
        private int pending;
        private boolean ticking;

        private long now() {
            return Math.floorDiv(ticker.nanos(), TICK_NANOS);
        }

        Entry add(long delayNanos, Runnable action) {
            if (pending == 0 && !ticking) {
                tick = now();
            }
            long due = Math.floorDiv(ticker.nanos() + Math.max(0, delayNanos), TICK_NANOS) + 1;
            Entry entry = new Entry(this, Math.max(due, tick + 1), action);
            link(entry);
            if (!ticking) {
                ticking = true;
                vertx.setTimer(1, id -> turn());
            }
            return entry;
        }

        private void link(Entry entry) {
            int slot = (int) (entry.due % SLOTS);
            Entry head = slots[slot];
            entry.next = head;
            if (head != null) {
                head.previous = entry;
            }
            slots[slot] = entry;
            pending++;
        }

        private void unlink(Entry entry) {
            Entry before = entry.previous;
            Entry after = entry.next;
            if (before == null) {
                slots[(int) (entry.due % SLOTS)] = after;
            } else {
                before.next = after;
            }
            if (after != null) {
                after.previous = before;
            }
            entry.previous = null;
            entry.next = null;
            pending--;
        }

        /** Runs everything that has become due, slot by slot, however late this tick comes. */
        private void turn() {
            long now = now();
            long last = Math.min(now, tick + SLOTS);
            while (tick < last) {
                tick++;
                run((int) (tick % SLOTS), now);
            }
            tick = now;
            ticking = pending > 0;
            if (ticking) {
                vertx.setTimer(1, id -> turn());
            }
        }

        private void run(int slot, long now) {
            Entry entry = slots[slot];
            while (entry != null) {
                Entry following = entry.next;
                if (entry.due <= now) {
                    unlink(entry);
                    Runnable action = entry.take();
                    if (action != null) {
                        runSafely(action);
                        following = slots[slot]; // the action may have linked and unlinked at will
                    }
                }
                entry = following;
            }
        }
    }

    /** A bug in one action must not stop the wheel, and with it every deadline of the loop. */
    private static void runSafely(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException bug) {
            LOG.error("a timer's action failed", bug);
        }
    }

    /** One timer. */
    private static final class Entry implements Timer {
        private final Wheel wheel;
        private final long due;
        private volatile @Nullable Runnable action;
        private @Nullable Entry previous;
        private @Nullable Entry next;

        Entry(Wheel wheel, long due, Runnable action) {
            this.wheel = wheel;
            this.due = due;
            this.action = action;
        }

        @Nullable
        Runnable take() {
            Runnable taken = action;
            action = null;
            return taken;
        }

        @Override
        public void cancel() {
            if (take() != null && Thread.currentThread() == wheel.owner) {
                wheel.unlink(this);
            }
        }
    }
}
