package dev.weft.store;

import dev.weft.journey.Basket;
import dev.weft.journey.BasketChange;
import dev.weft.journey.BasketEntries;
import dev.weft.journey.BasketStore;
import dev.weft.journey.BasketTold;
import dev.weft.kernel.Money;
import io.vertx.core.Future;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Baskets in SQL. A row is {@code OPEN} from a change until its basket is left behind, {@code LEFT} from then until the next change, and
 * {@code EMPTY} where nothing is in it and only when it was told of has to be known. {@code told_at} is that time; 0 where an entry was written
 * and has told nobody yet.
 */
final class BasketsSql implements BasketStore {
    /** A basket's last change may be written down just after its order. */
    private static final Duration LATE = Duration.ofSeconds(60);

    private static final String ORDERED = "EXISTS (SELECT 1 FROM orders WHERE orders.site = baskets.site"
            + " AND orders.customer_id = baskets.customer_id AND orders.tenant = baskets.tenant"
            + " AND orders.placed_at >= baskets.changed_at - " + LATE.toMillis() + ")";

    /** It still waits to be told of, and will be told as it is then: a second entry would tell it twice. */
    private static final String WAITS = "EXISTS (SELECT 1 FROM outbox WHERE aggregatetype = '" + BasketEntries.AGGREGATE
            + "' AND aggregateid = baskets.id AND done_at IS NULL)";

    private static final String QUIET = " WHERE state = 'OPEN' AND site = ? AND changed_at <= ?"
            + " AND (told_at IS NULL OR told_at <= ?) AND NOT " + WAITS;

    private final Writer writer;
    private final Reads reads;

    BasketsSql(Writer writer, Reads reads) {
        this.writer = writer;
        this.reads = reads;
    }

    @Override
    public Future<Void> apply(List<BasketChange> changes) {
        BasketRows rows = BasketRows.after(changes);
        return writer.submit(tx -> {
                    rows.save(tx);
                    return true;
                })
                .mapEmpty();
    }

    /** {@code entered}: whether an entry was ever written of it. */
    private record Quiet(String id, boolean ordered, boolean entered) {
        static Quiet read(ResultSet row) throws SQLException {
            return new Quiet(row.getString(1), row.getInt(2) == 1, row.getInt(3) == 1);
        }
    }

    /** Found by whoever reads, since there may be many to pass over; looked at again by whoever writes, with the orders waiting. */
    @Override
    public Future<Step> abandon(Rule rule, int limit) {
        return reads.ask(tx -> tx.query(
                        "SELECT id FROM baskets" + QUIET + " ORDER BY changed_at, id LIMIT ?",
                        row -> row.getString(1),
                        rule.site(),
                        tx.now() - rule.after().toMillis(),
                        tx.now() - rule.again().toMillis(),
                        limit))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(new Step(0, false))
                        : writer.submit(tx -> abandon(tx, rule, found))
                                .map(marked -> new Step(marked, found.size() >= limit)));
    }

    /** What another process holds or has just marked is left out: no row is marked twice. What was ordered goes, as it should have before. */
    private static int abandon(Tx tx, Rule rule, List<String> found) throws SQLException {
        List<Quiet> quiet = tx.query(
                "SELECT id, CASE WHEN " + ORDERED + " THEN 1 ELSE 0 END, CASE WHEN told_at IS NULL THEN 0 ELSE 1 END"
                        + " FROM baskets" + QUIET + " AND " + tx.dialect().in("id") + " ORDER BY changed_at, id"
                        + tx.dialect().skipLocked(),
                Quiet::read,
                rule.site(),
                tx.now() - rule.after().toMillis(),
                tx.now() - rule.again().toMillis(),
                found);
        delete(tx, quiet.stream().filter(Quiet::ordered).map(Quiet::id).toList());
        List<Quiet> left = quiet.stream().filter(it -> !it.ordered()).toList();
        if (!left.isEmpty()) {
            tx.update(
                    "UPDATE baskets SET state = 'LEFT', told_at = COALESCE(told_at, 0) WHERE "
                            + tx.dialect().in("id"),
                    left.stream().map(Quiet::id).toList());
            tell(tx, rule, left);
        }
        return left.size();
    }

    private static void tell(Tx tx, Rule rule, List<Quiet> left) throws SQLException {
        Entries entries = new Entries(tx);
        left.stream().filter(it -> !it.entered()).forEach(it -> entries.addNew(BasketEntries.AGGREGATE, it.id()));
        entries.add(
                left.stream().map(it -> BasketEntries.abandoned(it.id(), rule)).toList());
        entries.save();
    }

    @Override
    public Future<Optional<Left>> left(String id) {
        return reads.ask(tx -> tx
                .query(
                        "SELECT tenant, site, customer_id, basket_id, document, changed_at FROM baskets"
                                + " WHERE id = ? AND state = 'LEFT' AND NOT " + ORDERED,
                        BasketsSql::left,
                        id)
                .stream()
                .findFirst());
    }

    private static Left left(ResultSet row) throws SQLException {
        Basket.Owner owner = new Basket.Owner(row.getString(1), row.getString(2), row.getString(3));
        BasketRows.Document document = Codec.read(row.getString(5), BasketRows.Document.class);
        Currency currency = Currency.getInstance(document.currency());
        return new Left(
                new Basket(
                        owner,
                        row.getString(4),
                        currency,
                        document.lines(),
                        document.amount().map(minor -> Money.ofMinor(minor, currency))),
                Instant.ofEpochMilli(row.getLong(6)));
    }

    @Override
    public Future<Integer> forget(Duration age, int limit) {
        return writer.submit(tx -> delete(
                tx,
                tx.query(
                        "SELECT id FROM baskets WHERE changed_at < ? ORDER BY changed_at LIMIT ?"
                                + tx.dialect().skipLocked(),
                        row -> row.getString(1),
                        tx.now() - age.toMillis(),
                        limit)));
    }

    static void told(Tx tx, BasketTold told) throws SQLException {
        tx.update("UPDATE baskets SET told_at = ? WHERE id = ?", tx.now(), told.basket());
    }

    /** Of a shopper who is forgotten, whoever vouches for them. */
    static void erase(Tx tx, String site, String customerId) throws SQLException {
        tx.update("DELETE FROM baskets WHERE site = ? AND customer_id = ?", site, customerId);
    }

    private static int delete(Tx tx, List<String> ids) throws SQLException {
        return ids.isEmpty()
                ? 0
                : tx.update("DELETE FROM baskets WHERE " + tx.dialect().in("id"), ids);
    }
}
