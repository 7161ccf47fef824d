package dev.weft.store;

import dev.weft.inventory.Position;
import dev.weft.inventory.Sourced;
import dev.weft.kernel.Sku;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The positions a transaction works on: locked once in the order of their keys, changed in memory by one order after the other, written back
 * once. A hundred orders for one SKU are one row read and one row written.
 *
 * <p>What is free is kept as one number that may be negative, {@code on hand - safety - open promises}; the table shows it as
 * {@code available} or {@code backlog}, never both.
 */
final class Shelves {
    private static final String COLUMNS = "sku, location, available, backlog, as_of, version";

    private final Tx tx;
    private final Map<Key, Shelf> shelves = new LinkedHashMap<>();
    private final TreeSet<Sku> known = new TreeSet<>();

    private record Key(Sku sku, String location) {}

    private static final class Shelf {
        private final Key key;
        private final long asOf;
        private final long version;
        private long free;
        private boolean changed;

        Shelf(Key key, long free, long asOf, long version) {
            this.key = key;
            this.free = free;
            this.asOf = asOf;
            this.version = version;
        }
    }

    Shelves(Tx tx) {
        this.tx = tx;
    }

    /** Locks all positions of {@code skus}. Called once, with all SKUs the transaction will touch, so that two never wait for each other. */
    void lock(Collection<Sku> skus) throws SQLException {
        TreeSet<Sku> wanted = new TreeSet<>(skus);
        wanted.removeAll(known);
        if (wanted.isEmpty()) {
            return;
        }
        known.addAll(wanted);
        String sql =
                "SELECT " + COLUMNS + " FROM positions WHERE " + tx.dialect().in("sku") + " ORDER BY sku, location"
                        + tx.dialect().forUpdate();
        List<Shelf> rows = tx.query(
                sql,
                row -> new Shelf(
                        new Key(Sku.of(row.getString(1)), row.getString(2)),
                        row.getLong(3) - row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)),
                wanted);
        rows.forEach(shelf -> shelves.put(shelf.key, shelf));
    }

    /** What may be promised of {@code skus} now; a SKU without a position has an empty list. */
    Map<Sku, List<Position>> free(Collection<Sku> skus) {
        Map<Sku, List<Position>> free = new LinkedHashMap<>();
        skus.forEach(sku -> free.computeIfAbsent(sku, s -> new ArrayList<>()));
        for (Shelf shelf : shelves.values()) {
            List<Position> places = free.get(shelf.key.sku);
            if (places != null) {
                places.add(new Position(
                        shelf.key.sku, shelf.key.location, Math.max(0, shelf.free), Instant.ofEpochMilli(shelf.asOf)));
            }
        }
        return free;
    }

    /** How much of each SKU is left over all locations. */
    Map<Sku, Long> left(Collection<Sku> skus) {
        Map<Sku, Long> left = new LinkedHashMap<>();
        free(skus)
                .forEach((sku, places) -> left.put(
                        sku, places.stream().mapToLong(Position::available).sum()));
        return left;
    }

    /** Takes units that a sourcing rule chose. A rule that chose more than there is, is a bug, and takes nothing. */
    void take(List<Sourced> places) {
        Map<Key, Long> wanted = new LinkedHashMap<>();
        places.forEach(
                place -> wanted.merge(new Key(place.sku(), place.location()), (long) place.quantity(), Long::sum));
        wanted.forEach((key, quantity) -> {
            @Nullable Shelf shelf = shelves.get(key);
            if (shelf == null || shelf.free < quantity) {
                throw new IllegalStateException(
                        "sourcing chose more than there is of " + key.sku + " at " + key.location);
            }
        });
        wanted.forEach((key, quantity) -> move(key, -quantity));
    }

    /** Gives units back that were promised. */
    void give(Sku sku, String location, long quantity) {
        move(new Key(sku, location), quantity);
    }

    private void move(Key key, long quantity) {
        @Nullable Shelf shelf = shelves.get(key);
        if (shelf == null) {
            throw new IllegalStateException("no position of " + key.sku + " at " + key.location + " is locked");
        }
        shelf.free += quantity;
        shelf.changed = true;
    }

    /** Writes what changed. The version is a second guard beside the lock: a position that moved under us fails the transaction. */
    void save() throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Shelf shelf : shelves.values()) {
            if (shelf.changed) {
                rows.add(new Object[] {
                    Math.max(0, shelf.free),
                    Math.max(0, -shelf.free),
                    shelf.key.sku.value(),
                    shelf.key.location,
                    shelf.version
                });
            }
        }
        int[] changed = tx.batch(
                "UPDATE positions SET available = ?, backlog = ?, version = version + 1"
                        + " WHERE sku = ? AND location = ? AND version = ?",
                rows);
        for (int count : changed) {
            if (count == 0) {
                throw new SQLException("a position moved under its lock", "40001");
            }
        }
    }
}
