package dev.weft.simulation;

import dev.weft.outbox.Effect;
import dev.weft.outbox.Entry;
import dev.weft.outbox.ForwardingOutbox;
import dev.weft.outbox.OutboxStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks whenever an entry ends: only its last holder may end it. Knows who that is from all processes together. */
final class WatchedOutbox extends ForwardingOutbox {
    private final Map<String, Long> epochs;
    private final Verdict verdict;

    /** @param epochs under which entries were last leased, by anybody */
    WatchedOutbox(OutboxStore behind, Map<String, Long> epochs, Verdict verdict) {
        super(behind);
        this.epochs = epochs;
        this.verdict = verdict;
    }

    @Override
    public Future<List<Entry>> claim(String lane, Collection<String> sites, int limit, Duration lease) {
        return super.claim(lane, sites, limit, lease)
                .onSuccess(claimed -> claimed.forEach(entry -> epochs.put(entry.id(), entry.epoch())));
    }

    @Override
    public Future<Boolean> done(Entry entry, String result, Optional<Effect> effect) {
        return ended(entry, super.done(entry, result, effect));
    }

    @Override
    public Future<Boolean> again(Entry entry, Again again) {
        return ended(entry, super.again(entry, again));
    }

    @Override
    public Future<Boolean> park(Entry entry, String reason, Optional<Effect> effect) {
        return ended(entry, super.park(entry, reason, effect));
    }

    private Future<Boolean> ended(Entry entry, Future<Boolean> end) {
        return end.onSuccess(written -> {
            long last = epochs.getOrDefault(entry.id(), entry.epoch());
            if (written && last > entry.epoch()) {
                verdict.broken(
                        Rule.ENDED_BY_ITS_HOLDER,
                        entry.what().type() + " of " + entry.what().aggregateId() + ", epoch " + entry.epoch()
                                + " after " + last);
            }
        });
    }
}
