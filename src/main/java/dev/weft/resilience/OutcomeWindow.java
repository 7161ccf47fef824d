package dev.weft.resilience;

import dev.weft.kernel.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How many calls went well and how many did not, lately: a ring of ten buckets, each a tenth of the window long. A bucket whose time is
 * over is replaced when it is next written and passed over when it is read. Safe from any thread; two threads that replace a bucket at
 * the same moment may lose a count, which does not matter to a rate.
 */
final class OutcomeWindow {
    private static final int BUCKETS = 10;

    private final long bucketNanos;
    private final Ticker ticker;
    private final AtomicReferenceArray<@Nullable Bucket> ring = new AtomicReferenceArray<>(BUCKETS);

    OutcomeWindow(Duration window, Ticker ticker) {
        this.bucketNanos = Math.max(1, window.toNanos() / BUCKETS);
        this.ticker = ticker;
    }

    void good() {
        bucket().good.increment();
    }

    void bad() {
        bucket().bad.increment();
    }

    /** How many calls did not go well within the window. */
    long bads() {
        return sum(true);
    }

    /** How many calls ended within the window. */
    long all() {
        return sum(false);
    }

    void clear() {
        for (int i = 0; i < BUCKETS; i++) {
            ring.set(i, null);
        }
    }

    private long sum(boolean badOnly) {
        long now = Math.floorDiv(ticker.nanos(), bucketNanos);
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            Bucket bucket = ring.get(i);
            if (bucket != null && now - bucket.number < BUCKETS) {
                sum += bucket.bad.sum() + (badOnly ? 0 : bucket.good.sum());
            }
        }
        return sum;
    }

    private Bucket bucket() {
        long number = Math.floorDiv(ticker.nanos(), bucketNanos);
        int slot = Math.floorMod(number, BUCKETS);
        Bucket bucket = ring.get(slot);
        if (bucket == null || bucket.number != number) {
            bucket = new Bucket(number);
            ring.set(slot, bucket);
        }
        return bucket;
    }

    /** One tenth of the window; {@code number} counts tenths since the ticker's zero. */
    private static final class Bucket {
        final long number;
        final LongAdder good = new LongAdder();
        final LongAdder bad = new LongAdder();

        Bucket(long number) {
            this.number = number;
        }
    }
}
