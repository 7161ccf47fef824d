package dev.weft.store;

import static dev.weft.store.Kit.await;
import static dev.weft.store.Samples.MUG;
import static dev.weft.store.Samples.NOON;
import static dev.weft.store.Samples.entry;
import static dev.weft.store.Samples.level;
import static dev.weft.store.Samples.order;
import static dev.weft.store.Samples.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.order.Answer;
import dev.weft.order.Buyer;
import dev.weft.order.Claim;
import dev.weft.order.Order;
import dev.weft.order.OrderEffect;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.order.OrderStore.Change;
import dev.weft.order.OrderStore.Placement;
import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.OutboxStore.Again;
import dev.weft.outbox.OutboxStore.LaneDepth;
import dev.weft.outbox.OutboxStore.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every outbox owes its relay, held against both databases. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("OutboxStoreContractTest")
class OutboxStoreContractTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final List<String> SITES = List.of("RefArch", "Other");

    @TempDir
    private Path folder;

    private Database database;

    private void open(Kit.Kind kind) {
        database = Kit.open(kind.settings(folder));
        await(database.stock().feed(List.of(level(MUG, 1_000, NOON))));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void place(String id, String site, NewEntry... entries) {
        Order order = order(id, new Buyer("shop", site, "ann", true), Order.Origin.NONE, wanted(1, MUG, 1));
        await(database.orders()
                .place(new Placement(
                        new Claim("key-" + id, "print"),
                        order,
                        Samples.person(),
                        Samples.IN_ORDER,
                        List.of(entries),
                        Samples::answer)));
    }

    private void place(String id) {
        place(
                id,
                "RefArch",
                entry("sap", "order.create", id, "RefArch"),
                entry("points", "points.accrue", id, "RefArch"));
    }

    private List<Entry> claim(String lane, int limit) {
        return await(database.outbox().claim(lane, SITES, limit, LONG));
    }

    @ParameterizedTest
    @EnumSource
    void anEntryWaitsForThoseBeforeItInItsAggregate(Kit.Kind kind) {
        open(kind);
        place("ORDER-001");
        assertThat(claim("points", 10)).isEmpty();
        Entry create = claim("sap", 10).get(0);
        assertThat(create.attempt()).isEqualTo(1);
        assertThat(create.unsettledSince()).isEmpty();
        assertThat(claim("points", 10)).isEmpty();
        assertThat(await(database.outbox().done(create, "4711", Optional.empty())))
                .isTrue();
        assertThat(claim("points", 10)).hasSize(1);
    }

    private static final Again IN_DOUBT = new Again(Duration.ZERO, true, true, false, "timeout");
    private static final Again STILL_IN_DOUBT = new Again(Duration.ZERO, true, false, false, "not told");
    private static final Again NOT_APPLIED = new Again(Duration.ZERO, false, true, false, "connect");

    private Stage stage(String id) {
        return await(database.orders().find(new OrderId(id))).orElseThrow().stage();
    }

    @ParameterizedTest
    @EnumSource
    void anOrderThatMayBeInItsErpIsSentUntilItIsConfirmed(Kit.Kind kind) {
        open(kind);
        place("ORDER-001");
        await(database.outbox().again(claim("sap", 1).get(0), NOT_APPLIED));
        assertThat(stage("ORDER-001")).as("it surely never arrived").isEqualTo(Stage.ACCEPTED);
        await(database.outbox().again(claim("sap", 1).get(0), IN_DOUBT));
        assertThat(stage("ORDER-001")).isEqualTo(Stage.SENT);
        int version = await(database.orders().find(new OrderId("ORDER-001")))
                .orElseThrow()
                .version();
        await(database.outbox().again(claim("sap", 1).get(0), STILL_IN_DOUBT));
        assertThat(await(database.orders().find(new OrderId("ORDER-001")))
                        .orElseThrow()
                        .version())
                .as("nothing new")
                .isEqualTo(version);
        await(database.outbox().again(claim("sap", 1).get(0), NOT_APPLIED));
        assertThat(stage("ORDER-001")).as("no way back").isEqualTo(Stage.SENT);
        await(database.outbox()
                .done(
                        claim("sap", 1).get(0),
                        "4711",
                        Optional.of(new OrderEffect.Confirmed(new OrderId("ORDER-001"), "4711"))));
        assertThat(stage("ORDER-001")).isEqualTo(Stage.CONFIRMED);
        await(database.outbox().again(claim("points", 1).get(0), IN_DOUBT));
        assertThat(stage("ORDER-001")).as("points in doubt").isEqualTo(Stage.CONFIRMED);
    }

    @ParameterizedTest
    @EnumSource
    void aDoubtTellsNothingOfAnOrderThatIsFurtherOrOfAnothersLease(Kit.Kind kind) {
        open(kind);
        place("ORDER-001");
        Entry create = claim("sap", 1).get(0);
        await(database.orders().progress(new OrderId("ORDER-001"), Stage.PICKING)); // its ERP pushed that meanwhile
        await(database.outbox().again(create, IN_DOUBT));
        assertThat(stage("ORDER-001")).isEqualTo(Stage.PICKING);

        place("ORDER-002");
        Entry second = claim("sap", 10).stream()
                .filter(it -> it.what().aggregateId().equals("ORDER-002"))
                .findFirst()
                .orElseThrow();
        await(database.outbox().handBack(List.of(second)));
        assertThat(await(database.outbox().again(second, IN_DOUBT))).isFalse();
        assertThat(stage("ORDER-002")).isEqualTo(Stage.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void anEntryAddedLaterFollowsAndOneAddedAfterTheEndGoesAtOnce(Kit.Kind kind) {
        open(kind);
        place("ORDER-001", "RefArch", entry("sap", "order.create", "ORDER-001", "RefArch"));
        Entry create = claim("sap", 10).get(0);
        change("ORDER-001", "one");
        assertThat(claim("sap", 10)).isEmpty();
        await(database.outbox().done(create, "", Optional.empty()));
        Entry second = claim("sap", 10).get(0);
        await(database.outbox().done(second, "", Optional.empty()));
        change("ORDER-001", "two");
        assertThat(claim("sap", 10)).hasSize(1);
    }

    /** The buyer's own cancellation brings its entries along; the ERP's, or an operator's, finds them here. */
    @ParameterizedTest
    @EnumSource
    void whatSomebodyElseCancelsGivesItsPointsBack(Kit.Kind kind) {
        open(kind);
        place(
                "ORDER-001",
                "RefArch",
                entry("points", "points.redeem", "ORDER-001", "RefArch"),
                entry("sap", "order.create", "ORDER-001", "RefArch"),
                entry("points", "points.accrue", "ORDER-001", "RefArch"));
        await(database.outbox().done(claim("points", 10).get(0), "J1", Optional.empty()));
        Entry create = claim("sap", 10).get(0);
        await(database.orders().progress(new OrderId("ORDER-001"), Stage.CANCELLED));
        await(database.orders().progress(new OrderId("ORDER-001"), Stage.CANCELLED));
        await(database.outbox().done(create, "4711", Optional.empty()));
        List<String> types = new ArrayList<>();
        for (List<Entry> next = claim("points", 10); !next.isEmpty(); next = claim("points", 10)) {
            assertThat(next).hasSize(1);
            types.add(next.get(0).what().type());
            await(database.outbox().done(next.get(0), "", Optional.empty()));
        }
        assertThat(types).containsExactly("points.accrue", "points.give_back", "points.take_back");
    }

    private void change(String id, String key) {
        await(database.orders()
                .change(
                        new OrderId(id),
                        new Claim(key, "f"),
                        record -> new Change(
                                new Answer(200, "", "", ""),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(entry("sap", "order." + key, id, "RefArch")))));
    }

    /** A file has one owner at a time: who opens it knows that nobody is sending. PostgreSQL has many, whose leases run out. */
    @Test
    void whatTheLastOwnerOfAFileWasSendingIsAskedAboutAtOnce() {
        open(Kit.Kind.SQLITE);
        place("ORDER-001");
        Entry left = claim("sap", 1).get(0);
        database.close();
        database = Kit.open(StoreSettings.embedded(folder.resolve("weft.db")));
        Entry taken = claim("sap", 1).get(0);
        assertThat(taken.id()).isEqualTo(left.id());
        assertThat(taken.attempt()).isEqualTo(2);
        assertThat(taken.unsettledSince()).isPresent();
        assertThat(taken.unsettledSince().get()).isBefore(left.leaseUntil());
        assertThat(await(database.outbox().done(left, "4711", Optional.empty())))
                .isFalse();
        assertThat(await(database.outbox().done(taken, "4711", Optional.empty())))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whoLostTheLeaseChangesNothing(Kit.Kind kind) {
        open(kind);
        place("ORDER-001");
        Entry zombie = await(database.outbox().claim("sap", SITES, 1, Duration.ofMillis(1)))
                .get(0);
        List<Entry> next = new ArrayList<>();
        Awaitility.await().until(() -> {
            next.addAll(claim("sap", 1));
            return !next.isEmpty();
        });
        Entry owner = next.get(0);
        assertThat(owner.epoch()).isGreaterThan(zombie.epoch());
        assertThat(owner.attempt()).isEqualTo(2);
        assertThat(owner.unsettledSince())
                .as("a vanished holder may have sent until its lease's end")
                .contains(zombie.leaseUntil());
        assertThat(await(database.outbox().done(zombie, "x", Optional.empty()))).isFalse();
        assertThat(await(database.outbox().again(zombie, again(true, true)))).isFalse();
        assertThat(await(database.outbox().park(zombie, "x", Optional.empty()))).isFalse();
        assertThat(await(database.outbox().done(owner, "y", Optional.empty()))).isTrue();
        assertThat(await(database.outbox().done(owner, "y", Optional.empty()))).isFalse();
    }

    private static Again again(boolean unsettled, boolean sent) {
        return new Again(Duration.ZERO, unsettled, sent, true, "timeout");
    }

    @ParameterizedTest
    @EnumSource
    void aDoubtCountsFromTheLastSend(Kit.Kind kind) {
        open(kind);
        place("ORDER-001");
        await(database.outbox().again(claim("sap", 1).get(0), again(true, true)));
        Entry asked = claim("sap", 1).get(0);
        assertThat(asked.unsettledSince()).isPresent();
        assertThat(asked.faults()).isEqualTo(1);
        await(database.outbox().again(asked, again(true, false)));
        Entry again = claim("sap", 1).get(0);
        assertThat(again.unsettledSince()).isEqualTo(asked.unsettledSince());
        await(database.outbox().again(again, again(false, false)));
        assertThat(claim("sap", 1).get(0).unsettledSince()).isEmpty();
    }

    private Instant due(String order) {
        return await(database.outbox().ofAggregate(order)).get(0).nextAt();
    }

    /** No pause is as long: the clock must have been set back since. What is in doubt may wait as long as a lag is. */
    @ParameterizedTest
    @EnumSource
    void whatIsDueLongAfterAnyPauseIsDueWithinAMinute(Kit.Kind kind) {
        open(kind);
        place("ORDER-001");
        place("ORDER-002");
        place("ORDER-003");
        for (Entry entry : claim("sap", 3)) {
            boolean first = entry.what().aggregateId().equals("ORDER-001");
            Duration pause = entry.what().aggregateId().equals("ORDER-003") ? LONG : Duration.ofHours(1);
            await(database.outbox().again(entry, new Again(pause, !first, true, false, "pauses")));
        }
        Instant before = await(database.stock().now());
        await(database.writer().submit(SetBack::bringNear));
        Instant within = await(database.stock().now()).plusSeconds(60);
        assertThat(due("ORDER-001")).isBetween(before.plusSeconds(30), within);
        assertThat(due("ORDER-002")).as("longer than a lag").isBetween(before.plusSeconds(30), within);
        assertThat(due("ORDER-003")).as("a lag").isAfter(within.plusSeconds(60));
    }

    @ParameterizedTest
    @EnumSource
    void handingBackLeavesNoTrace(Kit.Kind kind) {
        open(kind);
        place("ORDER-001");
        List<Entry> taken = claim("sap", 1);
        await(database.outbox().handBack(taken));
        Entry again = claim("sap", 1).get(0);
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.unsettledSince()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aParkedEntryHoldsUpItsAggregateAlone(Kit.Kind kind) {
        open(kind);
        place("ORDER-001");
        place("ORDER-002");
        List<Entry> both = claim("sap", 2);
        await(database.outbox().park(both.get(0), "400 mapping", Optional.empty()));
        await(database.outbox().done(both.get(1), "", Optional.empty()));
        assertThat(claim("points", 10))
                .extracting(it -> it.what().aggregateId())
                .containsExactly(both.get(1).what().aggregateId());
        String parked = both.get(0).id();
        assertThat(await(database.orders().find(new OrderId(both.get(0).what().aggregateId())))
                        .orElseThrow()
                        .parked())
                .isTrue();
        assertThat(await(database.outbox().list(new Query(Optional.empty(), true, 10))))
                .extracting(it -> it.id(), it -> it.lastError())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(parked, "400 mapping"));
        assertThat(await(database.outbox().depths()))
                .filteredOn(it -> it.lane().equals("sap"))
                .containsExactly(new LaneDepth("sap", 0, 1, Optional.empty()));
        assertThat(await(database.outbox().release(parked, "op"))).isTrue();
        assertThat(await(database.outbox().release(parked, "op"))).isFalse();
        Entry released = claim("sap", 10).get(0);
        assertThat(released.unsettledSince())
                .as("asked about before it is sent again")
                .isPresent();
        await(database.outbox().park(released, "again", Optional.empty()));
        assertThat(await(database.outbox().settle(parked, "op", "4711", Optional.empty())))
                .isTrue();
        assertThat(claim("points", 10)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void sitesAreServedFairly(Kit.Kind kind) {
        open(kind);
        for (int i = 0; i < 20; i++) {
            place("ORDER-1" + i, "RefArch", entry("sap", "order.create", "ORDER-1" + i, "RefArch"));
        }
        place("ORDER-200", "Other", entry("sap", "order.create", "ORDER-200", "Other"));
        place("ORDER-201", "Other", entry("sap", "order.create", "ORDER-201", "Other"));
        assertThat(claim("sap", 4))
                .extracting(it -> it.what().site())
                .containsExactlyInAnyOrder("RefArch", "Other", "RefArch", "Other");
        assertThat(claim("sap", 4)).extracting(it -> it.what().site()).containsOnly("RefArch");
    }

    @ParameterizedTest
    @EnumSource
    void effectsCommitWithTheEnd(Kit.Kind kind) {
        open(kind);
        place("ORDER-001");
        OrderId id = new OrderId("ORDER-001");
        await(database.outbox()
                .done(claim("sap", 1).get(0), "4711", Optional.of(new OrderEffect.Confirmed(id, "4711"))));
        var record = await(database.orders().find(id)).orElseThrow();
        assertThat(record.stage()).isEqualTo(Stage.CONFIRMED);
        assertThat(record.erpNumber()).contains("4711");
        await(database.outbox()
                .done(
                        claim("points", 1).get(0),
                        "J1",
                        Optional.of(new OrderEffect.PointsBooked(id, "ORDER-001-A", "J1"))));
        assertThat(await(database.orders().find(id)).orElseThrow().journals()).containsEntry("ORDER-001-A", "J1");
    }

    @ParameterizedTest
    @EnumSource
    void twoAtOnceNeverLeaseTheSame(Kit.Kind kind) {
        open(kind);
        for (int i = 0; i < 30; i++) {
            place("ORDER-1" + i, "RefArch", entry("sap", "order.create", "ORDER-1" + i, "RefArch"));
        }
        var first = database.outbox().claim("sap", SITES, 20, LONG);
        var second = database.outbox().claim("sap", SITES, 20, LONG);
        List<String> all = new ArrayList<>();
        await(first).forEach(it -> all.add(it.id()));
        await(second).forEach(it -> all.add(it.id()));
        assertThat(all).hasSize(30).doesNotHaveDuplicates();
    }
}
