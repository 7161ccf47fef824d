package dev.weft.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Another outbox, of which a test changes what it needs to. */
public class ForwardingOutbox implements OutboxStore {
    private final OutboxStore behind;

    public ForwardingOutbox(OutboxStore behind) {
        this.behind = behind;
    }

    @Override
    public Future<List<Entry>> claim(String lane, Collection<String> sites, int limit, Duration lease) {
        return behind.claim(lane, sites, limit, lease);
    }

    @Override
    public Future<Boolean> done(Entry entry, String result, Optional<Effect> effect) {
        return behind.done(entry, result, effect);
    }

    @Override
    public Future<Boolean> again(Entry entry, Again again) {
        return behind.again(entry, again);
    }

    @Override
    public Future<Boolean> park(Entry entry, String reason, Optional<Effect> effect) {
        return behind.park(entry, reason, effect);
    }

    @Override
    public Future<Void> handBack(List<Entry> entries) {
        return behind.handBack(entries);
    }

    @Override
    public Future<List<LaneDepth>> depths() {
        return behind.depths();
    }

    @Override
    public Future<List<EntryRecord>> list(Query query) {
        return behind.list(query);
    }

    @Override
    public Future<List<EntryRecord>> ofAggregate(String aggregateId) {
        return behind.ofAggregate(aggregateId);
    }

    @Override
    public Future<Boolean> release(String entryId, String operator) {
        return behind.release(entryId, operator);
    }

    @Override
    public Future<Boolean> settle(String entryId, String operator, String result, Optional<Effect> effect) {
        return behind.settle(entryId, operator, result, effect);
    }
}
