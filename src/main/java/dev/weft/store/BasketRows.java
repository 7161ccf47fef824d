package dev.weft.store;

import dev.weft.journey.Basket;
import dev.weft.journey.BasketChange;
import dev.weft.journey.BasketStore;
import dev.weft.kernel.Money;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What many changes come to, one after the other, written with one statement of each kind: of every basket only its last state counts. Rows
 * are written in the order of their shoppers, so that two processes seldom wait for each other crosswise.
 */
final class BasketRows {
    private static final Comparator<Basket.Owner> ORDER = Comparator.comparing(Basket.Owner::site)
            .thenComparing(Basket.Owner::customerId)
            .thenComparing(Basket.Owner::tenant);

    private static final String ONE = " WHERE site = ? AND customer_id = ? AND tenant = ? AND basket_id = ?";
    private static final String ALL = "DELETE FROM baskets WHERE site = ? AND customer_id = ? AND tenant = ?";

    private static final String UPSERT = "INSERT INTO baskets (site, customer_id, tenant, basket_id, id, state,"
            + " document, changed_at) VALUES (?, ?, ?, ?, ?, 'OPEN', ?, ?)"
            + " ON CONFLICT (site, customer_id, tenant, basket_id) DO UPDATE SET state = 'OPEN',"
            + " document = excluded.document, changed_at = excluded.changed_at";

    private static final String TOO_MANY = "DELETE FROM baskets WHERE id IN (SELECT id FROM baskets"
            + " WHERE site = ? AND customer_id = ? AND tenant = ? ORDER BY changed_at DESC, id DESC LIMIT 1000 OFFSET "
            + BasketStore.MOST_EACH + ")";

    private final Map<Basket.Owner, Shopper> shoppers = new TreeMap<>(ORDER);

    private BasketRows() {}

    /** A basket's content as it stands in its row. {@code amount} is in minor units. */
    record Document(String currency, Optional<Long> amount, List<Basket.Line> lines) {
        static String of(Basket basket) {
            return Codec.write(new Document(
                    basket.currency().getCurrencyCode(), basket.amount().map(Money::minor), basket.lines()));
        }
    }

    /** What one shopper did: the last state of each basket, in the order of the last changes; nothing stands for none. */
    private static final class Shopper {
        private final LinkedHashMap<String, Optional<Basket>> last = new LinkedHashMap<>();
        private boolean ordered;

        void did(BasketChange change) {
            if (change instanceof BasketChange.Filled filled) {
                Basket basket = filled.basket();
                put(basket.id(), Optional.of(basket).filter(it -> !it.lines().isEmpty()));
            } else if (change instanceof BasketChange.Gone gone) {
                put(gone.id(), Optional.empty());
            } else {
                ordered = true;
                last.clear();
            }
        }

        private void put(String id, Optional<Basket> basket) {
            last.remove(id); // so that it goes to the end
            last.put(id, basket);
        }

        /** Those written together are equally new by the clock: which of them are too many is known here alone. */
        void newest() {
            long tooMany = last.values().stream().filter(Optional::isPresent).count() - BasketStore.MOST_EACH;
            for (Iterator<Map.Entry<String, Optional<Basket>>> each =
                            last.entrySet().iterator();
                    each.hasNext(); ) {
                Map.Entry<String, Optional<Basket>> basket = each.next();
                if (tooMany > 0 && basket.getValue().isPresent()) {
                    basket.setValue(Optional.empty());
                    tooMany--;
                }
            }
        }
    }

    static BasketRows after(List<BasketChange> changes) {
        BasketRows rows = new BasketRows();
        for (BasketChange change : changes) {
            rows.shoppers
                    .computeIfAbsent(change.owner(), owner -> new Shopper())
                    .did(change);
        }
        rows.shoppers.values().forEach(Shopper::newest);
        return rows;
    }

    void save(Tx tx) throws SQLException {
        List<@Nullable Object[]> ordered = new ArrayList<>();
        List<@Nullable Object[]> gone = new ArrayList<>();
        List<@Nullable Object[]> emptied = new ArrayList<>();
        List<@Nullable Object[]> filled = new ArrayList<>();
        List<@Nullable Object[]> those = new ArrayList<>();
        shoppers.forEach((owner, shopper) -> {
            if (shopper.ordered) {
                ordered.add(row(owner));
            }
            shopper.last.forEach((id, basket) -> {
                if (basket.isPresent()) {
                    filled.add(row(owner, id, tx.ids().get(), Document.of(basket.get()), tx.now()));
                } else {
                    gone.add(row(owner, id));
                    emptied.add(
                            new @Nullable Object[] {tx.now(), owner.site(), owner.customerId(), owner.tenant(), id});
                }
            });
            if (shopper.last.values().stream().anyMatch(Optional::isPresent)) {
                those.add(row(owner));
            }
        });
        tx.batch(ALL, ordered);
        tx.batch("DELETE FROM baskets" + ONE + " AND COALESCE(told_at, 0) <= 0", gone);
        tx.batch("UPDATE baskets SET state = 'EMPTY', document = '', changed_at = ?" + ONE, emptied);
        tx.batch(UPSERT, filled);
        tx.batch(TOO_MANY, those);
    }

    private static @Nullable Object[] row(Basket.Owner owner, Object... more) {
        List<Object> row = new ArrayList<>(List.of(owner.site(), owner.customerId(), owner.tenant()));
        row.addAll(List.of(more));
        return row.toArray();
    }
}
