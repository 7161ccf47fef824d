package dev.weft.http.scapi;

import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** How long a shopper who writes waits for systems other than SCAPI: one budget over all steps of the write. Safe from any thread. */
final class Patience {
    private static final int LEAST_SHARE = 4;

    private final Duration budget;
    private final Ticker ticker;
    private final Timers timers;

    Patience(Duration budget, Ticker ticker, Timers timers) {
        this.budget = budget;
        this.ticker = ticker;
        this.timers = timers;
    }

    /** A step that may take all of it. */
    Step first() {
        return new Step(budget);
    }

    /** One step; begins when it is made. */
    final class Step {
        private final long begun = ticker.nanos();
        private final Duration most;
        private final Promise<Void> over = Promise.promise();
        private final Timers.Timer timer;

        private Step(Duration most) {
            this.most = most;
            this.timer = timers.after(most, over::tryComplete);
        }

        /** Completes once this step has lasted long enough; never, where it was {@link #ended} before. */
        Future<Void> enough() {
            return over.future();
        }

        /** Ends it: what it left is for the next step, which gets a quarter of the budget at least. */
        Duration ended() {
            timer.cancel();
            Duration left = most.minusNanos(ticker.nanos() - begun);
            Duration least = budget.dividedBy(LEAST_SHARE);
            return left.compareTo(least) < 0 ? least : left;
        }
    }

    /** A further step. */
    Step next(Duration left) {
        return new Step(left);
    }
}
