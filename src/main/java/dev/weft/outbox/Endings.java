package dev.weft.outbox;

import dev.weft.kernel.Timers;
import dev.weft.outbox.Attempt.Ending;
import dev.weft.outbox.OutboxStore.Again;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes down how attempts ended. Where the store is dark it tries on for as long as the lease lasts, and not a moment longer; after that
 * the entry is claimed again by whoever comes, and asked about first. Confined to the lane's loop.
 */
final class Endings {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String lane;
    private final OutboxStore store;
    private final Timers timers;
    private final Home home;
    private final RelayListener listener;

    Endings(String lane, Home home, RelayParts parts) {
        this.lane = lane;
        this.store = parts.store();
        this.timers = parts.timers();
        this.home = home;
        this.listener = parts.listener();
    }

    Future<Ending> done(Entry entry, Lease lease, Outcome.Applied applied) {
        return written(lease, () -> store.done(entry, applied.result(), applied.effect()))
                .map(ours -> {
                    if (ours) {
                        listener.done(lane);
                    }
                    return Ending.OVER;
                });
    }

    Future<Ending> park(Entry entry, Lease lease, String reason, Optional<Effect> effect) {
        return written(lease, () -> store.park(entry, reason, effect)).map(ours -> {
            if (ours) {
                listener.parked(lane, entry, reason);
            }
            return Ending.OVER;
        });
    }

    Future<Ending> again(Entry entry, Lease lease, Again again) {
        return written(lease, () -> store.again(entry, again))
                .map(ours -> ours ? new Ending(Optional.of(again.after())) : Ending.OVER);
    }

    /** Nothing was called: it is given back as it was. */
    Future<Ending> giveBack(Entry entry, Lease lease) {
        return written(lease, () -> store.handBack(List.of(entry)).map(true))
                .map(ours -> ours ? new Ending(Optional.of(PAUSE)) : Ending.OVER);
    }

    /** False, and nothing written, where the lease is over. */
    private Future<Boolean> written(Lease lease, Supplier<Future<Boolean>> write) {
        Promise<Boolean> end = Promise.promise();
        attempt(lease, write, end);
        return end.future();
    }

    private void attempt(Lease lease, Supplier<Future<Boolean>> write, Promise<Boolean> end) {
        if (lease.left().isNegative() || lease.left().isZero()) {
            listener.lost(lane);
            end.complete(false);
            return;
        }
        home.bring(write.get()).onComplete(written -> {
            if (written.succeeded()) {
                if (!written.result()) {
                    listener.lost(lane);
                }
                end.complete(written.result());
            } else {
                listener.storeFailed(lane, written.cause());
                timers.after(PAUSE, () -> attempt(lease, write, end));
            }
        });
    }
}
