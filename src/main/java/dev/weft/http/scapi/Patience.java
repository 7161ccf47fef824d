package dev.weft.http.scapi;

import dev.weft.fanout.PartRule;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * How long one shopper who writes waits for systems other than SCAPI: one budget over all that is waited for. What is waited for first
 * leaves a quarter of the budget for each thing that is still to come, so that one silent system does not cost all others their say.
 * Confined to the event loop of its request.
 */
final class Patience {
    private static final int SHARES = 4;

    private final Ticker ticker;
    private final Timers timers;
    private final long share;
    private long left;

    Patience(Duration budget, Ticker ticker, Timers timers) {
        this.ticker = ticker;
        this.timers = timers;
        this.share = budget.toNanos() / SHARES;
        this.left = budget.toNanos();
    }

    /** How long a question may take after which {@code further} things will be waited for; to be {@link #counted}. */
    PartRule rule(int further) {
        return new PartRule(false, Duration.ofNanos(most(further)));
    }

    /** The same future; how long it takes is gone. */
    <T> Future<T> counted(Future<T> waited) {
        long begun = ticker.nanos();
        return waited.onComplete(over -> left -= ticker.nanos() - begun);
    }

    /** A wait after which there will be {@code further}; begins now. */
    Step step(int further) {
        return new Step(most(further));
    }

    private long most(int further) {
        return Math.max(share, left - further * share);
    }

    /** A wait that ends by itself or because it was long enough. */
    final class Step {
        private final long begun = ticker.nanos();
        private final Promise<Void> over = Promise.promise();
        private final Timers.Timer timer;

        private Step(long most) {
            this.timer = timers.after(Duration.ofNanos(most), over::tryComplete);
        }

        /** Completes once this step has lasted long enough; never, where it was {@link #ended} before. */
        Future<Void> enough() {
            return over.future();
        }

        /** Ends it; what it took is gone. */
        void ended() {
            timer.cancel();
            left -= ticker.nanos() - begun;
        }
    }
}
