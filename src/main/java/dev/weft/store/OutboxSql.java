package dev.weft.store;

import dev.weft.order.OrderEntries;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.outbox.Effect;
import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.OutboxStore;
import io.vertx.core.Future;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The outbox in SQL. An order whose create entry comes back in doubt is {@code SENT}, in the same transaction: it may be in the ERP. That costs
 * nothing where the first send is answered, as nearly all are.
 */
final class OutboxSql implements OutboxStore {
    private static final String RECORD = "SELECT id, lane, type, aggregatetype, aggregateid, site, payload, sequence,"
            + " state, attempt, faults, created_at, next_at, last_error, result FROM outbox WHERE ";

    private final Writer writer;
    private final Reads reads;
    private final AtomicInteger turn = new AtomicInteger();

    OutboxSql(Writer writer, Reads reads) {
        this.writer = writer;
        this.reads = reads;
    }

    @Override
    public Future<List<Entry>> claim(String lane, Collection<String> sites, int limit, Duration lease) {
        Leases leases = new Leases(lane, List.copyOf(sites), limit, lease, turn.getAndIncrement());
        return writer.submit(leases::take);
    }

    @Override
    public Future<Boolean> done(Entry entry, String result, Optional<Effect> effect) {
        return writer.submit(tx -> {
            boolean mine = Leases.end(tx, entry, "DONE", result, "");
            if (mine) {
                apply(tx, effect);
                Entries.promote(tx, entry.what().aggregateType(), entry.what().aggregateId());
            }
            return mine;
        });
    }

    @Override
    public Future<Boolean> again(Entry entry, Again again) {
        return writer.submit(tx -> {
            boolean mine = Leases.again(tx, entry, again);
            if (mine && again.unsettled() && entry.what().type().equals(OrderEntries.CREATE)) {
                Changes.progress(tx, new OrderId(entry.what().aggregateId()), Stage.SENT);
            }
            return mine;
        });
    }

    @Override
    public Future<Boolean> park(Entry entry, String reason, Optional<Effect> effect) {
        return writer.submit(tx -> {
            boolean mine = Leases.end(tx, entry, "PARKED", "", reason);
            if (mine) {
                apply(tx, effect);
            }
            return mine;
        });
    }

    private static void apply(Tx tx, Optional<Effect> effect) throws SQLException {
        if (effect.isPresent()) {
            Effects.apply(tx, effect.get());
        }
    }

    @Override
    public Future<Void> handBack(List<Entry> entries) {
        List<Entry> given = List.copyOf(entries);
        return writer.submit(tx -> Leases.handBack(tx, given)).mapEmpty();
    }

    @Override
    public Future<List<LaneDepth>> depths() {
        return reads.ask(tx -> tx.query(
                "SELECT lane, SUM(CASE WHEN state = 'PARKED' THEN 0 ELSE 1 END),"
                        + " SUM(CASE WHEN state = 'PARKED' THEN 1 ELSE 0 END),"
                        + " MIN(CASE WHEN state = 'PARKED' THEN NULL ELSE created_at END)"
                        + " FROM outbox WHERE done_at IS NULL GROUP BY lane ORDER BY lane",
                row -> {
                    long oldest = row.getLong(4);
                    Optional<Instant> since =
                            row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest));
                    return new LaneDepth(row.getString(1), row.getLong(2), row.getLong(3), since);
                }));
    }

    @Override
    public Future<List<EntryRecord>> list(Query query) {
        String parked = query.parkedOnly() ? "state = 'PARKED'" : "done_at IS NULL";
        String order = " ORDER BY created_at, aggregateid, sequence LIMIT ?";
        return reads.ask(tx -> query.lane().isPresent()
                ? tx.query(
                        RECORD + parked + " AND lane = ?" + order,
                        OutboxSql::record,
                        query.lane().get(),
                        query.limit())
                : tx.query(RECORD + parked + order, OutboxSql::record, query.limit()));
    }

    @Override
    public Future<List<EntryRecord>> ofAggregate(String aggregateId) {
        return reads.ask(tx ->
                tx.query(RECORD + "aggregateid = ? ORDER BY aggregatetype, sequence", OutboxSql::record, aggregateId));
    }

    private static EntryRecord record(ResultSet row) throws SQLException {
        return new EntryRecord(
                row.getString(1),
                new NewEntry(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)),
                row.getInt(8),
                State.valueOf(row.getString(9)),
                row.getInt(10),
                row.getInt(11),
                Instant.ofEpochMilli(row.getLong(12)),
                Instant.ofEpochMilli(row.getLong(13)),
                row.getString(14),
                row.getString(15));
    }

    private record Aggregate(String type, String id) {}

    /** The aggregate of an entry that is set aside, all its unfinished ones locked; nothing where the entry is not. */
    private static List<Aggregate> parked(Tx tx, String entryId) throws SQLException {
        List<Aggregate> found = tx.query(
                "SELECT aggregatetype, aggregateid FROM outbox WHERE id = ? AND state = 'PARKED'",
                row -> new Aggregate(row.getString(1), row.getString(2)),
                entryId);
        for (Aggregate aggregate : found) {
            if (Entries.open(tx, aggregate.type(), aggregate.id()).stream()
                    .noneMatch(it -> it.id().equals(entryId) && it.state().equals("PARKED"))) {
                return List.of();
            }
        }
        return found;
    }

    @Override
    public Future<Boolean> release(String entryId, String operator) {
        return writer.submit(tx -> {
            List<Aggregate> parked = parked(tx, entryId);
            for (Aggregate aggregate : parked) {
                tx.update(
                        "UPDATE outbox SET state = 'WAITING', ready = 0, faults = 0, next_at = ?, epoch = epoch + 1"
                                + " WHERE id = ?",
                        tx.now(),
                        entryId);
                Entries.promote(tx, aggregate.type(), aggregate.id());
                tx.audit(operator, "release", entryId, "");
            }
            return !parked.isEmpty();
        });
    }

    @Override
    public Future<Boolean> settle(String entryId, String operator, String result, Optional<Effect> effect) {
        return writer.submit(tx -> {
            List<Aggregate> parked = parked(tx, entryId);
            for (Aggregate aggregate : parked) {
                tx.update(
                        "UPDATE outbox SET state = 'DONE', ready = 0, done_at = ?, result = ?, epoch = epoch + 1"
                                + " WHERE id = ?",
                        tx.now(),
                        result,
                        entryId);
                apply(tx, effect);
                Entries.promote(tx, aggregate.type(), aggregate.id());
                tx.audit(operator, "settle", entryId, result);
            }
            return !parked.isEmpty();
        });
    }
}
