package dev.weft.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Port: the durable entries. Every change is committed when its future completes; each fails with
 * {@link dev.weft.kernel.Failed} where the store is dark. Every method that takes an {@link Entry} changes nothing, and answers false,
 * where that entry's lease has gone to somebody else (its epoch is older).
 */
public interface OutboxStore {
    /**
     * Leases due entries of a lane, at most {@code limit}, shared fairly over {@code sites}: only entries with no unfinished one before
     * them in their aggregate. Counts the attempt, marks it as possibly sent from now on (so that a crash is followed by a question), and
     * moves its next attempt to the lease's end, all before it returns. The entries returned carry what was known before. A crash leaves
     * the lease's end as the last moment at which it may have been sent, for nobody sends after it.
     */
    Future<List<Entry>> claim(String lane, Collection<String> sites, int limit, Duration lease);

    /** Ends an entry well, together with what follows from it, and lets the next one of its aggregate go. */
    Future<Boolean> done(Entry entry, String result, Optional<Effect> effect);

    /** Gives the lease back and tries again {@code after} that long. */
    Future<Boolean> again(Entry entry, Again again);

    /**
     * Sets an entry aside until an operator releases it; later entries of its aggregate wait, all others go on. The attempt counts as a
     * possible send, so that it is asked about before it is sent again.
     */
    Future<Boolean> park(Entry entry, String reason, Optional<Effect> effect);

    /** Gives back, as they were before, leases of entries that were not sent (shutdown); those gone to somebody else are left alone. */
    Future<Void> handBack(List<Entry> entries);

    /** How much waits in each lane. */
    Future<List<LaneDepth>> depths();

    /** Entries that are not done, for an operator, oldest first. */
    Future<List<EntryRecord>> list(Query query);

    /** All entries of one aggregate, in their order. */
    Future<List<EntryRecord>> ofAggregate(String aggregateId);

    /** Lets a parked entry be tried again at once: same reference, asked before sent. Audited. False where it is not parked. */
    Future<Boolean> release(String entryId, String operator);

    /**
     * Ends a parked entry by hand, together with what follows from it: as done outside Weft, under the number the other system gave it, or
     * as never to happen. Audited. False where it is not parked.
     */
    Future<Boolean> settle(String entryId, String operator, String result, Optional<Effect> effect);

    /**
     * How an attempt ended that is to be repeated.
     *
     * @param after how long to wait
     * @param unsettled true where this or an earlier attempt may have been applied; false only on proof that none was
     * @param sent true where this attempt sent something: a doubt then counts from now on. False where it only asked, or did nothing: a
     *     doubt counts from where it counted before, so that asking again and again does not put off the end of the lag
     * @param ownFault true where it counts towards parking
     * @param reason code and detail for operators, free of personal data
     */
    record Again(Duration after, boolean unsettled, boolean sent, boolean ownFault, String reason) {}

    /**
     * One lane's backlog.
     *
     * @param waiting entries not done and not parked
     * @param parked entries set aside
     * @param oldest when the oldest waiting entry was written; empty where none waits
     */
    record LaneDepth(String lane, long waiting, long parked, Optional<Instant> oldest) {}

    /** Which entries to list. */
    record Query(Optional<String> lane, boolean parkedOnly, int limit) {}

    /** An entry as operators see it. */
    record EntryRecord(
            String id,
            NewEntry what,
            int sequence,
            State state,
            int attempt,
            int faults,
            Instant createdAt,
            Instant nextAt,
            String lastError,
            String result) {}

    /** What has become of an entry. */
    enum State {
        WAITING,
        LEASED,
        DONE,
        PARKED
    }
}
