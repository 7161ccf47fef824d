package dev.weft.store;

import static dev.weft.store.Kit.await;
import static dev.weft.store.Samples.MUG;
import static dev.weft.store.Samples.NOON;
import static dev.weft.store.Samples.entry;
import static dev.weft.store.Samples.level;
import static dev.weft.store.Samples.order;
import static dev.weft.store.Samples.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.order.Buyer;
import dev.weft.order.Claim;
import dev.weft.order.Order;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.order.OrderStore.Placement;
import dev.weft.outbox.Doubts.Page;
import dev.weft.outbox.Doubts.Place;
import dev.weft.outbox.Doubts.Search;
import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.OutboxStore.Again;
import dev.weft.outbox.OutboxStore.EntryRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Finding what took more than one attempt, and setting aside what is one too many, on both databases. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("DoubtsContractTest")
class DoubtsContractTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Set<String> CREATES = Set.of("order.create");

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

    private void place(String id, String... types) {
        Order order = order(id, new Buyer("shop", "RefArch", "ann", true), Order.Origin.NONE, wanted(1, MUG, 1));
        List<NewEntry> entries = new ArrayList<>();
        for (String type : types) {
            entries.add(entry("sap", type, id, "RefArch"));
        }
        await(database.orders()
                .place(new Placement(
                        new Claim("key-" + id, "print"),
                        order,
                        Samples.person(),
                        Samples.IN_ORDER,
                        entries,
                        Samples::answer)));
    }

    private Entry claim() {
        return Awaitility.await()
                .until(
                        () -> await(database.outbox().claim("sap", List.of("RefArch"), 1, LONG)),
                        claimed -> !claimed.isEmpty())
                .get(0);
    }

    private List<Entry> due() {
        return await(database.outbox().claim("sap", List.of("RefArch"), 10, LONG));
    }

    private void again(Entry entry) {
        assertThat(await(database.outbox().again(entry, new Again(Duration.ZERO, true, true, false, "late"))))
                .isTrue();
    }

    private void done(Entry entry) {
        assertThat(await(database.outbox().done(entry, "4711", Optional.empty())))
                .isTrue();
    }

    private void sentTwice(String id) {
        place(id, "order.create");
        again(claim());
        done(claim());
    }

    private Page ended(Set<String> types, int limit, Optional<Place> from) {
        return await(database.doubts()
                .ended(new Search("sap", types, Duration.ofMillis(-1), Duration.ofHours(1), limit), from));
    }

    private boolean setAside(String id, String payload, boolean news) {
        NewEntry entry = new NewEntry("sap", "order.duplicate", "order", id, "RefArch", payload);
        return await(database.doubts().setAside(entry, "two of them", before -> news));
    }

    private List<String> entries(String id) {
        return await(database.outbox().ofAggregate(id)).stream()
                .map(it -> it.what().type() + " " + it.state())
                .toList();
    }

    private EntryRecord duplicate(String id) {
        return await(database.outbox().ofAggregate(id)).stream()
                .filter(it -> it.what().type().equals("order.duplicate"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsOverAndTookMoreThanOneAttemptIsFound(Kit.Kind kind) {
        open(kind);
        place("ORDER-ONCE", "order.create");
        done(claim());
        sentTwice("ORDER-TWICE");
        place("ORDER-OPEN", "order.create");
        again(claim());
        assertThat(ended(CREATES, 10, Optional.empty()).entries())
                .extracting(NewEntry::aggregateId)
                .containsExactly("ORDER-TWICE");
        assertThat(ended(Set.of("order.refund"), 10, Optional.empty()).entries())
                .isEmpty();
        Search later = new Search("sap", CREATES, Duration.ofMinutes(1), Duration.ofHours(1), 10);
        assertThat(await(database.doubts().ended(later, Optional.empty())).entries())
                .isEmpty();
        Search other = new Search("points", CREATES, Duration.ofMillis(-1), Duration.ofHours(1), 10);
        assertThat(await(database.doubts().ended(other, Optional.empty())).entries())
                .isEmpty();
    }

    /** Who takes one of two documents out of the ERP may take the one that was told us first. */
    @ParameterizedTest
    @EnumSource
    void whatIsThereTwiceIsNotCancelledByTheEndOfOne(Kit.Kind kind) {
        open(kind);
        sentTwice("ORDER-TWICE");
        assertThat(setAside("ORDER-TWICE", "{\"order\":\"ORDER-TWICE\"}", true)).isTrue();
        assertThat(afterCancellation("ORDER-TWICE")).isNotEqualTo(Stage.CANCELLED);
        assertThat(await(database.outbox().release(duplicate("ORDER-TWICE").id(), "op")))
                .isTrue();
        done(claim());
        assertThat(afterCancellation("ORDER-TWICE")).isEqualTo(Stage.CANCELLED);
    }

    private Stage afterCancellation(String id) {
        await(database.orders().progress(new OrderId(id), Stage.CANCELLED));
        return await(database.orders().find(new OrderId(id))).orElseThrow().stage();
    }

    @ParameterizedTest
    @EnumSource
    void pagesFollowOneAnotherAndNothingIsFoundTwice(Kit.Kind kind) {
        open(kind);
        for (int i = 0; i < 5; i++) {
            sentTwice("ORDER-" + i + "00");
        }
        List<String> found = new ArrayList<>();
        Optional<Place> place = Optional.empty();
        for (int i = 0; i < 4; i++) {
            Page page = ended(CREATES, 2, place);
            page.entries().forEach(it -> found.add(it.aggregateId()));
            place = Optional.of(page.next());
        }
        assertThat(found).containsExactly("ORDER-000", "ORDER-100", "ORDER-200", "ORDER-300", "ORDER-400");
        sentTwice("ORDER-NEXT");
        Optional<Place> next = place;
        Awaitility.await()
                .until(
                        () -> ended(CREATES, 2, next).entries(),
                        entries -> entries.stream()
                                .map(NewEntry::aggregateId)
                                .toList()
                                .equals(List.of("ORDER-NEXT")));
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsStandsBehindWhatIsSetAsideUntilThatIsReleasedAndOver(Kit.Kind kind) {
        open(kind);
        place("ORDER-001", "order.create", "points.accrue", "order.export");
        again(claim());
        done(claim());
        assertThat(setAside("ORDER-001", "{}", true)).isTrue();
        assertThat(entries("ORDER-001"))
                .containsExactly(
                        "order.create DONE", "order.duplicate PARKED", "points.accrue WAITING", "order.export WAITING");
        assertThat(due()).isEmpty();
        assertThat(await(database.orders().find(new OrderId("ORDER-001")))
                        .orElseThrow()
                        .parked())
                .isTrue();

        EntryRecord parked = duplicate("ORDER-001");
        assertThat(parked.lastError()).isEqualTo("two of them");
        assertThat(await(database.outbox().release(parked.id(), "bob"))).isTrue();
        Entry released = claim();
        assertThat(released.what().type()).isEqualTo("order.duplicate");
        assertThat(released.unsettledSince()).isEmpty();
        assertThat(due()).isEmpty();
        done(released);
        assertThat(claim().what().type()).isEqualTo("points.accrue");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUnderWayEndsAndNothingFollowsIt(Kit.Kind kind) {
        open(kind);
        place("ORDER-001", "order.create", "order.refund", "order.cancel");
        done(claim());
        Entry refund = claim();
        assertThat(setAside("ORDER-001", "{}", true)).isTrue();
        assertThat(entries("ORDER-001"))
                .containsExactly(
                        "order.create DONE", "order.refund LEASED", "order.duplicate PARKED", "order.cancel WAITING");
        EntryRecord parked = duplicate("ORDER-001");
        assertThat(await(database.outbox().release(parked.id(), "bob"))).isTrue();
        assertThat(due()).as("released, but not its turn").isEmpty();
        done(refund);
        Entry released = claim();
        assertThat(released.what().type()).isEqualTo("order.duplicate");
        await(database.outbox().park(released, "still two", Optional.empty()));
        assertThat(due()).isEmpty();
        assertThat(await(database.outbox().settle(parked.id(), "bob", "4711", Optional.empty())))
                .isTrue();
        assertThat(claim().what().type()).isEqualTo("order.cancel");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAddedLaterWaitsToo(Kit.Kind kind) {
        open(kind);
        sentTwice("ORDER-001");
        assertThat(setAside("ORDER-001", "{}", true)).isTrue();
        NewEntry cancel = entry("sap", "order.cancel", "ORDER-001", "RefArch");
        await(database.orders()
                .change(
                        new OrderId("ORDER-001"),
                        new Claim("key-cancel", "print"),
                        record -> new dev.weft.order.OrderStore.Change(
                                new dev.weft.order.Answer(202, "", "application/json", "{}"),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(cancel))));
        assertThat(due()).isEmpty();
        await(database.outbox().settle(duplicate("ORDER-001").id(), "bob", "never", Optional.empty()));
        assertThat(claim().what()).isEqualTo(cancel);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoNewsIsNotWritten(Kit.Kind kind) {
        open(kind);
        sentTwice("ORDER-001");
        assertThat(setAside("ORDER-001", "{\"documents\":\"1 2\"}", true)).isTrue();
        List<NewEntry> seen = new ArrayList<>();
        NewEntry entry = new NewEntry("sap", "order.duplicate", "order", "ORDER-001", "RefArch", "{}");
        assertThat(await(database.doubts().setAside(entry, "again", before -> {
                    seen.addAll(before);
                    return false;
                })))
                .isFalse();
        assertThat(seen).extracting(NewEntry::payload).containsExactly("{\"documents\":\"1 2\"}");
        assertThat(entries("ORDER-001")).hasSize(2);
    }
}
