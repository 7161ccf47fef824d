package dev.weft.store;

import static dev.weft.store.Kit.await;

import dev.weft.journey.Basket;
import dev.weft.journey.BasketChange;
import dev.weft.journey.BasketEntries;
import dev.weft.journey.BasketStore.Left;
import dev.weft.journey.BasketStore.Rule;
import dev.weft.journey.BasketTold;
import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import dev.weft.order.Buyer;
import dev.weft.order.Order;
import dev.weft.outbox.Entry;
import dev.weft.outbox.OutboxStore.EntryRecord;
import dev.weft.outbox.OutboxStore.Query;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** What shoppers of a store under test do, and how time passes there: by what is written down growing older, on either database. */
final class Shoppers {
    static final Basket.Owner ANN = new Basket.Owner("shop", "RefArch", "ann");
    static final Basket.Owner BOB = new Basket.Owner("shop", "RefArch", "bob");
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration DAY = Duration.ofDays(1);
    static final Rule RULE = new Rule("RefArch", "journey", HOUR, DAY);

    private static final Currency EUR = Currency.getInstance("EUR");

    private final Database database;

    Shoppers(Database database) {
        this.database = database;
    }

    static Basket basket(Basket.Owner owner, String id, long mugs) {
        List<Basket.Line> lines = mugs == 0 ? List.of() : List.of(new Basket.Line(Samples.MUG, mugs));
        return new Basket(owner, id, EUR, lines, Optional.empty());
    }

    /** With everything a basket can have. */
    static Basket full(Basket.Owner owner, String id) {
        return new Basket(
                owner,
                id,
                Currency.getInstance("KWD"),
                List.of(new Basket.Line(Samples.TEE, 3), new Basket.Line(Sku.of("TUB.4_a-b"), 5_000_000_000L)),
                Optional.of(Money.ofMinor(9_007_199_254_740_993L, Currency.getInstance("KWD"))));
    }

    static BasketChange filled(Basket.Owner owner, String id, long mugs) {
        return new BasketChange.Filled(basket(owner, id, mugs));
    }

    void did(BasketChange... changes) {
        await(database.baskets().apply(List.of(changes)));
    }

    void fill(Basket.Owner owner, String id, long mugs) {
        did(filled(owner, id, mugs));
    }

    void order(String id, Basket.Owner owner) {
        Order sample = Samples.order(
                id,
                new Buyer(owner.tenant(), owner.site(), owner.customerId(), true),
                Order.Origin.NONE,
                Samples.wanted(1, Samples.MUG, 1));
        Order order = new Order(
                sample.id(),
                sample.buyer(),
                await(database.stock().now()),
                sample.basket(),
                sample.books(),
                sample.payment(),
                sample.origin(),
                sample.sourced());
        await(database.stock().feed(List.of(Samples.level(Samples.MUG, 1_000, Samples.NOON))));
        await(database.orders().place(Samples.placement("key-" + id, order)));
    }

    /** Everything that was written down so far is older by {@code time}. */
    void pass(Duration time) {
        long millis = time.toMillis();
        await(database.writer()
                .submit(tx -> tx.update(
                                "UPDATE baskets SET changed_at = changed_at - ?, told_at = told_at - ?", millis, millis)
                        + tx.update("UPDATE orders SET placed_at = placed_at - ?", millis)));
    }

    int abandon() {
        return await(database.baskets().abandon(RULE, 100)).marked();
    }

    /** All entries that tell of baskets, in the order of their writing. */
    List<EntryRecord> entries() {
        return await(database.outbox().list(new Query(Optional.of(RULE.lane()), false, 1_000)));
    }

    /** What would be told now. */
    List<Basket> told() {
        return entries().stream()
                .flatMap(entry -> left(entry).stream())
                .map(Left::basket)
                .toList();
    }

    Optional<Left> left(EntryRecord entry) {
        return await(database.baskets().left(entry.what().aggregateId()));
    }

    /** The tool was told of all that waits. */
    void tell() {
        for (Entry entry : await(database.outbox().claim(RULE.lane(), List.of(RULE.site()), 100, HOUR))) {
            await(database.outbox()
                    .done(entry, "told", Optional.of(new BasketTold(entry.what().aggregateId()))));
        }
    }

    /** What waits came to nothing: nobody was told. */
    void end() {
        for (Entry entry : await(database.outbox().claim(RULE.lane(), List.of(RULE.site()), 100, HOUR))) {
            await(database.outbox().done(entry, "nothing", Optional.empty()));
        }
    }

    /** How many rows there are that {@code condition} holds of. */
    long rows(String condition) {
        return await(database.writer()
                .submit(tx -> tx.query("SELECT COUNT(*) FROM " + condition, row -> row.getLong(1))
                        .get(0)));
    }

    long basketEntries() {
        return rows("outbox WHERE aggregatetype = '" + BasketEntries.AGGREGATE + "'");
    }
}
