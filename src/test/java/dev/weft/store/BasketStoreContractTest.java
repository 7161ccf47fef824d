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
import dev.weft.journey.BasketStore;
import dev.weft.order.OrderStore.Erased;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What shoppers did, as it is kept and forgotten, on both databases. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("BasketStoreContractTest")
class BasketStoreContractTest {
    @TempDir
    private Path folder;

    private Database database;
    private Shoppers shoppers;

    private void open(Kit.Kind kind) {
        database = Kit.open(kind.settings(folder));
        shoppers = new Shoppers(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** All baskets there are, once everybody has gone. */
    private List<Basket> kept() {
        shoppers.pass(HOUR);
        shoppers.abandon();
        return shoppers.told();
    }

    @ParameterizedTest
    @EnumSource
    void theLastStateWins(Kit.Kind kind) {
        open(kind);
        Basket last = Shoppers.full(ANN, "b1");
        shoppers.did(filled(ANN, "b1", 1), filled(ANN, "b1", 7));
        shoppers.did(filled(ANN, "b1", 2), filled(ANN, "b2", 4), new BasketChange.Filled(last));
        assertThat(kept()).containsExactlyInAnyOrder(last, basket(ANN, "b2", 4));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsEmptiedOrGoneIsNoBasket(Kit.Kind kind) {
        open(kind);
        shoppers.did(filled(ANN, "b1", 1), filled(ANN, "b2", 2), filled(ANN, "b3", 3), filled(ANN, "b4", 4));
        shoppers.did(filled(ANN, "b1", 0), new BasketChange.Gone(ANN, "b2"));
        shoppers.did(filled(ANN, "b3", 0), filled(ANN, "b3", 5), filled(ANN, "b4", 6), filled(ANN, "b4", 0));
        shoppers.did(new BasketChange.Gone(ANN, "never-seen"));
        assertThat(kept()).containsExactly(basket(ANN, "b3", 5));
        assertThat(shoppers.rows("baskets")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whoOrderedLeavesNothingBehindButWhatCameAfterwards(Kit.Kind kind) {
        open(kind);
        shoppers.did(filled(ANN, "b1", 1), filled(BOB, "b1", 9));
        shoppers.did(filled(ANN, "b2", 2), new BasketChange.Ordered(ANN), filled(ANN, "b3", 3));
        assertThat(kept()).containsExactlyInAnyOrder(basket(BOB, "b1", 9), basket(ANN, "b3", 3));
        assertThat(shoppers.rows("baskets")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void anIdIsItsShoppersOwn(Kit.Kind kind) {
        open(kind);
        Basket.Owner elsewhere = new Basket.Owner("shop", "Other", "ann");
        Basket.Owner namesake = new Basket.Owner("market", "RefArch", "ann");
        shoppers.did(filled(ANN, "b1", 1), filled(BOB, "b1", 2), filled(elsewhere, "b1", 3), filled(namesake, "b1", 4));
        shoppers.did(filled(namesake, "b2", 5), new BasketChange.Gone(namesake, "b1"));
        assertThat(shoppers.rows("baskets")).isEqualTo(4);
        shoppers.did(new BasketChange.Ordered(namesake), new BasketChange.Ordered(elsewhere));
        assertThat(shoppers.rows("baskets")).isEqualTo(2);
        assertThat(kept()).containsExactlyInAnyOrder(basket(ANN, "b1", 1), basket(BOB, "b1", 2));
    }

    @ParameterizedTest
    @EnumSource
    void ofOneShopperTheNewestAreKept(Kit.Kind kind) {
        open(kind);
        shoppers.fill(BOB, "b1", 1);
        List<Basket> expected = new ArrayList<>(List.of(basket(BOB, "b1", 1)));
        for (int i = 1; i <= BasketStore.MOST_EACH + 2; i++) {
            shoppers.fill(ANN, "b" + i, i);
            shoppers.pass(Duration.ofSeconds(1));
        }
        shoppers.fill(ANN, "b3", 33); // the oldest of those that are left
        shoppers.pass(Duration.ofSeconds(1));
        shoppers.fill(ANN, "b11", 11);
        for (int id : new int[] {3, 5, 6, 7, 8, 9, 10, 11}) {
            expected.add(basket(ANN, "b" + id, id == 3 ? 33 : id));
        }
        assertThat(kept()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource
    void ofThoseFilledAtOnceTheLastAreKept(Kit.Kind kind) {
        open(kind);
        shoppers.fill(ANN, "b1", 100);
        shoppers.pass(Duration.ofSeconds(1));
        shoppers.did(IntStream.of(2, 1, 2, 3, 4, 5, 6, 7, 8, 1)
                .mapToObj(i -> filled(ANN, "b" + i, i))
                .toArray(BasketChange[]::new));
        shoppers.did(IntStream.of(9, 10, 1, 11, 12, 13, 14, 15, 16, 9)
                .mapToObj(i -> filled(ANN, "b" + i, i))
                .toArray(BasketChange[]::new));
        assertThat(kept())
                .containsExactlyInAnyOrderElementsOf(IntStream.of(1, 11, 12, 13, 14, 15, 16, 9)
                        .mapToObj(i -> basket(ANN, "b" + i, i))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void manyShoppersAreWrittenAtOnce(Kit.Kind kind) {
        open(kind);
        for (int mugs : new int[] {1, 7_000}) {
            shoppers.did(IntStream.range(0, 500)
                    .mapToObj(i -> filled(new Basket.Owner("shop", "RefArch", "shopper-" + i), "b", mugs))
                    .toArray(BasketChange[]::new));
        }
        assertThat(shoppers.rows("baskets WHERE document LIKE '%7000%'")).isEqualTo(500);
        shoppers.did();
        assertThat(shoppers.rows("baskets")).isEqualTo(500);
    }

    @ParameterizedTest
    @EnumSource
    void eraseForgetsTheBasketsOfThatShopperAtThatSite(Kit.Kind kind) {
        open(kind);
        Basket.Owner elsewhere = new Basket.Owner("shop", "Other", "ann");
        shoppers.did(filled(ANN, "b1", 1), filled(BOB, "b1", 2), filled(elsewhere, "b1", 3));
        shoppers.pass(HOUR);
        shoppers.fill(ANN, "b2", 4);
        assertThat(shoppers.abandon()).isEqualTo(2);

        assertThat(await(database.orders().erase("RefArch", "ann", "op"))).isEqualTo(new Erased(0, 0));

        assertThat(shoppers.rows("baskets WHERE site = 'RefArch' AND customer_id = 'ann'"))
                .isZero();
        assertThat(shoppers.rows("baskets")).isEqualTo(2);
        assertThat(shoppers.told()).containsExactly(basket(BOB, "b1", 2));
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyChangedForLongIsForgottenInSteps(Kit.Kind kind) {
        open(kind);
        shoppers.did(filled(ANN, "b1", 1), filled(ANN, "b2", 2), filled(BOB, "b3", 3));
        shoppers.pass(DAY.plusHours(12));
        shoppers.abandon();
        shoppers.fill(ANN, "b2", 4);
        shoppers.fill(BOB, "b4", 5);
        assertThat(await(database.baskets().forget(DAY.multipliedBy(2), 10))).isZero();
        assertThat(await(database.baskets().forget(DAY, 1))).isEqualTo(1);
        assertThat(await(database.baskets().forget(DAY, 10))).isEqualTo(1);
        assertThat(await(database.baskets().forget(DAY, 10))).isZero();
        assertThat(shoppers.rows("baskets WHERE basket_id IN ('b2', 'b4')")).isEqualTo(2);
        assertThat(shoppers.rows("baskets")).isEqualTo(2);
    }

    /** Nobody asks for it: the store tidies up by itself. */
    @ParameterizedTest
    @EnumSource
    void afterThirtyDaysABasketIsForgotten(Kit.Kind kind) {
        open(kind);
        shoppers.fill(ANN, "b1", 1);
        shoppers.pass(DAY.multipliedBy(29));
        shoppers.fill(BOB, "b1", 1);
        shoppers.pass(DAY.plus(HOUR));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> shoppers.rows("baskets"), rows -> rows == 1);
        assertThat(shoppers.rows("baskets WHERE customer_id = 'bob'")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasToldIsTidiedUpAndWhatWaitsIsNot(Kit.Kind kind) {
        open(kind);
        shoppers.fill(ANN, "b1", 1);
        shoppers.pass(HOUR);
        shoppers.abandon();
        shoppers.tell();
        shoppers.fill(BOB, "b1", 1);
        shoppers.pass(HOUR);
        assertThat(await(database.baskets().abandon(RULE, 10)).marked()).isEqualTo(1);
        await(Housekeeping.tidy(database.writer(), DAY, DAY));
        assertThat(shoppers.basketEntries()).isEqualTo(2);
        await(Housekeeping.tidy(database.writer(), DAY, Duration.ofMillis(-1)));
        assertThat(shoppers.basketEntries()).isEqualTo(1);
        assertThat(shoppers.told()).containsExactly(basket(BOB, "b1", 1));
    }
}
