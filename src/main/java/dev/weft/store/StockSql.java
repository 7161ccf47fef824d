package dev.weft.store;

import dev.weft.inventory.Level;
import dev.weft.inventory.Position;
import dev.weft.inventory.Sourced;
import dev.weft.inventory.StockStore;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Failure.Reason;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Positions and reservations in SQL. */
final class StockSql implements StockStore {
    private static final int LEVELS = 500;
    /** So many ended holds are a full step: there may be more. */
    static final int EXPIRED = 200;

    private final Writer writer;
    private final Reads reads;
    private final StockTally tally;
    private final Feed feed = new Feed();

    StockSql(Writer writer, Reads reads, StockTally tally) {
        this.writer = writer;
        this.tally = tally;
        this.reads = reads;
    }

    @Override
    public Future<Void> feed(List<Level> levels) {
        List<Future<Long>> parts = new ArrayList<>();
        for (int from = 0; from < levels.size(); from += LEVELS) {
            parts.add(writer.submit(feed, List.copyOf(levels.subList(from, Math.min(levels.size(), from + LEVELS))))
                    .onSuccess(tally::addOversold));
        }
        return Future.join(parts).mapEmpty();
    }

    @Override
    public Future<Map<Sku, List<Position>>> positions(Collection<Sku> skus) {
        List<Sku> wanted = List.copyOf(skus);
        return reads.ask(tx -> {
            Map<Sku, List<Position>> found = new LinkedHashMap<>();
            wanted.forEach(sku -> found.put(sku, new ArrayList<>()));
            tx.query(
                            "SELECT sku, location, available, as_of FROM positions WHERE "
                                    + tx.dialect().in("sku") + " ORDER BY sku, location",
                            row -> new Position(
                                    Sku.of(row.getString(1)),
                                    row.getString(2),
                                    row.getLong(3),
                                    Instant.ofEpochMilli(row.getLong(4))),
                            wanted)
                    .forEach(position -> found.computeIfAbsent(position.sku(), sku -> new ArrayList<>())
                            .add(position));
            return found;
        });
    }

    @Override
    public Future<Instant> now() {
        return reads.ask(tx -> Instant.ofEpochMilli(tx.now()));
    }

