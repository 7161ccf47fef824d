package dev.weft.store;

import dev.weft.inventory.Level;
import dev.weft.kernel.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes absolute levels in: {@code free = on hand - safety - open promises}. A promise handed over before the level's cut-off is in the
 * ERP's number and ends here; every other open promise is taken off again, whether the ERP has it or not: in doubt we sell too little
 * until the next level, never twice. Answers with the units that turned out oversold ({@link StockTally#oversold}).
 *
 * <p>An older level than the one known is ignored, unless what is known has its time from a clock that was set back since
 * ({@link SetBack}): then nobody knows which is older, and the one that comes now is taken.
 *
 * <p>A level that was asked for makes no position where it tells of no unit: whoever reserves may name SKUs that no ERP has, and a position
 * once made is kept for ever. What the ERP tells by itself does, so that an older level that comes later is known to be older.
 */
final class Feed implements Group<List<Level>, Long> {
    private static final long NEVER = -1;

    private record Key(String sku, String location) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySku = sku.compareTo(other.sku);
            return bySku != 0 ? bySku : location.compareTo(other.location);
        }
    }

    @Override
    public List<Long> run(Tx tx, List<List<Level>> inputs) throws SQLException {
        TreeMap<Key, Level> newest = new TreeMap<>();
        inputs.forEach(levels -> levels.forEach(level -> newest.merge(
                new Key(level.sku().value(), level.location()),
                level,
                (a, b) -> b.asOf().isBefore(a.asOf()) ? a.after(b) : b.after(a))));
        List<Long> oversold = new ArrayList<>(Collections.nCopies(inputs.size(), 0L));
        if (!newest.isEmpty()) {
            oversold.set(0, take(tx, newest));
        }
        return oversold;
    }

    /** What is promised at one place, and how much of that is of orders the ERP surely was not told of. */
    private record Open(long all, long untold) {
        private static final Open NOTHING = new Open(0, 0);
    }

    private record Known(long asOf, long backlog, long safety) {}

    private static long take(Tx tx, TreeMap<Key, Level> levels) throws SQLException {
        TreeSet<Sku> skus = new TreeSet<>();
        levels.values().forEach(level -> skus.add(level.sku()));
        makePositions(tx, levels);
        Map<Key, Known> known = new HashMap<>();
        tx.query(
                        "SELECT sku, location, as_of, backlog, safety FROM positions WHERE "
                                + tx.dialect().in("sku") + " ORDER BY sku, location"
                                + tx.dialect().forUpdate(),
                        row -> Map.entry(new Key(row.getString(1), row.getString(2)), known(row, tx.now())),
                        skus)
                .forEach(row -> known.put(row.getKey(), row.getValue()));
        levels.keySet().retainAll(known.keySet());
        levels.entrySet()
                .removeIf(it -> it.getValue().asOf().toEpochMilli()
                        < before(known, it.getKey()).asOf());
        consume(tx, levels);
        Map<Key, Open> open = open(tx, skus);
        long oversold = 0;
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Map.Entry<Key, Level> entry : levels.entrySet()) {
            Key key = entry.getKey();
            Level level = entry.getValue();
            Open promised = open.getOrDefault(key, Open.NOTHING);
            long safety = level.keptBack(before(known, key).safety());
            long free = level.onHand() - safety - promised.all();
            long uncovered = promised.untold() - level.onHand();
            long owedAnew = Math.max(0, -free) - before(known, key).backlog();
            oversold += Math.max(0, Math.min(uncovered, owedAnew));
            rows.add(new Object[] {
                Math.max(0, free),
                Math.max(0, -free),
                level.onHand(),
                safety,
                level.asOf().toEpochMilli(),
                key.sku(),
                key.location()
            });
        }
        tx.batch(
                "UPDATE positions SET available = ?, backlog = ?, on_hand = ?, safety = ?, as_of = ?,"
                        + " version = version + 1 WHERE sku = ? AND location = ?",
                rows);
        return oversold;
    }

    private static Known before(Map<Key, Known> known, Key key) {
        return known.getOrDefault(key, new Known(NEVER, 0, 0));
    }

    private static Known known(ResultSet row, long now) throws SQLException {
        long asOf = row.getLong(3);
        return new Known(SetBack.ahead(asOf, now) ? NEVER : asOf, row.getLong(4), row.getLong(5));
    }

    /** Empty positions first, so that there is a row to lock before anything is added up. */
    private static void makePositions(Tx tx, TreeMap<Key, Level> levels) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        levels.forEach((key, level) -> {
            if (level.onHand() > 0 || !level.asked()) {
                rows.add(new Object[] {key.sku(), key.location(), NEVER});
            }
        });
        tx.batch(
                "INSERT INTO positions (sku, location, available, backlog, on_hand, safety, as_of, version)"
                        + " VALUES (?, ?, 0, 0, 0, 0, ?, 0) ON CONFLICT (sku, location) DO NOTHING",
                rows);
    }

    private static void consume(Tx tx, TreeMap<Key, Level> levels) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        levels.forEach((key, level) ->
                rows.add(new Object[] {key.sku(), key.location(), level.asOf().toEpochMilli()}));
        tx.batch(
                "UPDATE promises SET state = 'CONSUMED' WHERE sku = ? AND location = ?"
                        + " AND state IN ('HELD', 'COMMITTED') AND state = 'COMMITTED' AND handed_at < ?",
                rows);
    }

    private static Map<Key, Open> open(Tx tx, TreeSet<Sku> skus) throws SQLException {
        Map<Key, Open> open = new HashMap<>();
        tx.query(
                        "SELECT sku, location, SUM(quantity),"
                                + " SUM(CASE WHEN state = 'COMMITTED' AND handed_at IS NULL THEN quantity ELSE 0 END)"
                                + " FROM promises WHERE "
                                + tx.dialect().in("sku")
                                + " AND state IN ('HELD', 'COMMITTED') GROUP BY sku, location",
                        row -> Map.entry(
                                new Key(row.getString(1), row.getString(2)), new Open(row.getLong(3), row.getLong(4))),
                        skus)
                .forEach(row -> open.put(row.getKey(), row.getValue()));
        return open;
    }
}
