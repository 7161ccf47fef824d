package dev.weft.store;

import static dev.weft.store.Kit.await;
import static dev.weft.store.Shoppers.ANN;
import static dev.weft.store.Shoppers.BOB;
import static dev.weft.store.Shoppers.DAY;
import static dev.weft.store.Shoppers.HOUR;
import static dev.weft.store.Shoppers.RULE;
import static dev.weft.store.Shoppers.basket;
import static dev.weft.store.Shoppers.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.journey.Basket;
import dev.weft.journey.BasketChange;
import dev.weft.journey.BasketEntries;
import dev.weft.journey.BasketStore.Left;
import dev.weft.journey.BasketStore.Rule;
import dev.weft.journey.BasketStore.Step;
import dev.weft.outbox.OutboxStore.EntryRecord;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which baskets count as left behind, and that each is told of once, on both databases. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("LeftBasketsContractTest")
class LeftBasketsContractTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private StoreSettings settings;
    private Database database;
    private Shoppers shoppers;

    private void open(Kit.Kind kind) {
        settings = kind.settings(folder);
        database = Kit.open(settings);
        shoppers = new Shoppers(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void isToldOnceAndAsItIs(Kit.Kind kind) {
        open(kind);
        Basket basket = Shoppers.full(ANN, "b1");
        Instant changed = await(database.stock().now());
        shoppers.did(new BasketChange.Filled(basket));
        shoppers.pass(HOUR.minus(SECOND.multipliedBy(30)));
        assertThat(shoppers.abandon()).as("not yet").isZero();
        shoppers.pass(SECOND.multipliedBy(30));
        assertThat(shoppers.abandon()).isEqualTo(1);
        assertThat(shoppers.abandon()).as("no second time").isZero();
        assertThat(shoppers.entries()).hasSize(1);
        EntryRecord entry = shoppers.entries().get(0);
        assertThat(entry.what()).isEqualTo(BasketEntries.abandoned(entry.what().aggregateId(), RULE));
        Left left = shoppers.left(entry).orElseThrow();
        assertThat(left.basket()).isEqualTo(basket);
        assertThat(left.since())
                .isBetween(changed.minus(HOUR), changed.minus(HOUR).plusSeconds(20));
    }

    @ParameterizedTest
    @EnumSource
    void whoComesBackHasNotLeft(Kit.Kind kind) {
        open(kind);
        shoppers.fill(ANN, "b1", 1);
        shoppers.pass(HOUR.minus(SECOND));
        shoppers.fill(ANN, "b1", 1); // as it was
        shoppers.pass(HOUR.minusMinutes(1));
        assertThat(shoppers.abandon()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theOldestComeFirstAndOnlySoManyOfThatSite(Kit.Kind kind) {
        open(kind);
        shoppers.fill(new Basket.Owner("shop", "Other", "ann"), "b0", 1);
        for (int i = 1; i <= 3; i++) {
            shoppers.fill(ANN, "b" + i, i);
            shoppers.pass(HOUR);
        }
        assertThat(await(database.baskets().abandon(RULE, 2))).isEqualTo(new Step(2, true));
        assertThat(shoppers.told()).containsExactlyInAnyOrder(basket(ANN, "b1", 1), basket(ANN, "b2", 2));
        assertThat(await(database.baskets().abandon(RULE, 2))).isEqualTo(new Step(1, false));
        assertThat(await(database.baskets().abandon(new Rule("Other", "letters", HOUR, DAY), 2)))
                .isEqualTo(new Step(1, false));
        assertThat(shoppers.entries()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void isNotToldOfAgainSoonHoweverItChanged(Kit.Kind kind) {
        open(kind);
        shoppers.did(filled(ANN, "b1", 1), filled(ANN, "b2", 1), filled(ANN, "b3", 1));
        shoppers.pass(HOUR);
        assertThat(shoppers.abandon()).isEqualTo(3);
        shoppers.tell();
        shoppers.did(filled(ANN, "b1", 2), filled(ANN, "b2", 0), new BasketChange.Gone(ANN, "b3"));
        shoppers.did(filled(ANN, "b2", 3), filled(ANN, "b3", 4));
        shoppers.pass(DAY.minus(HOUR));
        assertThat(shoppers.abandon()).isZero();
        shoppers.pass(HOUR);
        assertThat(shoppers.abandon()).isEqualTo(3);
        assertThat(shoppers.entries())
                .as("behind what is over")
                .hasSize(3)
                .allSatisfy(entry -> assertThat(entry.sequence()).isEqualTo(2));
        assertThat(shoppers.told())
                .containsExactlyInAnyOrder(basket(ANN, "b1", 2), basket(ANN, "b2", 3), basket(ANN, "b3", 4));
    }

    @ParameterizedTest
    @EnumSource
    void whatStaysEmptyIsNotToldOf(Kit.Kind kind) {
        open(kind);
        shoppers.fill(ANN, "b1", 1);
        shoppers.pass(HOUR);
        shoppers.abandon();
        shoppers.tell();
        shoppers.fill(ANN, "b1", 0);
        shoppers.pass(DAY);
        assertThat(shoppers.abandon()).isZero();
        assertThat(shoppers.rows("baskets WHERE document <> ''")).isZero();
    }

    /** A journey tool that was dark for long is told of each basket once. */
    @ParameterizedTest
    @EnumSource
    void whatStillWaitsIsNotWrittenTwice(Kit.Kind kind) {
        open(kind);
        shoppers.fill(ANN, "b1", 1);
        shoppers.pass(HOUR);
        shoppers.abandon();
        shoppers.fill(ANN, "b1", 2);
        shoppers.pass(DAY);
        assertThat(shoppers.abandon()).isZero();
        assertThat(shoppers.told()).isEmpty();
        shoppers.end();
        assertThat(shoppers.abandon()).isEqualTo(1);
        assertThat(shoppers.told()).containsExactly(basket(ANN, "b1", 2));
    }

    /** The shopper came back before the tool was told, and went again: that is told of, and not only a day later. */
    @ParameterizedTest
    @EnumSource
    void whatWasMarkedAndNotToldIsToldOfTheNextTime(Kit.Kind kind) {
        open(kind);
        shoppers.did(filled(ANN, "b1", 1), filled(ANN, "b2", 1));
        shoppers.pass(HOUR);
        assertThat(shoppers.abandon()).isEqualTo(2);
        shoppers.did(filled(ANN, "b1", 2), new BasketChange.Gone(ANN, "b2"));
        shoppers.end();
        assertThat(shoppers.rows("baskets")).isEqualTo(1);
        shoppers.fill(ANN, "b2", 3);
        shoppers.pass(HOUR);
        assertThat(shoppers.abandon()).isEqualTo(2);
        assertThat(shoppers.told()).containsExactlyInAnyOrder(basket(ANN, "b1", 2), basket(ANN, "b2", 3));
    }

    /** Whoever only looks for what is marked would take a step full of orders for the last one. */
    @ParameterizedTest
    @EnumSource
    void aStepFullOfOrdersIsNotTheLast(Kit.Kind kind) {
        open(kind);
        Basket.Owner cid = new Basket.Owner("shop", "RefArch", "cid");
        shoppers.did(filled(ANN, "b1", 1), filled(BOB, "b1", 1));
        shoppers.order("ORDER-ANN", ANN);
        shoppers.order("ORDER-BOB", BOB);
        shoppers.pass(SECOND);
        shoppers.fill(cid, "b1", 1);
        shoppers.pass(HOUR);
        assertThat(await(database.baskets().abandon(RULE, 2))).isEqualTo(new Step(0, true));
        assertThat(await(database.baskets().abandon(RULE, 2))).isEqualTo(new Step(1, false));
    }

    @ParameterizedTest
    @EnumSource
    void whoOrderedSinceLeftNothing(Kit.Kind kind) {
        open(kind);
        shoppers.did(filled(ANN, "b1", 1), filled(BOB, "b1", 2));
        shoppers.order("ORDER-ANN", ANN);
        shoppers.order("ORDER-OF-A-NAMESAKE", new Basket.Owner("market", "RefArch", "bob"));
        shoppers.order("ORDER-ELSEWHERE", new Basket.Owner("shop", "Other", "bob"));
        shoppers.pass(HOUR);
        assertThat(shoppers.abandon()).isEqualTo(1);
        assertThat(shoppers.told()).containsExactly(basket(BOB, "b1", 2));
    }

    @ParameterizedTest
    @EnumSource
    void aBasketWrittenDownJustAfterItsOrderIsOrdered(Kit.Kind kind) {
        open(kind);
        shoppers.order("ORDER-ANN", ANN);
        shoppers.order("ORDER-BOB", BOB);
        shoppers.pass(SECOND.multipliedBy(20));
        shoppers.fill(ANN, "b1", 1);
        shoppers.pass(SECOND.multipliedBy(45));
        shoppers.fill(BOB, "b1", 2);
        shoppers.pass(HOUR);
        assertThat(shoppers.abandon()).isEqualTo(1);
        assertThat(shoppers.told()).containsExactly(basket(BOB, "b1", 2));
    }

    @ParameterizedTest
    @EnumSource
    void whatChangedMeanwhileIsNotTold(Kit.Kind kind) {
        open(kind);
        Basket.Owner cid = new Basket.Owner("shop", "RefArch", "cid");
        shoppers.did(
                filled(ANN, "changed", 1),
                filled(ANN, "emptied", 1),
                filled(ANN, "gone", 1),
                filled(ANN, "left", 1),
                filled(BOB, "ordered", 1),
                filled(cid, "ordered unheard", 1));
        shoppers.pass(HOUR);
        assertThat(shoppers.abandon()).isEqualTo(6);
        assertThat(shoppers.told()).hasSize(6);
        shoppers.did(
                filled(ANN, "changed", 1),
                filled(ANN, "emptied", 0),
                new BasketChange.Gone(ANN, "gone"),
                new BasketChange.Ordered(BOB));
        shoppers.order("ORDER-CID", cid);
        assertThat(shoppers.told()).containsExactly(basket(ANN, "left", 1));
        assertThat(await(database.baskets().left("no-such-basket"))).isEmpty();
    }

    /** Each time anew, behind entries that are over: nothing but their own care keeps the second of two apart from the first. */
    @Test
    void twoProcessesTellOfEachBasketOnce() {
        open(Kit.Kind.POSTGRES);
        BasketChange[] many = IntStream.range(0, 100)
                .mapToObj(i -> filled(new Basket.Owner("shop", "RefArch", "shopper-" + i), "b1", 1))
                .toArray(BasketChange[]::new);
        try (Database other = Kit.open(settings)) {
            for (int round = 1; round <= 6; round++) {
                shoppers.did(many);
                shoppers.pass(DAY);
                List<Future<Step>> both = List.of(
                        database.baskets().abandon(RULE, 100), other.baskets().abandon(RULE, 100));
                int marked = await(Future.all(both)).<Step>list().stream()
                        .mapToInt(Step::marked)
                        .sum();
                assertThat(marked + shoppers.abandon()).isEqualTo(100); // what one of them held the other left out
                assertThat(shoppers.basketEntries()).isEqualTo(100L * round);
                shoppers.tell();
            }
        }
    }
}
