package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.outbox.Delivery;
import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.Outcome;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderDeliveriesTest {
    private static final OrderId ID = new OrderId("W-10000001");
    private static final Routing ROUTING = new Routing("erp", Optional.of("loyalty"), Optional.of("commerce"));
    private static final Person PERSON = person();

    private final RequestContext context = new ManualClock().request(1000);
    private final List<String> called = new ArrayList<>();
    private final Map<String, PointsSink.Booking> bookings = new HashMap<>();
    private Future<List<String>> live = Future.succeededFuture(List.of());
    private final List<Long> forgiven = new ArrayList<>();
    private final List<String> mismatches = new ArrayList<>();
    private SpentPoints spentPoints = SpentPoints.FORGIVE;
    private Outcome answer = new Outcome.Applied("4711", Optional.empty());

    private final OrderSink erp = new OrderSink() {
        @Override
        public Future<Outcome> create(Order order, Person person, RequestContext context) {
            return told("create");
        }

        @Override
        public Future<Outcome> findOrder(Order order, RequestContext context) {
            return told("findOrder");
        }

        @Override
        public Future<Outcome> cancel(Order order, String number, RequestContext context) {
            return told("cancel " + number);
        }

        @Override
        public Future<Outcome> findCancel(Order order, String number, RequestContext context) {
            return told("findCancel " + number);
        }

        @Override
        public Future<Outcome> refund(Order order, String number, Refund refund, RequestContext context) {
            return told("refund " + number + " " + refund.reference());
        }

        @Override
        public Future<Outcome> findRefund(Order order, String number, Refund refund, RequestContext context) {
            return told("findRefund " + number + " " + refund.reference());
        }

        @Override
        public Future<Optional<Fulfilment>> status(Order order, String number, RequestContext context) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<List<String>> liveOrders(Order order, RequestContext context) {
            called.add("liveOrders");
            return live;
        }

        @Override
        public Future<List<String>> liveRefunds(Order order, Refund refund, RequestContext context) {
            called.add("liveRefunds " + refund.reference());
            return live;
        }

        @Override
        public Duration lag() {
            return Duration.ofSeconds(3);
        }
    };
    private final PointsSink ledger = new PointsSink() {
        @Override
        public Future<Outcome> book(Booking booking, RequestContext context) {
            bookings.put(booking.reference(), booking);
            return told("book " + booking.reference());
        }

        @Override
        public Future<Outcome> find(Booking booking, RequestContext context) {
            return told("find " + booking.reference());
        }

        @Override
        public Duration lag() {
            return Duration.ofSeconds(3);
        }

        @Override
        public SpentPoints spentPoints() {
            return spentPoints;
        }
    };

    private Future<Outcome> told(String call) {
        called.add(call);
        return Future.succeededFuture(answer);
    }

    @Test
    void anAcceptedOrderPaysItsPointsFirstAndEarnsThemLast() {
        assertThat(OrderEntries.forOrder(order(100), ROUTING))
                .extracting(NewEntry::type, NewEntry::lane)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("points.redeem", "loyalty"),
                        org.assertj.core.groups.Tuple.tuple("order.create", "erp"),
                        org.assertj.core.groups.Tuple.tuple("points.accrue", "loyalty"));
        assertThat(OrderEntries.forOrder(order(0), new Routing("erp", Optional.empty(), Optional.empty())))
                .extracting(NewEntry::type)
                .containsExactly("order.create");
    }

    @Test
    void pointsThatNobodyTakesPayForNoOrder() {
        Routing nobody = new Routing("erp", Optional.empty(), Optional.empty());
        assertThatIllegalStateException().isThrownBy(() -> OrderEntries.forOrder(order(100), nobody));
    }

    @Test
    void entriesCarryIdsAlone() {
        Refund refund = refund(Refund.State.PENDING, 50);
        NewEntry entry = OrderEntries.forRefund(order(100), refund, ROUTING).get(0);
        assertThat(entry.payload()).isEqualTo("{\"order\":\"W-10000001\",\"refund\":\"W-10000001-1\"}");
        assertThat(entry.aggregateId()).isEqualTo("W-10000001");
        assertThat(Payload.of(entry).refund()).isEqualTo("W-10000001-1");
    }

    @Test
    void aCreatedOrderIsConfirmedUnderItsNumber() {
        assertThat(erp(record(Stage.ACCEPTED, ""))
                        .send(entry("order.create", ""), context)
                        .result())
                .isEqualTo(new Outcome.Applied("4711", Optional.of(new OrderEffect.Confirmed(ID, "4711"))));
        assertThat(erp(record(Stage.ACCEPTED, ""))
                        .ask(entry("order.create", ""), context)
                        .result())
                .isEqualTo(new Outcome.Applied("4711", Optional.of(new OrderEffect.Confirmed(ID, "4711"))));
        assertThat(called).containsExactly("create", "findOrder");
    }

    @Test
    void anOrderCancelledBeforeItWasSentNeverIs() {
        Outcome outcome = erp(record(Stage.CANCELLING, ""))
                .send(entry("order.create", ""), context)
                .result();
        assertThat(((Outcome.Applied) outcome).effect()).contains(new OrderEffect.Cancelled(ID));
        erp(record(Stage.CANCELLED, "")).send(entry("order.cancel", ""), context);
        loyalty(record(Stage.CANCELLING, "")).send(entry("points.redeem", ""), context);
        loyalty(record(Stage.CANCELLED, "")).send(entry("points.accrue", ""), context);
        loyalty(record(Stage.CANCELLED, "")).send(entry("points.give_back", ""), context);
        assertThat(called).isEmpty();
    }

    @Test
    void aDoubtfulCreateIsFoundEvenWhereItWasCancelledMeanwhile() {
        Outcome outcome = erp(record(Stage.CANCELLING, ""))
                .ask(entry("order.create", ""), context)
                .result();
        assertThat(((Outcome.Applied) outcome).effect()).contains(new OrderEffect.Confirmed(ID, "4711"));
    }

    @Test
    void pointsInDoubtAreAskedForEvenWhereTheOrderWasCancelledMeanwhile() {
        answer = new Outcome.Applied("J-1", Optional.empty());
        Outcome redeemed = loyalty(record(Stage.CANCELLING, ""))
                .ask(entry("points.redeem", ""), context)
                .result();
        Outcome earned = loyalty(record(Stage.CANCELLED, "4711"))
                .ask(entry("points.accrue", ""), context)
                .result();
        assertThat(called).containsExactly("find W-10000001-REDEEM", "find W-10000001-ACCRUE");
        assertThat(((Outcome.Applied) redeemed).effect())
                .contains(new OrderEffect.PointsBooked(ID, "W-10000001-REDEEM", "J-1"));
        assertThat(((Outcome.Applied) earned).effect())
                .contains(new OrderEffect.PointsBooked(ID, "W-10000001-ACCRUE", "J-1"));
    }

    @Test
    void anErasedPersonIsNotSent() {
        OrderRecord erased = with(record(Stage.ACCEPTED, ""), Optional.empty());
        assertThat(erp(erased).send(entry("order.create", ""), context).result())
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(called).isEmpty();
    }

    @Test
    void aCancellationTheErpRefusesEndsAndTheOrderGoesOn() {
        answer = new Outcome.Rejected("shipped already", Optional.empty());
        Outcome outcome = erp(record(Stage.CANCELLING, "4711"))
                .send(entry("order.cancel", ""), context)
                .result();
        assertThat(((Outcome.Applied) outcome).effect()).contains(new OrderEffect.CancelRefused(ID));
        loyalty(record(Stage.CONFIRMED, "4711")).send(entry("points.take_back", ""), context);
        assertThat(called).containsExactly("cancel 4711");
    }

    @Test
    void aRefundIsConfirmedUnderItsDocument() {
        OrderRecord record = refunded(record(Stage.SHIPPED, "4711"), refund(Refund.State.PENDING, 50));
        answer = new Outcome.Applied("CM-1", Optional.empty());
        assertThat(erp(record)
                        .send(entry("order.refund", "W-10000001-1"), context)
                        .result())
                .isEqualTo(new Outcome.Applied(
                        "CM-1", Optional.of(new OrderEffect.RefundConfirmed(ID, "W-10000001-1", "CM-1"))));
        assertThat(erp(record)
                        .send(entry("order.refund", "W-10000001-9"), context)
                        .result())
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void aRefundBesideTheBooksIsToldAndNeverSent() {
        Refund tooMuch = new Refund(
                "W-10000001-1", 1, Map.of(), false, 0, 2_001, 0, 0, 0, 0, Refund.State.PENDING, Instant.EPOCH);
        Outcome outcome = erp(refunded(record(Stage.SHIPPED, "4711"), tooMuch))
                .send(entry("order.refund", "W-10000001-1"), context)
                .result();
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(mismatches).containsExactly(ID + ": amount 2001 of 2000");
        assertThat(called).isEmpty();
    }

    @Test
    void pointsGoBackAgainstTheJournalTheyWereBookedIn() {
        OrderRecord record = refunded(record(Stage.SHIPPED, "4711"), refund(Refund.State.CONFIRMED, 50));
        Outcome outcome = loyalty(record)
                .send(entry("points.give_back", "W-10000001-1"), context)
                .result();
        PointsSink.Booking booking = bookings.values().iterator().next();
        assertThat(booking.reverses()).isEqualTo("J-REDEEM");
        assertThat(booking.points()).isEqualTo(50);
        assertThat(booking.whole()).isFalse();
        assertThat(booking.kind()).isEqualTo(PointsSink.Kind.REVERSE_REDEMPTION);
        assertThat(((Outcome.Applied) outcome).effect())
                .contains(new OrderEffect.PointsBooked(ID, "W-10000001-1-GIVE", "4711"));
    }

    @Test
    void aCancellationGivesBackAllPointsThatAreLeftAtOnce() {
        loyalty(record(Stage.CANCELLED, "4711")).send(entry("points.give_back", ""), context);
        loyalty(record(Stage.CANCELLED, "4711")).send(entry("points.take_back", ""), context);
        assertThat(bookings.get("W-10000001-CANCEL-GIVE").whole()).isTrue();
        assertThat(bookings.get("W-10000001-CANCEL-GIVE").points()).isEqualTo(100);
        assertThat(bookings.get("W-10000001-CANCEL-TAKE").points()).isEqualTo(20);
        assertThat(bookings.get("W-10000001-CANCEL-TAKE").reverses()).isEqualTo("J-ACCRUE");
    }

    @Test
    void pointsThatPaidComeBackBeforeEarnedOnesAreTaken() {
        assertThat(OrderEntries.forRefund(order(100), refund(Refund.State.PENDING, 50), ROUTING))
                .extracting(NewEntry::type)
                .containsExactly("order.refund", "points.give_back", "points.take_back");
        assertThat(OrderEntries.forCancel(order(100), ROUTING))
                .extracting(NewEntry::type)
                .containsExactly("order.cancel", "points.give_back", "points.take_back");
    }

    @Test
    void spentPointsAreForgivenWithANoteSoThatNothingWaitsForThem() {
        answer = PointsSink.SPENT;
        OrderRecord record = refunded(record(Stage.SHIPPED, "4711"), refund(Refund.State.CONFIRMED, 50));
        Outcome outcome = loyalty(record)
                .send(entry("points.take_back", "W-10000001-1"), context)
                .result();
        assertThat(outcome).isEqualTo(new Outcome.Applied("forgiven: 10 points were spent already", Optional.empty()));
        assertThat(forgiven).containsExactly(10L);
    }

    @Test
    void spentPointsWaitForAnOperatorWhereTheProgrammeWantsThat() {
        answer = PointsSink.SPENT;
        spentPoints = SpentPoints.PARK;
        OrderRecord record = refunded(record(Stage.SHIPPED, "4711"), refund(Refund.State.CONFIRMED, 50));
        assertThat(loyalty(record)
                        .send(entry("points.take_back", "W-10000001-1"), context)
                        .result())
                .isEqualTo(PointsSink.SPENT);
        assertThat(forgiven).isEmpty();
    }

    @Test
    void anotherRefusalOfTheLedgerIsForgivenNowhere() {
        answer = new Outcome.Rejected("process_refused", Optional.empty());
        OrderRecord record = refunded(record(Stage.SHIPPED, "4711"), refund(Refund.State.CONFIRMED, 50));
        assertThat(loyalty(record)
                        .send(entry("points.take_back", "W-10000001-1"), context)
                        .result())
                .isEqualTo(answer);
    }

    @Test
    void aRefundThatFailedMovesNoPoints() {
        OrderRecord record = refunded(record(Stage.SHIPPED, "4711"), refund(Refund.State.FAILED, 50));
        loyalty(record).send(entry("points.give_back", "W-10000001-1"), context);
        assertThat(called).isEmpty();
    }

    private List<Outcome> unread(Throwable cause) {
        OrderStore store = OneOrder.unreadable(record(Stage.CONFIRMED, "4711"), cause);
        Entry create = entry("order.create", "");
        return List.of(
                OrderDeliveries.erp(store, erp, RefundListener.NONE)
                        .send(create, context)
                        .result(),
                OrderDeliveries.erp(store, erp, RefundListener.NONE)
                        .ask(create, context)
                        .result(),
                OrderDeliveries.loyalty(store, ledger, forgiven::add)
                        .send(entry("points.redeem", ""), context)
                        .result());
    }

    @Test
    void aDarkStoreIsNobodysFault() {
        Failure dark = Failure.of(Failure.Reason.CONNECT, "store", "away");
        assertThat(unread(dark.asException())).allMatch(new Outcome.NotTried(dark)::equals);
        assertThat(called).isEmpty();
    }

    @Test
    void anOrderNobodyCanReadIsItsOwnFault() {
        List<Outcome> outcomes = unread(new IllegalStateException("a document in the store is not a Order"));
        assertThat(((Outcome.NotApplied) outcomes.get(0)).down()).isFalse();
        assertThat(((Outcome.Uncertain) outcomes.get(1)).failure().reason()).isEqualTo(Failure.Reason.INTERNAL);
        assertThat(((Outcome.NotApplied) outcomes.get(2)).down()).isFalse();
    }

    private Delivery erp(OrderRecord record) {
        return OrderDeliveries.erp(new OneOrder(record), erp, (order, what) -> mismatches.add(order + ": " + what));
    }

    private Delivery loyalty(OrderRecord record) {
        return OrderDeliveries.loyalty(new OneOrder(record), ledger, forgiven::add);
    }

    private static Entry entry(String type, String refund) {
        NewEntry what = new NewEntry(
                "lane",
                type,
                "order",
                ID.value(),
                "site",
                Payload.of(ID, refund).text());
        return new Entry("e", what, 1, 0, 1, Optional.empty(), Instant.EPOCH);
    }

    private static OrderRecord record(Stage stage, String number) {
        return new OrderRecord(
                order(100),
                stage,
                false,
                number.isEmpty() ? Optional.empty() : Optional.of(number),
                OrderRecord.Refunded.NOTHING,
                List.of(),
                Optional.of(PERSON),
                number.isEmpty() ? Map.of() : Map.of("W-10000001-REDEEM", "J-REDEEM", "W-10000001-ACCRUE", "J-ACCRUE"),
                1,
                Instant.EPOCH);
    }

    private static OrderRecord with(OrderRecord record, Optional<Person> person) {
        return new OrderRecord(
                record.order(),
                record.stage(),
                false,
                record.erpNumber(),
                record.refunded(),
                record.refunds(),
                person,
                record.journals(),
                1,
                Instant.EPOCH);
    }

    private static OrderRecord refunded(OrderRecord record, Refund refund) {
        return new OrderRecord(
                record.order(),
                record.stage(),
                false,
                record.erpNumber(),
                record.refunded(),
                List.of(refund),
                record.person(),
                record.journals(),
                1,
                Instant.EPOCH);
    }

    private static Refund refund(Refund.State state, long points) {
        return new Refund("W-10000001-1", 1, Map.of(1, 1), false, 0, 500, 50, 0, points, 10, state, Instant.EPOCH);
    }

    /** An order the ERP has. */
    static OrderRecord confirmed(String id) {
        return new OrderRecord(
                order(new OrderId(id), 0),
                Stage.CONFIRMED,
                false,
                Optional.of("4711"),
                OrderRecord.Refunded.NOTHING,
                List.of(),
                Optional.of(PERSON),
                Map.of(),
                1,
                Instant.EPOCH);
    }

    private static Order order(long points) {
        return order(ID, points);
    }

    private static Order order(OrderId id, long points) {
        UnitRun run = new UnitRun(2, 1000, 0, points / 2, points / 2, 10);
        return new Order(
                id,
                new Buyer("slas", "site", "customer", true),
                Instant.EPOCH,
                new Order.Basket(
                        "EUR",
                        true,
                        List.of(new OrderLine(1, Sku.of("sku-1"), 2, 1000, 0, 0)),
                        0,
                        new Shipping("standard", 0, 0),
                        "de-DE"),
                new Books(Map.of(1, List.of(run)), new UnitRun(1, 0, 0, 0, 0, 0), 2000),
                new Payment("pay-1", "card", 2000 - points, points, points),
                Order.Origin.NONE,
                List.of());
    }

    private static Person person() {
        Person.Address address =
                new Person.Address("A", "B", "Street 1", Optional.empty(), "1000", "City", Optional.empty(), "DE");
        return new Person("a@example.test", Optional.empty(), address, address);
    }
}
