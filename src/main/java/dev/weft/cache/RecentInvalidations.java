package dev.weft.cache;

import dev.weft.cache.Invalidation.Selection;
import dev.weft.kernel.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Remembers for a few seconds what was invalidated, so that an answer asked for before and arriving after is not kept: it may tell the
 * state from before the change.
 *
 * <p>What is forgotten by then is no loss: of a question that is older than the oldest note nobody can say whether it was invalidated, so its
 * answer is not kept either. How long questions may take therefore need not be known here.
 *
 * <p>Whoever keeps an answer keeps it first and looks here afterwards; whoever invalidates notes it here first and walks the cache
 * afterwards. So one of the two sees the other, without a lock. Safe from any thread.
 */
final class RecentInvalidations {
    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos(); // longer than nearly any question takes

    private record Noted(long number, Selection selection, long atNanos) {}

    private final Ticker ticker;
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong forgotten = new AtomicLong();
    private final ConcurrentLinkedDeque<Noted> noted = new ConcurrentLinkedDeque<>();

    RecentInvalidations(Ticker ticker) {
        this.ticker = ticker;
    }

    /** The number of the last invalidation; take it before asking. */
    long position() {
        return last.get();
    }

    void note(Selection selection) {
        long now = ticker.nanos();
        noted.addLast(new Noted(last.incrementAndGet(), selection, now));
        for (Noted oldest = noted.peekFirst();
                oldest != null && now - oldest.atNanos > KEPT_NANOS;
                oldest = noted.peekFirst()) {
            forgotten.accumulateAndGet(oldest.number, Math::max); // before it is gone: see since
            noted.remove(oldest);
        }
    }

    /** Whether anything {@code matching} was, or may have been, invalidated after {@code position}. */
    boolean since(long position, Predicate<Selection> matching) {
        if (last.get() == position) {
            return false;
        }
        for (Noted one : noted) {
            if (one.number > position && matching.test(one.selection)) {
                return true;
            }
        }
        return forgotten.get() > position; // looked at last, so what went while the notes were walked counts as well
    }
}
