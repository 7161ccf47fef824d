package dev.weft.store;

import dev.weft.outbox.Doubts;
import dev.weft.outbox.NewEntry;
import io.vertx.core.Future;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Entries that are over and took more than one attempt, along the index of ends; and what is set aside because of them. */
final class DoubtsSql implements Doubts {
    private final Writer writer;
    private final Reads reads;

    DoubtsSql(Writer writer, Reads reads) {
        this.writer = writer;
        this.reads = reads;
    }

    private record Ended(Place place, NewEntry entry) {}

    @Override
    public Future<Page> ended(Search search, Optional<Place> from) {
        return reads.ask(tx -> {
            long until = tx.now() - search.age().toMillis();
            Place begin = from.orElseGet(() ->
                    new Place(Instant.ofEpochMilli(tx.now() - search.reach().toMillis()), ""));
            long at = begin.at().toEpochMilli();
            List<Ended> rows = tx.query(
                    "SELECT lane, type, aggregatetype, aggregateid, site, payload, done_at, id FROM outbox"
                            + " WHERE done_at >= ? AND done_at < ? AND (done_at > ? OR id > ?)"
                            + " AND attempt > 1 AND lane = ? AND "
                            + tx.dialect().in("type") + " ORDER BY done_at, id LIMIT ?",
                    DoubtsSql::ended,
                    at,
                    until,
                    at,
                    begin.id(),
                    search.lane(),
                    search.types(),
                    search.limit());
            List<NewEntry> entries = rows.stream().map(Ended::entry).toList();
            if (rows.size() == search.limit()) {
                return new Page(entries, rows.get(rows.size() - 1).place());
            }
            return new Page(entries, until > at ? new Place(Instant.ofEpochMilli(until), "") : begin);
        });
    }

    private static Ended ended(ResultSet row) throws SQLException {
        return new Ended(new Place(Instant.ofEpochMilli(row.getLong(7)), row.getString(8)), entry(row));
    }

    private static NewEntry entry(ResultSet row) throws SQLException {
        return new NewEntry(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }

    @Override
    public Future<Boolean> setAside(NewEntry entry, String reason, Predicate<List<NewEntry>> news) {
        return writer.submit(tx -> {
            Entries.Room room = Entries.room(tx, entry.aggregateType(), entry.aggregateId());
            List<NewEntry> alike = tx.query(
                    "SELECT lane, type, aggregatetype, aggregateid, site, payload FROM outbox"
                            + " WHERE aggregateid = ? AND aggregatetype = ? AND type = ? ORDER BY sequence",
                    DoubtsSql::entry,
                    entry.aggregateId(),
                    entry.aggregateType(),
                    entry.type());
            if (!news.test(alike)) {
                return false;
            }
            Entries.setAside(tx, entry, room, reason);
            return true;
        });
    }
}