    @Override
    public Future<Held> hold(Hold hold) {
        return writer.submit(tx -> hold(tx, hold))
                .compose(held -> held.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                Faults.failed(Reason.REFUSED, "a reservation of this id has another content"))));
    }

    /** Empty where the id is taken by another content. */
    private static Optional<Held> hold(Tx tx, Hold hold) throws SQLException {
        String key = Holds.key(hold.site(), hold.shopper(), hold.id());
        String fingerprint = fingerprint(hold);
        Optional<Reservation> known = reservation(tx, key);
        if (known.isPresent()) {
            boolean same = tx.query("SELECT fingerprint FROM holds WHERE hold_key = ?", row -> row.getString(1), key)
                    .contains(fingerprint);
            return same ? Optional.of(new Held(known, Map.of())) : Optional.empty();
        }
        Set<Sku> skus = new LinkedHashSet<>();
        hold.wanted().forEach(wanted -> skus.add(wanted.sku()));
        Shelves shelves = new Shelves(tx);
        shelves.lock(skus);
        List<Sourced> sourced = source(hold, skus, shelves);
        Map<Sku, Long> left = covered(hold, sourced) ? Map.of() : left(hold, skus, shelves);
        if (sourced.isEmpty()) {
            return Optional.of(new Held(Optional.empty(), left));
        }
        write(tx, hold, key, fingerprint, sourced);
        shelves.save();
        return Optional.of(new Held(reservation(tx, key), left));
    }

    /** Of the same content the same text, whichever version wrote it: where units come from is told only of those that may not from anywhere. */
    private static String fingerprint(Hold hold) {
        record Units(int line, Sku sku, int quantity) {}
        List<Units> units = new ArrayList<>();
        List<Object> places = new ArrayList<>();
        for (Wanted wanted : hold.wanted()) {
            units.add(new Units(wanted.line(), wanted.sku(), wanted.quantity()));
            wanted.location().ifPresent(place -> places.add(List.of(wanted.line(), place)));
        }
        List<Object> content =
                new ArrayList<>(List.of(units, hold.lasts().toMillis(), hold.partial(), hold.externalRef()));
        content.addAll(places);
        return Codec.write(content);
    }

    private static void write(Tx tx, Hold hold, String key, String fingerprint, List<Sourced> sourced)
            throws SQLException {
        tx.update(
                "INSERT INTO holds (hold_key, id, site, shopper, state, until, version, external_ref, fingerprint,"
                        + " changed_at) VALUES (?, ?, ?, ?, 'HELD', ?, 1, ?, ?, ?)",
                key,
                hold.id(),
                hold.site(),
                hold.shopper(),
                tx.now() + hold.lasts().toMillis(),
                hold.externalRef(),
                fingerprint,
                tx.now());
        Promises promises = new Promises(tx);
        promises.hold(key, sourced);
        promises.save();
    }

    /** Takes what the rule chooses: all, or with {@code partial} line by line what there is. */
    private static List<Sourced> source(Hold hold, Set<Sku> skus, Shelves shelves) {
        Optional<List<Sourced>> all = hold.sourcing().source(hold.wanted(), shelves.free(skus));
        if (all.isPresent()) {
            shelves.take(all.get());
            return Takeover.together(List.of(), all.get());
        }
        List<Sourced> some = new ArrayList<>();
        for (Wanted wanted : hold.partial() ? hold.wanted() : List.<Wanted>of()) {
            Set<Sku> one = Set.of(wanted.sku());
            long most = Math.min(wanted.quantity(), shelves.left(one).getOrDefault(wanted.sku(), 0L));
            if (most > 0) {
                Wanted less = wanted.of(Math.toIntExact(most));
                List<Sourced> places =
                        hold.sourcing().source(List.of(less), shelves.free(one)).orElse(List.of());
                shelves.take(places);
                some.addAll(places);
            }
        }
        return Takeover.together(List.of(), some);
    }

    /** What is left of each SKU; of one that a place has too little of, what that place has. */
    private static Map<Sku, Long> left(Hold hold, Set<Sku> skus, Shelves shelves) {
        record Place(Sku sku, String location) {}
        Map<Sku, Long> left = shelves.left(skus);
        Map<Place, Long> there = new LinkedHashMap<>();
        shelves.free(skus)
                .forEach((sku, positions) -> positions.forEach(
                        position -> there.put(new Place(sku, position.location()), position.available())));
        Map<Place, Long> wanted = new LinkedHashMap<>();
        hold.wanted()
                .forEach(line -> line.location()
                        .ifPresent(place ->
                                wanted.merge(new Place(line.sku(), place), (long) line.quantity(), Long::sum)));
        wanted.forEach((place, units) -> {
            long has = there.getOrDefault(place, 0L);
            if (has < units) {
                left.merge(place.sku(), has, Math::min);
            }
        });
        return left;
    }

    private static boolean covered(Hold hold, List<Sourced> sourced) {
        return sourced.stream().mapToLong(Sourced::quantity).sum()
                == hold.wanted().stream().mapToLong(Wanted::quantity).sum();
    }

    @Override
    public Future<Boolean> release(String site, String shopper, String id) {
        return writer.submit(tx -> {
            Holds holds = Holds.lock(tx, List.of(Holds.key(site, shopper, id)));
            Shelves shelves = new Shelves(tx);
            shelves.lock(holds.skus());
            boolean released = false;
            for (Holds.Held hold : holds.all()) {
                if (hold.holds(tx.now())) {
                    Holds.release(hold, shelves);
                    released = true;
                } else if (hold.open()) {
                    Holds.expire(hold, shelves);
                }
            }
            holds.save(tx);
            shelves.save();
            return released;
        });
    }

    @Override
    public Future<Optional<Reservation>> find(String site, String shopper, String id) {
        return reads.ask(tx -> reservation(tx, Holds.key(site, shopper, id)));
    }

    private static Optional<Reservation> reservation(Tx tx, String key) throws SQLException {
        List<Sourced> sourced = tx.query(
                "SELECT line, sku, location, quantity FROM promises WHERE owner = ? ORDER BY line, location",
                row -> new Sourced(row.getInt(1), Sku.of(row.getString(2)), row.getString(3), row.getInt(4)),
                key);
        return tx
                .query(
                        "SELECT hold_key, state, until, version, external_ref, fingerprint, id FROM holds"
                                + " WHERE hold_key = ?",
                        Holds.Held::read,
                        key)
                .stream()
                .map(hold -> new Reservation(
                        hold.id(),
                        hold.open() && !hold.holds(tx.now()) ? State.EXPIRED : State.valueOf(hold.state()),
                        sourced,
                        Optional.of(Instant.ofEpochMilli(hold.until())),
                        hold.version(),
                        hold.externalRef()))
                .findFirst();
    }

    @Override
    public Future<Integer> expire() {
        return writer.<Integer>submit(tx -> {
                    Holds holds = Holds.lockExpired(tx, EXPIRED);
                    Shelves shelves = new Shelves(tx);
                    shelves.lock(holds.skus());
                    holds.all().forEach(hold -> Holds.expire(hold, shelves));
                    holds.save(tx);
                    shelves.save();
                    return holds.all().size();
                })
                .onSuccess(tally::addExpired);
    }

    /** Counts the reservations that hold now, for the tally. */
    void count() {
        reads.ask(tx -> tx.query(
                                "SELECT COUNT(*) FROM holds WHERE state = 'HELD' AND until > ?",
                                row -> row.getLong(1),
                                tx.now())
                        .get(0))
                .onComplete(found -> tally.holds(found.succeeded() ? found.result() : Double.NaN));
    }
}
