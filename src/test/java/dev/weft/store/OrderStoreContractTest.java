package dev.weft.store;

import static dev.weft.store.Kit.await;
import static dev.weft.store.Samples.ANN;
import static dev.weft.store.Samples.MUG;
import static dev.weft.store.Samples.NOON;
import static dev.weft.store.Samples.PLANT;
import static dev.weft.store.Samples.TEE;
import static dev.weft.store.Samples.level;
import static dev.weft.store.Samples.mugs;
import static dev.weft.store.Samples.order;
import static dev.weft.store.Samples.placement;
import static dev.weft.store.Samples.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.inventory.Sourced;
import dev.weft.inventory.StockStore.Hold;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure.Reason;
import dev.weft.order.Answer;
import dev.weft.order.Buyer;
import dev.weft.order.Claim;
import dev.weft.order.Order;
import dev.weft.order.OrderEffect;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.order.OrderStore.Change;
import dev.weft.order.OrderStore.Erased;
import dev.weft.order.OrderStore.Known;
import dev.weft.order.Refund;
import dev.weft.outbox.Entry;
import dev.weft.outbox.OutboxStore.EntryRecord;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
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

/** What every order store owes its callers, held against both databases. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("OrderStoreContractTest")
class OrderStoreContractTest {
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

    private void stock(long mugs) {
        await(database.stock().feed(List.of(level(MUG, mugs, NOON))));
    }

    private long left() {
        return await(database.stock().positions(List.of(MUG))).get(MUG).stream()
                .mapToLong(position -> position.available())
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void keepsEverythingOfAnOrder(Kit.Kind kind) {
        open(kind);
        stock(5);
        Order order = mugs("ORDER-001", 2);
        Known known = await(database.orders().place(placement("key-1", order)));
        assertThat(known.fresh()).isTrue();
        assertThat(known.answer().status()).isEqualTo(201);
        OrderRecord record = await(database.orders().find(order.id())).orElseThrow();
        assertThat(record.order()).isEqualTo(order.withSourced(List.of(new Sourced(1, MUG, PLANT, 2))));
        assertThat(record.stage()).isEqualTo(Stage.ACCEPTED);
        assertThat(record.person()).contains(Samples.person());
        assertThat(record.refunded()).isEqualTo(OrderRecord.Refunded.NOTHING);
        assertThat(await(database.outbox().ofAggregate("ORDER-001")))
                .extracting(EntryRecord::sequence, entry -> entry.what().type())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, "order.create"));
        assertThat(left()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatGetsTheSameAnswerAndDoesNothing(Kit.Kind kind) {
        open(kind);
        stock(5);
        Known first = await(database.orders().place(placement("key-1", "print", mugs("ORDER-001", 2))));
        Known second = await(database.orders().place(placement("key-1", "print", mugs("ORDER-002", 2))));
        assertThat(second).isEqualTo(new Known(first.answer(), false, true));
        assertThat(await(database.orders().known(new Claim("key-1", "print")))).contains(second);
        assertThat(await(database.orders().find(new OrderId("ORDER-002")))).isEmpty();
        assertThat(left()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void theSameKeyWithAnotherContentDoesNotMatch(Kit.Kind kind) {
        open(kind);
        stock(5);
        await(database.orders().place(placement("key-1", "print", mugs("ORDER-001", 2))));
        Known other = await(database.orders().place(placement("key-1", "other print", mugs("ORDER-002", 2))));
        assertThat(other.matches()).isFalse();
        assertThat(other.fresh()).isFalse();
        assertThat(left()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void ofTwentyAtOnceWithOneKeyOneIsFresh(Kit.Kind kind) {
        open(kind);
        stock(50);
        List<Future<Known>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(database.orders().place(placement("key-1", "print", mugs("ORDER-1" + (10 + i), 1))));
        }
        List<Known> answers = all.stream().map(Kit::await).toList();
        assertThat(answers).filteredOn(Known::fresh).hasSize(1);
        assertThat(answers)
                .extracting(Known::answer)
                .containsOnly(answers.get(0).answer());
        assertThat(left()).isEqualTo(49);
    }

    @ParameterizedTest
    @EnumSource
    void takesAllLinesOrNone(Kit.Kind kind) {
        open(kind);
        stock(5);
        await(database.stock().feed(List.of(level(TEE, 1, NOON))));
        Order order = order("ORDER-001", ANN, Order.Origin.NONE, wanted(1, MUG, 2), wanted(2, TEE, 2));
        Known known = await(database.orders().place(placement("key-1", order)));
        assertThat(known.answer().status()).isEqualTo(409);
        assertThat(known.answer().body()).contains("MUG-1=5").contains("TEE-2=1");
        assertThat(await(database.orders().find(order.id()))).isEmpty();
        assertThat(left()).isEqualTo(5);
        assertThat(await(database.orders().place(placement("key-1", order))).fresh())
                .as("the refusal is kept as well")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void oneBadOrderDoesNotFailItsNeighbours(Kit.Kind kind) {
        open(kind);
        stock(50);
        await(database.orders().place(placement("key-0", mugs("ORDER-001", 1))));
        List<Future<Known>> good = new ArrayList<>();
        good.add(database.orders().place(placement("key-1", mugs("ORDER-002", 1))));
        Future<Known> bad = database.orders().place(placement("key-2", mugs("ORDER-001", 1)));
        good.add(database.orders().place(placement("key-3", mugs("ORDER-003", 1))));
        good.forEach(it -> assertThat(await(it).answer().status()).isEqualTo(201));
        assertThatThrownBy(() -> await(bad))
                .isInstanceOfSatisfying(
                        Failed.class, it -> assertThat(it.failure().reason()).isEqualTo(Reason.REFUSED));
        assertThat(left()).isEqualTo(47);
    }

    @ParameterizedTest
    @EnumSource
    void refundsNeverGiveBackMoreThanWasCaptured(Kit.Kind kind) {
        open(kind);
        stock(5);
        Order order = mugs("ORDER-001", 2);
        await(database.orders().place(placement("key-1", order)));
        await(database.orders().change(order.id(), new Claim("refund-1", "a"), record -> refund(order, 1, 1_500)));
        OrderRecord record = await(database.orders().find(order.id())).orElseThrow();
        assertThat(record.refunded().amount()).isEqualTo(1_500);
        assertThat(record.refunds()).hasSize(1);
        assertThatThrownBy(() -> await(
                        database.orders().change(order.id(), new Claim("refund-2", "b"), it -> refund(order, 2, 501))))
                .isInstanceOfSatisfying(
                        Failed.class, it -> assertThat(it.failure().reason()).isEqualTo(Reason.REFUSED));
        assertThat(await(database.orders().known(new Claim("refund-2", "b")))).isEmpty();
        assertThat(await(database.outbox().ofAggregate("ORDER-001")))
                .extracting(EntryRecord::sequence)
                .containsExactly(1, 2);
    }

    private static Change refund(Order order, int number, long money) {
        Refund refund = new Refund(
                order.id() + "-R" + number,
                number,
                Map.of(1, 1),
                false,
                0,
                money,
                0,
                0,
                0,
                0,
                Refund.State.PENDING,
                NOON);
        return new Change(
                new Answer(201, "", "application/json", "{}"),
                Optional.of(refund),
                Optional.empty(),
                List.of(Samples.entry("sap", "order.refund", order.id().value(), "RefArch")));
    }

    @ParameterizedTest
    @EnumSource
    void aChangeOfNoOrderIsNotFound(Kit.Kind kind) {
        open(kind);
        assertThatThrownBy(() ->
                        await(database.orders().change(new OrderId("ORDER-404"), new Claim("c", "f"), record -> {
                            throw new AssertionError("decided on nothing");
                        })))
                .isInstanceOfSatisfying(
                        Failed.class, it -> assertThat(it.failure().reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @ParameterizedTest
    @EnumSource
    void laterStagesWin(Kit.Kind kind) {
        open(kind);
        stock(5);
        Order order = mugs("ORDER-001", 2);
        await(database.orders().place(placement("key-1", order)));
        await(database.orders().progress(order.id(), Stage.SHIPPED));
        await(database.orders().progress(order.id(), Stage.PICKING));
        assertThat(await(database.orders().find(order.id())).orElseThrow().stage())
                .isEqualTo(Stage.SHIPPED);
        await(database.orders().progress(new OrderId("ORDER-404"), Stage.SHIPPED));
    }

    @ParameterizedTest
    @EnumSource
    void eraseForgetsThePersonAndKeepsTheBooks(Kit.Kind kind) {
        open(kind);
        stock(5);
        Order mine = mugs("ORDER-001", 2);
        Order other =
                order("ORDER-002", new Buyer("shop", "RefArch", "bob", true), Order.Origin.NONE, wanted(1, MUG, 1));
        await(database.orders().place(placement("key-1", mine)));
        await(database.orders().place(placement("key-2", other)));
        deliver("ORDER-001");
        assertThat(await(database.orders().erase("RefArch", "ann", "op"))).isEqualTo(new Erased(1, 0));
        OrderRecord record = await(database.orders().find(mine.id())).orElseThrow();
        assertThat(record.person()).isEmpty();
        assertThat(record.order().buyer().customerId()).isNotEqualTo("ann");
        assertThat(record.order().books()).isEqualTo(mine.books());
        assertThat(await(database.orders().ofBuyer(ANN, 10))).isEmpty();
        assertThat(await(database.orders().find(other.id())).orElseThrow().person())
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void eraseLeavesOutOrdersThatAreUnderWayAndSaysHowMany(Kit.Kind kind) {
        open(kind);
        stock(5);
        await(database.orders().place(placement("key-1", mugs("ORDER-001", 1))));
        deliver("ORDER-001");
        await(database.orders().place(placement("key-2", mugs("ORDER-002", 1))));
        Entry parked = claimed();
        await(database.outbox().park(parked, "refused", Optional.empty()));
        await(database.orders().place(placement("key-3", mugs("ORDER-003", 1))));

        assertThat(await(database.orders().erase("RefArch", "ann", "op"))).isEqualTo(new Erased(1, 2));
        for (String open : List.of("ORDER-002", "ORDER-003")) {
            OrderRecord record =
                    await(database.orders().find(new OrderId(open))).orElseThrow();
            assertThat(record.order().buyer()).isEqualTo(ANN);
            assertThat(record.person()).isPresent();
        }
        assertThat(await(database.orders().find(new OrderId("ORDER-001")))
                        .orElseThrow()
                        .person())
                .isEmpty();

        deliver("ORDER-003");
        await(database.outbox().settle(parked.id(), "op", "never", Optional.empty()));
        assertThat(await(database.orders().erase("RefArch", "ann", "op"))).isEqualTo(new Erased(2, 0));
        assertThat(await(database.orders().ofBuyer(ANN, 10))).isEmpty();
    }

    /** A reservation names its shopper in two places, also while it holds; others keep theirs. */
    @ParameterizedTest
    @EnumSource
    void eraseEndsTheShoppersReservationsAndForgetsThem(Kit.Kind kind) {
        open(kind);
        stock(10);
        await(database.stock().hold(hold("hold-1", "ann", 3, Duration.ofHours(4))));
        await(database.stock().hold(hold("hold-2", "ann", 1, Duration.ofHours(4))));
        await(database.stock().hold(hold("hold-1", "bob", 2, Duration.ofHours(4))));
        await(database.stock().hold(hold("hold-3", "ann", 1, Duration.ofHours(4))));
        await(database.stock().release("RefArch", "ann", "hold-3"));
        assertThat(left()).isEqualTo(4);

        assertThat(await(database.orders().erase("RefArch", "ann", "op"))).isEqualTo(new Erased(0, 0));

        assertThat(left()).as("what was held for ann is free").isEqualTo(8);
        for (String id : List.of("hold-1", "hold-2", "hold-3")) {
            assertThat(await(database.stock().find("RefArch", "ann", id)))
                    .as(id)
                    .isEmpty();
        }
        assertThat(await(database.stock().find("RefArch", "bob", "hold-1"))).isPresent();
        assertThat(await(database.stock().hold(hold("hold-1", "ann", 8, Duration.ofHours(4))))
                        .reservation())
                .as("neither the hold nor what was promised to it is left under its key")
                .hasValueSatisfying(held -> assertThat(held.sourced()).containsExactly(new Sourced(1, MUG, PLANT, 8)));
    }

    private static Hold hold(String id, String shopper, int quantity, Duration lasts) {
        return new Hold(
                id, "RefArch", shopper, List.of(wanted(1, MUG, quantity)), Samples.IN_ORDER, lasts, false, "ref");
    }

    private Entry claimed() {
        return await(database.outbox().claim("sap", List.of("RefArch"), 1, Duration.ofMinutes(1)))
                .get(0);
    }

    private void deliver(String order) {
        Entry entry = claimed();
        assertThat(entry.what().aggregateId()).isEqualTo(order);
        await(database.outbox()
                .done(entry, "4711", Optional.of(new OrderEffect.Confirmed(new OrderId(order), "4711"))));
    }

    @ParameterizedTest
    @EnumSource
    void sixteenThreadsSellNoMoreThanThereIs(Kit.Kind kind) throws InterruptedException {
        open(kind);
        stock(50);
        List<Known> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            int number = t;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 10; i++) {
                    String id = "ORDER-" + number + "-" + i;
                    answers.add(await(database.orders().place(placement("key-" + id, mugs(id, 1)))));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(30_000);
        }
        assertThat(answers).hasSize(160);
        assertThat(answers).filteredOn(it -> it.answer().status() == 201).hasSize(50);
        assertThat(left()).isZero();
    }
}
