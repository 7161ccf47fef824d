package dev.weft.store;

import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.OutboxStore.Again;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes entries under a lease. A lease's end is also the entry's next attempt, so a holder that vanishes needs no clearing up: the entry is
 * due again by itself. Each write names the epoch it was leased under, and changes nothing where that has passed.
 *
 * @param turn which site comes first this time, so that a limit smaller than the number of sites starves none
 */
record Leases(String lane, List<String> sites, int limit, Duration lease, int turn) {

    private record Due(String id, NewEntry what, int attempt, int faults, long epoch, Session.Whole unsettled) {}

    List<Entry> take(Tx tx) throws SQLException {
        List<Due> chosen = fairly(tx);
        long until = tx.now() + lease.toMillis();
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (Due due : chosen) {
            rows.add(new Object[] {due.epoch() + 1, until, until, until, due.id(), due.epoch()});
            Long unsettled = due.unsettled().value();
            entries.add(new Entry(
                    due.id(),
                    due.what(),
                    due.attempt() + 1,
                    due.faults(),
                    due.epoch() + 1,
                    Optional.ofNullable(unsettled).map(Instant::ofEpochMilli),
                    Instant.ofEpochMilli(until)));
        }
        tx.batch(
                "UPDATE outbox SET state = 'LEASED', attempt = attempt + 1, epoch = ?, next_at = ?, lease_until = ?,"
                        + " unsettled_since = ? WHERE id = ? AND epoch = ?",
                rows);
        return entries;
    }

    /** One of each site in turn, oldest first within a site. */
    private List<Due> fairly(Tx tx) throws SQLException {
        List<Deque<Due>> waiting = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            String site = sites.get(Math.floorMod(turn + i, sites.size()));
            waiting.add(new ArrayDeque<>(tx.query(
                    "SELECT id, lane, type, aggregatetype, aggregateid, site, payload, attempt, faults, epoch,"
                            + " unsettled_since FROM outbox WHERE ready = 1 AND lane = ? AND site = ? AND next_at <= ?"
                            + " ORDER BY next_at, created_at, aggregateid LIMIT ?"
                            + tx.dialect().skipLocked(),
                    Leases::due,
                    lane,
                    site,
                    tx.now(),
                    limit)));
        }
        List<Due> chosen = new ArrayList<>();
        boolean more = true;
        while (more && chosen.size() < limit) {
            more = false;
            for (Deque<Due> site : waiting) {
                @Nullable Due next = chosen.size() < limit ? site.poll() : null;
                if (next != null) {
                    chosen.add(next);
                    more = true;
                }
            }
        }
        return chosen;
    }

    private static Due due(ResultSet row) throws SQLException {
        long unsettled = row.getLong(11);
        @Nullable Long since = row.wasNull() ? null : unsettled;
        return new Due(
                row.getString(1),
                new NewEntry(
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)),
                row.getInt(8),
                row.getInt(9),
                row.getLong(10),
                new Session.Whole(since));
    }

    /** Ends a lease for good or until an operator comes. False where it is somebody else's by now. */
    static boolean end(Tx tx, Entry entry, String state, String result, String error) throws SQLException {
        boolean done = state.equals("DONE");
        return tx.update(
                        "UPDATE outbox SET state = ?, ready = 0, result = ?, last_error = ?, done_at = ?,"
                                + " unsettled_since = ? WHERE id = ? AND epoch = ? AND state = 'LEASED'",
                        state,
                        result,
                        error,
                        new Session.Whole(done ? tx.now() : null),
                        new Session.Whole(done ? null : tx.now()),
                        entry.id(),
                        entry.epoch())
                > 0;
    }

    static boolean again(Tx tx, Entry entry, Again again) throws SQLException {
        return tx.update(
                        "UPDATE outbox SET state = 'WAITING', next_at = ?, faults = faults + ?, unsettled_since = ?,"
                                + " last_error = ? WHERE id = ? AND epoch = ? AND state = 'LEASED'",
                        tx.now() + again.after().toMillis(),
                        again.ownFault() ? 1 : 0,
                        unsettled(tx, entry, again),
                        again.reason(),
                        entry.id(),
                        entry.epoch())
                > 0;
    }

    private static Session.Whole unsettled(Tx tx, Entry entry, Again again) {
        if (!again.unsettled()) {
            return new Session.Whole(null);
        }
        return new Session.Whole(
                again.sent()
                        ? Long.valueOf(tx.now())
                        : entry.unsettledSince().map(Instant::toEpochMilli).orElse(tx.now()));
    }

    /**
     * Gives back what a process left behind that is certainly no more, so that its entries need not wait for the ends of its leases. What it
     * may have sent, it sent before now.
     */
    static int abandoned(Statement statement, long now) throws SQLException {
        return statement.executeUpdate("UPDATE outbox SET state = 'WAITING', next_at = " + now + ", lease_until = "
                + now + ", unsettled_since = " + now + " WHERE state = 'LEASED' AND lease_until > " + now);
    }

    /** As if it had never been leased, but for the epoch. */
    static int handBack(Tx tx, List<Entry> entries) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Entry entry : entries) {
            rows.add(new Object[] {
                tx.now(),
                new Session.Whole(
                        entry.unsettledSince().map(Instant::toEpochMilli).orElse(null)),
                entry.id(),
                entry.epoch()
            });
        }
        return tx.batch(
                        "UPDATE outbox SET state = 'WAITING', attempt = attempt - 1, next_at = ?, unsettled_since = ?"
                                + " WHERE id = ? AND epoch = ? AND state = 'LEASED'",
                        rows)
                .length;
    }
}
