package dev.weft.store;

import static dev.weft.store.Kit.await;
import static dev.weft.store.Samples.ANN;
import static dev.weft.store.Samples.IN_ORDER;
import static dev.weft.store.Samples.MUG;
import static dev.weft.store.Samples.PLANT;
import static dev.weft.store.Samples.TEE;
import static dev.weft.store.Samples.level;
import static dev.weft.store.Samples.mugs;
import static dev.weft.store.Samples.order;
import static dev.weft.store.Samples.placement;
import static dev.weft.store.Samples.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.inventory.Level;
import dev.weft.inventory.Position;
import dev.weft.inventory.Sourced;
import dev.weft.inventory.Sourcing;
import dev.weft.inventory.SourcingRule;
import dev.weft.inventory.StockStore.Held;
import dev.weft.inventory.StockStore.Hold;
import dev.weft.inventory.StockStore.State;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure.Reason;
import dev.weft.order.Order;
import dev.weft.order.OrderEffect;
import dev.weft.outbox.Entry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store of stock owes its callers, held against both databases. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("StockStoreContractTest")
class StockStoreContractTest {
    private static final Instant BEFORE = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Database database;

    private void open(Kit.Kind kind) {
        database = Kit.open(kind.settings(folder));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void stock(long mugs, Instant asOf) {
        await(database.stock().feed(List.of(level(MUG, mugs, asOf))));
    }

    private long left() {
        return await(database.stock().positions(List.of(MUG))).get(MUG).stream()
                .mapToLong(position -> position.available())
                .sum();
    }

    private static Hold hold(String id, int quantity, Duration lasts) {
        return new Hold(id, "RefArch", "ann", List.of(wanted(1, MUG, quantity)), IN_ORDER, lasts, false, "ref");
    }

    private void place(String id, int quantity) {
        assertThat(await(database.orders().place(placement("key-" + id, mugs(id, quantity))))
                        .answer()
                        .status())
                .isEqualTo(201);
    }

    private void confirm(String id) {
        Entry entry = await(database.outbox().claim("sap", List.of("RefArch"), 1, Duration.ofMinutes(1)))
                .get(0);
        assertThat(entry.what().aggregateId()).isEqualTo(id);
        await(database.outbox()
                .done(entry, "4711", Optional.of(new OrderEffect.Confirmed(new dev.weft.order.OrderId(id), "4711"))));
    }

    @ParameterizedTest
    @EnumSource
    void anOlderLevelIsIgnored(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE.plusSeconds(60));
        stock(9, BEFORE);
        assertThat(left()).isEqualTo(5);
        stock(7, BEFORE.plusSeconds(60));
        assertThat(left()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void whatMustComeFromOnePlaceIsHeldThereAndGoesToTheOrdersOwnLine(Kit.Kind kind) {
        open(kind);
        await(database.stock()
                .feed(List.of(level(MUG, 5, BEFORE), new Level(MUG, "1011", 2, 0, BEFORE), level(TEE, 5, BEFORE))));
        Sourcing rule = SourcingRule.byPriority(List.of(PLANT, "1011"));
        Wanted fetched = new Wanted(2, MUG, 2, Optional.of("1011"));
        Duration lasts = Duration.ofMinutes(5);
        Held tooMany = await(database.stock()
                .hold(new Hold("hold-0", "RefArch", "ann", List.of(fetched.of(3)), rule, lasts, false, "ref")));
        assertThat(tooMany.reservation()).isEmpty();
        assertThat(tooMany.left()).as("that place has").containsExactly(Map.entry(MUG, 2L));

        Held held = await(database.stock()
                .hold(new Hold(
                        "hold-1", "RefArch", "ann", List.of(wanted(1, MUG, 1), fetched), rule, lasts, false, "ref")));
        assertThat(held.reservation().orElseThrow().sourced())
                .containsExactlyInAnyOrder(new Sourced(1, MUG, PLANT, 1), new Sourced(2, MUG, "1011", 2));
        Order order = order(
                "ORDER-001",
                ANN,
                new Order.Origin(Optional.empty(), Optional.empty(), Optional.of("hold-1")),
                wanted(2, MUG, 2),
                wanted(1, MUG, 1));
        assertThat(await(database.orders().place(placement("key-1", order)))
                        .answer()
                        .status())
                .isEqualTo(201);
        assertThat(await(database.orders().find(order.id()))
                        .orElseThrow()
                        .order()
                        .sourced())
                .containsExactlyInAnyOrder(new Sourced(1, MUG, PLANT, 1), new Sourced(2, MUG, "1011", 2));
    }

    private void read(long mugs, Instant asOf) {
        await(database.stock().feed(List.of(new Level(MUG, PLANT, mugs, 0, asOf, true))));
    }

    private List<Position> positions() {
        return await(database.stock().positions(List.of(MUG))).get(MUG);
    }

    @ParameterizedTest
    @EnumSource
    void ofWhatIsAskedForAndNeverHadAUnitNothingIsKept(Kit.Kind kind) {
        open(kind);
        read(0, BEFORE);
        read(-2, BEFORE.plusSeconds(1));
        assertThat(positions()).isEmpty();
        Held held = await(database.stock().hold(hold("hold-1", 1, Duration.ofMinutes(5))));
        assertThat(held.reservation()).isEmpty();
        assertThat(held.left()).containsExactly(Map.entry(MUG, 0L));
        assertThat(await(database.orders().place(placement("key-1", mugs("ORDER-001", 1))))
                        .answer()
                        .status())
                .isEqualTo(409);

        read(3, BEFORE.plusSeconds(2));
        assertThat(left()).isEqualTo(3);
        read(0, BEFORE.plusSeconds(3));
        assertThat(positions()).as("what had units is told to have none").hasSize(1);
        assertThat(left()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheErpTellsByItselfIsKeptEvenWhereItIsNothing(Kit.Kind kind) {
        open(kind);
        stock(0, BEFORE.plusSeconds(60));
        stock(5, BEFORE);
        assertThat(left()).as("the older level came later").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void safetyStockIsNeverSold(Kit.Kind kind) {
        open(kind);
        await(database.stock().feed(List.of(new Level(MUG, PLANT, 5, 3, BEFORE))));
        assertThat(left()).isEqualTo(2);
    }

    private void feed(Level... levels) {
        await(database.stock().feed(List.of(levels)));
    }

    private static Level says(long onHand, long safety, Instant asOf) {
        return new Level(MUG, PLANT, onHand, safety, asOf);
    }

    private static Level saysNothing(long onHand, long least, Instant asOf) {
        return Level.toldWithoutSafety(MUG, PLANT, onHand, least, asOf);
    }

    @ParameterizedTest
    @EnumSource
    void aLevelThatSaysNothingOfSafetyStockLeavesIt(Kit.Kind kind) {
        open(kind);
        feed(saysNothing(5, 2, BEFORE));
        assertThat(left()).as("a new position has the least").isEqualTo(3);
        feed(says(5, 4, BEFORE.plusSeconds(1)));
        feed(saysNothing(6, 2, BEFORE.plusSeconds(2)));
        assertThat(left()).as("four as before").isEqualTo(2);
        feed(saysNothing(6, 5, BEFORE.plusSeconds(3)));
        assertThat(left()).as("never fewer than the least").isEqualTo(1);
        feed(says(6, 0, BEFORE.plusSeconds(4)));
        assertThat(left()).as("said").isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoLevelsAtOnceTheOlderSaysWhatTheNewerLeavesOpen(Kit.Kind kind) {
        open(kind);
        feed(saysNothing(5, 0, BEFORE.plusSeconds(1)), says(9, 3, BEFORE));
        assertThat(left()).isEqualTo(2);
        feed(says(9, 0, BEFORE.plusSeconds(2)), saysNothing(5, 1, BEFORE.plusSeconds(3)));
        assertThat(left()).as("said to be none, and one at least").isEqualTo(4);
        feed(says(9, 3, BEFORE.plusSeconds(4)), says(5, 0, BEFORE.plusSeconds(5)));
        assertThat(left()).as("both say").isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void aCutOffFarAheadOfTheStoresClockIsNone(Kit.Kind kind) {
        open(kind);
        stock(9, AFTER);
        stock(5, BEFORE);
        assertThat(left()).as("the clock was set back since").isEqualTo(5);
        Instant soon = await(database.stock().now()).plusSeconds(3);
        stock(4, soon);
        stock(3, soon.minusMillis(1));
        assertThat(left())
                .as("a moment ahead: another process began later and was first")
                .isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void aCrowdOfHoldsEndsAtOnce(Kit.Kind kind) {
        open(kind);
        int crowd = 2 * StockSql.EXPIRED + 50;
        stock(crowd, BEFORE);
        Instant end = await(database.stock().now()).plusSeconds(4);
        List<Future<Held>> holds = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            Duration left = Duration.between(await(database.stock().now()), end);
            Duration lasts = left.isNegative() ? Duration.ZERO : left;
            holds.add(database.stock().hold(hold("hold-" + i, 1, lasts)));
            if (i % 10 == 9) {
                await(Future.all(holds.subList(i - 9, i + 1)));
            }
        }
        Instant last = holds.stream()
                .map(held -> held.result().reservation().orElseThrow().until().orElseThrow())
                .max(Instant::compareTo)
                .orElseThrow();
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> await(database.stock().now()).isAfter(last));
        await(Housekeeping.expire(database.stock()::expire));
        assertThat(left()).isEqualTo(crowd);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheErpDoesNotHaveYetIsTakenOffAgain(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE);
        place("ORDER-001", 2);
        stock(5, AFTER);
        assertThat(left())
                .as("promised, not handed over: not in the ERP's number")
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasHandedOverBeforeTheCutOffIsInTheErpsNumber(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE);
        place("ORDER-001", 2);
        confirm("ORDER-001");
        stock(5, BEFORE.plusSeconds(60));
        assertThat(left()).as("cut off before the hand-over").isEqualTo(3);
        stock(3, AFTER);
        assertThat(left()).as("cut off after the hand-over").isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void lessThanWasPromisedIsABacklogThatReturnsFirst(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE);
        place("ORDER-001", 4);
        await(database.stock().hold(hold("hold-1", 1, Duration.ofMinutes(5))));
        stock(2, BEFORE.plusSeconds(60));
        assertThat(left()).isZero();
        assertThat(await(database.stock().release("RefArch", "ann", "hold-1"))).isTrue();
        assertThat(left()).as("three are owed, one came back").isZero();
        stock(7, AFTER);
        assertThat(left()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void aHoldIsRepeatableAndItsIdTakesNoOtherContent(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE);
        Held first = await(database.stock().hold(hold("hold-1", 2, Duration.ofMinutes(5))));
        Held again = await(database.stock().hold(hold("hold-1", 2, Duration.ofMinutes(5))));
        assertThat(again).isEqualTo(first);
        assertThat(left()).isEqualTo(3);
        assertThatThrownBy(() -> await(database.stock().hold(hold("hold-1", 3, Duration.ofMinutes(5)))))
                .isInstanceOfSatisfying(
                        Failed.class, it -> assertThat(it.failure().reason()).isEqualTo(Reason.REFUSED));
        assertThat(await(database.stock().find("RefArch", "bob", "hold-1"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aShortWishTellsWhatIsLeftAndKeepsNothing(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE);
        Held held = await(database.stock().hold(hold("hold-1", 6, Duration.ofMinutes(5))));
        assertThat(held.reservation()).isEmpty();
        assertThat(held.left()).containsEntry(MUG, 5L);
        assertThat(left()).isEqualTo(5);
        Hold some = new Hold(
                "hold-2", "RefArch", "ann", List.of(wanted(1, MUG, 6)), IN_ORDER, Duration.ofMinutes(5), true, "");
        assertThat(await(database.stock().hold(some))
                        .reservation()
                        .orElseThrow()
                        .sourced())
                .extracting(it -> it.quantity())
                .containsExactly(5);
        assertThat(left()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anOrderTakesItsHoldOver(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE);
        await(database.stock().hold(hold("hold-1", 5, Duration.ofMinutes(5))));
        Order order = ordering("ORDER-001", 3);
        assertThat(await(database.orders().place(placement("key-1", order)))
                        .answer()
                        .status())
                .isEqualTo(201);
        assertThat(left()).as("two of five go back").isEqualTo(2);
        assertThat(await(database.stock().find("RefArch", "ann", "hold-1"))
                        .orElseThrow()
                        .state())
                .isEqualTo(State.COMMITTED);
        assertThat(await(database.stock().release("RefArch", "ann", "hold-1"))).isFalse();
        assertThat(left()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredHoldIsReservedAnewOrRefused(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE);
        await(database.stock().hold(hold("hold-1", 5, Duration.ofMillis(1))));
        await(database.stock()
                .hold(new Hold(
                        "hold-2",
                        "RefArch",
                        "bob",
                        List.of(wanted(1, MUG, 1)),
                        IN_ORDER,
                        Duration.ofMinutes(5),
                        false,
                        "")));
        org.awaitility.Awaitility.await()
                .until(() -> await(database.stock().find("RefArch", "ann", "hold-1"))
                                .orElseThrow()
                                .state()
                        == State.EXPIRED);
        await(database.stock().expire());
        assertThat(await(database.stock()
                                .hold(new Hold(
                                        "hold-3",
                                        "RefArch",
                                        "bob",
                                        List.of(wanted(1, MUG, 3)),
                                        IN_ORDER,
                                        Duration.ofMinutes(5),
                                        false,
                                        "")))
                        .reservation())
                .isPresent();
        assertThat(await(database.orders().place(placement("key-1", ordering("ORDER-001", 3))))
                        .answer()
                        .status())
                .as("bob has three")
                .isEqualTo(409);
        assertThat(await(database.orders().place(placement("key-2", ordering("ORDER-002", 2))))
                        .answer()
                        .status())
                .isEqualTo(201);
        assertThat(left()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void ordersThatACountDoesNotCoverAreOversoldOnce(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE);
        place("ORDER-001", 2);
        place("ORDER-002", 3);
        assertThat(database.tally().oversold()).isZero();
        stock(5, AFTER);
        assertThat(database.tally().oversold()).as("covered").isZero();
        stock(3, AFTER.plusSeconds(1));
        assertThat(database.tally().oversold()).as("two were sold elsewhere").isEqualTo(2);
        stock(3, AFTER.plusSeconds(2));
        confirm("ORDER-001");
        stock(1, AFTER.plusSeconds(3));
        assertThat(database.tally().oversold()).as("the same two").isEqualTo(2);
        stock(0, AFTER.plusSeconds(4));
        assertThat(database.tally().oversold()).as("and one more").isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheErpHasBookedSinceIsNotOversold(Kit.Kind kind) {
        open(kind);
        stock(2, BEFORE);
        place("ORDER-001", 2);
        confirm("ORDER-001");
        stock(0, BEFORE.plusSeconds(1));
        assertThat(database.tally().oversold())
                .as("handed over after the count's cut-off: it may be in it")
                .isZero();
        stock(0, AFTER);
        assertThat(database.tally().oversold()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void tellsHowManyReservationsHoldAndHowManyEnded(Kit.Kind kind) {
        open(kind);
        stock(5, BEFORE);
        await(database.stock().hold(hold("hold-1", 1, Duration.ofMinutes(5))));
        await(database.stock().hold(hold("hold-2", 1, Duration.ofMillis(1))));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(database.tally().expired()).isEqualTo(1));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(database.tally().holding()).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource
    void ofExpiryAndTakeOverOneWins(Kit.Kind kind) {
        open(kind);
        stock(1, BEFORE);
        for (int i = 0; i < 20; i++) {
            String id = "hold-" + i;
            await(database.stock().hold(hold(id, 1, Duration.ofMillis(i))));
            Order order = order(
                    "ORDER-1" + i,
                    ANN,
                    new Order.Origin(Optional.empty(), Optional.empty(), Optional.of(id)),
                    wanted(1, MUG, 1));
            var expired = database.stock().expire();
            int status = await(database.orders().place(placement("key-" + i, order)))
                    .answer()
                    .status();
            await(expired);
            assertThat(status).as("either way the unit is there").isEqualTo(201);
            assertThat(left()).isZero();
            Entry entry = await(database.outbox().claim("sap", List.of("RefArch"), 1, Duration.ofMinutes(1)))
                    .get(0);
            await(database.outbox().done(entry, "", Optional.of(new OrderEffect.Cancelled(order.id()))));
            assertThat(left()).isEqualTo(1);
        }
    }

    private static Order ordering(String id, int quantity) {
        return order(
                id,
                ANN,
                new Order.Origin(Optional.empty(), Optional.empty(), Optional.of("hold-1")),
                wanted(1, MUG, quantity));
    }
}
