package dev.weft.store;

import dev.weft.kernel.Sku;
import dev.weft.order.Buyer;
import dev.weft.order.Order;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reservations that a transaction has locked, with what they hold. Whoever ends one does so under its row's lock: one winner. */
final class Holds {
    private static final String COLUMNS =
            "SELECT hold_key, state, until, version, external_ref, fingerprint, id FROM holds WHERE ";

    private final Map<String, Held> holds = new LinkedHashMap<>();

    /** One reservation. */
    static final class Held {
        static final Held NONE = new Held("", "", "", 0, 0, "", "");

        private final String key;
        private final String id;
        private final long until;
        private final String externalRef;
        private final String fingerprint;
        private final List<Promises.Open> promises = new ArrayList<>();
        private String state;
        private int version;
        private String promiseState = "";

        Held(String key, String id, String state, long until, int version, String externalRef, String fingerprint) {
            this.key = key;
            this.id = id;
            this.state = state;
            this.until = until;
            this.version = version;
            this.externalRef = externalRef;
            this.fingerprint = fingerprint;
        }

        static Held read(ResultSet row) throws SQLException {
            return new Held(
                    row.getString(1),
                    row.getString(7),
                    row.getString(2),
                    row.getLong(3),
                    row.getInt(4),
                    row.getString(5),
                    row.getString(6));
        }

        String id() {
            return id;
        }

        long until() {
            return until;
        }

        int version() {
            return version;
        }

        String externalRef() {
            return externalRef;
        }

        String fingerprint() {
            return fingerprint;
        }

        String state() {
            return state;
        }

        List<Promises.Open> promises() {
            return promises;
        }

        boolean open() {
            return state.equals("HELD");
        }

        /** By the store's clock; a hold whose time is over holds no more, whether or not anybody has written that down. */
        boolean holds(long now) {
            return open() && until > now;
        }

        void end(String newState, String newPromiseState) {
            state = newState;
            promiseState = newPromiseState;
            version++;
        }

        boolean changed() {
            return !promiseState.isEmpty();
        }
    }

    static Holds none() {
        return new Holds();
    }

    /** One text for the three, with lengths, so that no two triples share one. */
    static String key(String site, String shopper, String id) {
        return site.length() + ":" + site + shopper.length() + ":" + shopper + id;
    }

    static Holds ofOrigins(Tx tx, List<Placing.Wish> wishes) throws SQLException {
        Set<String> keys = new TreeSet<>();
        wishes.forEach(wish -> originKey(wish.placement().order()).ifPresent(keys::add));
        return keys.isEmpty() ? none() : lock(tx, keys);
    }

    private static Optional<String> originKey(Order order) {
        Buyer buyer = order.buyer();
        return order.origin().reservation().map(id -> key(buyer.site(), buyer.customerId(), id));
    }

    static Holds lock(Tx tx, Collection<String> keys) throws SQLException {
        return filled(
                tx,
                tx.query(
                        COLUMNS + tx.dialect().in("hold_key") + " ORDER BY hold_key"
                                + tx.dialect().forUpdate(),
                        Held::read,
                        keys));
    }

    /** A shopper's reservations that hold something, whether or not their time is over. */
    static Holds lockOpen(Tx tx, String site, String shopper) throws SQLException {
        return lock(
                tx,
                tx.query(
                        "SELECT hold_key FROM holds WHERE site = ? AND shopper = ? AND state = 'HELD'",
                        row -> row.getString(1),
                        site,
                        shopper));
    }

    static Holds lockExpired(Tx tx, int limit) throws SQLException {
        return filled(
                tx,
                tx.query(
                        COLUMNS + "state = 'HELD' AND until <= ? ORDER BY until LIMIT " + limit
                                + tx.dialect().skipLocked(),
                        Held::read,
                        tx.now()));
    }

    private static Holds filled(Tx tx, List<Held> rows) throws SQLException {
        Holds found = new Holds();
        for (Held held : rows) {
            if (held.open()) {
                held.promises.addAll(Promises.open(tx, held.key));
            }
            found.holds.put(held.key, held);
        }
        return found;
    }

    Collection<Held> all() {
        return holds.values();
    }

    Set<Sku> skus() {
        Set<Sku> skus = new LinkedHashSet<>();
        holds.values().forEach(hold -> hold.promises.forEach(promise -> skus.add(promise.sku())));
        return skus;
    }

    /** What the order's hold gives it: nothing where it has none, or one whose time is over, which ends here. */
    Takeover takeOver(Order order, long now, Shelves shelves) {
        @Nullable Held hold = originKey(order).map(holds::get).orElse(null);
        if (hold == null || !hold.open()) {
            return Takeover.nothing();
        }
        if (!hold.holds(now)) {
            expire(hold, shelves);
            return Takeover.nothing();
        }
        return Takeover.of(hold, order.basket().lines());
    }

    static void expire(Held hold, Shelves shelves) {
        give(hold, shelves);
        hold.end("EXPIRED", "EXPIRED");
    }

    static void release(Held hold, Shelves shelves) {
        give(hold, shelves);
        hold.end("RELEASED", "RELEASED");
    }

    private static void give(Held hold, Shelves shelves) {
        hold.promises.forEach(promise -> shelves.give(promise.sku(), promise.location(), promise.quantity()));
    }

    void save(Tx tx) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<@Nullable Object[]> promises = new ArrayList<>();
        for (Held hold : holds.values()) {
            if (hold.changed()) {
                rows.add(new Object[] {hold.state, hold.version, tx.now(), hold.key});
                promises.add(new Object[] {hold.promiseState, hold.key});
            }
        }
        tx.batch("UPDATE holds SET state = ?, version = ?, changed_at = ? WHERE hold_key = ?", rows);
        tx.batch("UPDATE promises SET state = ? WHERE owner = ? AND state = 'HELD'", promises);
    }
}
