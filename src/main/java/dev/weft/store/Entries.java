package dev.weft.store;

import dev.weft.outbox.NewEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes outbox entries down, each with its place among its aggregate's.
 *
 * <p>Only the first unfinished entry of an aggregate is {@code ready}: that is what lanes look for, so that nothing has to be skipped over.
 * Who finishes an entry makes the next one ready; who adds one locks the last unfinished before looking whether there is any, or the two
 * could pass each other and leave an entry that nobody ever makes ready.
 */
final class Entries {
    private static final String INSERT =
            "INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, lane, site,"
                    + " sequence, state, ready, attempt, faults, epoch, next_at, lease_until, last_error, result, created_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, 0, 0, 0, ?, 0, '', '', ?)";

    private final Tx tx;
    private final Map<Aggregate, Place> places = new HashMap<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    private record Aggregate(String type, String id) {}

    /** How many entries came before, and whether one of them is unfinished. */
    private record Place(int last, boolean unfinished) {}

    Entries(Tx tx) {
        this.tx = tx;
    }

    /** Entries of something that has none yet, and that nobody else can know of before this transaction ends. */
    void addNew(String aggregateType, String aggregateId) {
        places.put(new Aggregate(aggregateType, aggregateId), new Place(0, false));
    }

    void add(List<NewEntry> entries) throws SQLException {
        for (NewEntry entry : entries) {
            Aggregate aggregate = new Aggregate(entry.aggregateType(), entry.aggregateId());
            @Nullable Place known = places.get(aggregate);
            Place before = known == null ? place(aggregate) : known;
            Place mine = new Place(before.last() + 1, true);
            places.put(aggregate, mine);
            rows.add(new @Nullable Object[] {
                tx.ids().get(),
                entry.aggregateType(),
                entry.aggregateId(),
                entry.type(),
                entry.payload(),
                entry.lane(),
                entry.site(),
                mine.last(),
                before.unfinished() ? 0 : 1,
                tx.now(),
                tx.now()
            });
        }
    }

    private Place place(Aggregate aggregate) throws SQLException {
        List<Integer> unfinished = tx.query(
                "SELECT sequence FROM outbox WHERE aggregatetype = ? AND aggregateid = ? AND done_at IS NULL"
                        + " ORDER BY sequence DESC LIMIT 1" + tx.dialect().forUpdate(),
                row -> row.getInt(1),
                aggregate.type(),
                aggregate.id());
        return new Place(last(tx, aggregate), !unfinished.isEmpty());
    }

    private static int last(Tx tx, Aggregate aggregate) throws SQLException {
        return tx.query(
                        "SELECT COALESCE(MAX(sequence), 0) FROM outbox WHERE aggregatetype = ? AND aggregateid = ?",
                        row -> row.getInt(1),
                        aggregate.type(),
                        aggregate.id())
                .get(0);
    }

    void save() throws SQLException {
        tx.batch(INSERT, rows);
    }

    /** An entry of an aggregate that is not finished. */
    record Open(String id, int sequence, String state) {}

    /** All of an aggregate's that are not finished, locked in their order: nobody ends one of them or makes one ready meanwhile. */
    static List<Open> open(Tx tx, String aggregateType, String aggregateId) throws SQLException {
        return tx.query(
                "SELECT id, sequence, state FROM outbox WHERE aggregatetype = ? AND aggregateid = ?"
                        + " AND done_at IS NULL ORDER BY sequence"
                        + tx.dialect().forUpdate(),
                row -> new Open(row.getString(1), row.getInt(2), row.getString(3)),
                aggregateType,
                aggregateId);
    }

    /**
     * Where an entry goes that is set aside from the start: after the first unfinished one where somebody holds it, before it otherwise.
     * Locks what is unfinished, and changes nothing.
     */
    static Room room(Tx tx, String aggregateType, String aggregateId) throws SQLException {
        List<Open> open = open(tx, aggregateType, aggregateId);
        if (open.isEmpty()) {
            return new Room(1 + last(tx, new Aggregate(aggregateType, aggregateId)), false);
        }
        Open first = open.get(0);
        return new Room(first.state().equals("LEASED") ? first.sequence() + 1 : first.sequence(), true);
    }

    /**
     * A place for an entry.
     *
     * @param taken others may stand there and behind
     */
    record Room(int sequence, boolean taken) {}

    /** Writes {@code entry} down at {@code room} as set aside; those from there on move back by one place and wait. */
    static void setAside(Tx tx, NewEntry entry, Room room, String reason) throws SQLException {
        if (room.taken()) {
            // in two steps, because places are unique at each moment
            tx.update(
                    "UPDATE outbox SET sequence = -1 - sequence, ready = 0"
                            + " WHERE aggregatetype = ? AND aggregateid = ? AND sequence >= ?",
                    entry.aggregateType(),
                    entry.aggregateId(),
                    room.sequence());
            tx.update(
                    "UPDATE outbox SET sequence = -sequence WHERE aggregatetype = ? AND aggregateid = ? AND sequence < 0",
                    entry.aggregateType(),
                    entry.aggregateId());
        }
        tx.update(
                "INSERT INTO outbox (id, aggregatetype, aggregateid, type, payload, lane, site,"
                        + " sequence, state, ready, attempt, faults, epoch, next_at, lease_until, last_error, result, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'PARKED', 0, 0, 0, 0, ?, 0, ?, '', ?)",
                tx.ids().get(),
                entry.aggregateType(),
                entry.aggregateId(),
                entry.type(),
                entry.payload(),
                entry.lane(),
                entry.site(),
                room.sequence(),
                tx.now(),
                reason,
                tx.now());
    }

    /** Makes the first unfinished entry of an aggregate ready, if there is one that is not set aside. */
    static void promote(Tx tx, String aggregateType, String aggregateId) throws SQLException {
        tx.update(
                "UPDATE outbox SET ready = 1 WHERE aggregatetype = ? AND aggregateid = ? AND state = 'WAITING'"
                        + " AND sequence = (SELECT MIN(sequence) FROM outbox WHERE aggregatetype = ? AND aggregateid = ?"
                        + " AND done_at IS NULL)",
                aggregateType,
                aggregateId,
                aggregateType,
                aggregateId);
    }
}
