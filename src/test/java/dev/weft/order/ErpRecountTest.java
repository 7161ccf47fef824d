package dev.weft.order;

import static dev.weft.order.OrderDeliveriesTest.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.Outcome;
import dev.weft.outbox.Recount.Surplus;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErpRecountTest {
    private static final OrderId ID = new OrderId("W-10000001");
    private static final String REFUND = "W-10000001-R1";

    private final RequestContext context = new ManualClock().request(1000);
    private Future<List<String>> live = Future.succeededFuture(List.of());
    private OrderRecord record = confirmed(ID.value());

    private final OrderSink erp = new Counted() {
        @Override
        public Future<List<String>> liveOrders(Order order, RequestContext context) {
            return live;
        }

        @Override
        public Future<List<String>> liveRefunds(Order order, Refund refund, RequestContext context) {
            return live.map(numbers ->
                    numbers.stream().map(it -> refund.reference() + "/" + it).toList());
        }
    };

    private Optional<Surplus> count(NewEntry ended) {
        return OrderDeliveries.recount(new OneOrder(record), erp)
                .count(ended, context)
                .result();
    }

    private Outcome released(Surplus surplus) {
        Entry entry = new Entry("e", surplus.entry(), 1, 0, 1, Optional.empty(), Instant.EPOCH);
        return OrderDeliveries.erp(new OneOrder(record), erp, RefundListener.NONE)
                .send(entry, context)
                .result();
    }

    private static NewEntry ended(String type, String refund) {
        return new NewEntry(
                "sap", type, "order", ID.value(), "site", Payload.of(ID, refund).text());
    }

    private void live(String... numbers) {
        live = Future.succeededFuture(List.of(numbers));
    }

    @Test
    void oneDocumentOrNoneIsNotTooMuch() {
        live("4711");
        assertThat(count(ended("order.create", ""))).isEmpty();
        live();
        assertThat(count(ended("order.create", ""))).isEmpty();
    }

    @Test
    void twoAreSetAsideInTheSameLaneAndNamed() {
        live("4712", "4711");
        Surplus surplus = count(ended("order.create", "")).orElseThrow();
        assertThat(surplus.entry())
                .isEqualTo(new NewEntry(
                        "sap",
                        "order.duplicate",
                        "order",
                        ID.value(),
                        "site",
                        "{\"order\":\"W-10000001\",\"documents\":\"4711 4712\"}"));
        assertThat(surplus.reason()).isEqualTo("2 documents where 1 should be: 4711, 4712");
    }

    @Test
    void whatAnOperatorWasToldOfIsNoNewsAndAThirdOneIs() {
        live("4711", "47/12 ä\"");
        NewEntry told = count(ended("order.create", "")).orElseThrow().entry();
        Surplus again = count(ended("order.create", "")).orElseThrow();
        assertThat(again.news().test(List.of())).isTrue();
        assertThat(again.news().test(List.of(told))).isFalse();
        live("4711", "47/12 ä\"", "4713");
        assertThat(count(ended("order.create", "")).orElseThrow().news().test(List.of(told)))
                .isTrue();
    }

    @Test
    void aRefundHasItsOwnDocumentsAndItsOwnNews() {
        live("1", "2");
        NewEntry order = count(ended("order.create", "")).orElseThrow().entry();
        record = with(record.stage(), Optional.of("4711"), Refund.State.CONFIRMED);
        Surplus refund = count(ended("order.refund", REFUND)).orElseThrow();
        assertThat(refund.reason()).contains(REFUND + "/1, " + REFUND + "/2");
        assertThat(refund.news().test(List.of(order))).isTrue();
        assertThat(count(ended("order.refund", "W-10000001-R2"))).isEmpty();
    }

    @Test
    void nothingShouldBeThereOfARefundGivenUp() {
        live("1");
        record = with(Stage.CONFIRMED, Optional.of("4711"), Refund.State.PENDING);
        assertThat(count(ended("order.refund", REFUND))).isEmpty();
        record = with(Stage.CONFIRMED, Optional.of("4711"), Refund.State.FAILED);
        assertThat(count(ended("order.refund", REFUND))).isPresent();
    }

    @Test
    void nothingShouldBeThereOfAnOrderCancelledButTheDocumentThatWas() {
        live("4711");
        record = with(Stage.CANCELLED, Optional.of("4711"), Refund.State.FAILED);
        assertThat(count(ended("order.create", ""))).isEmpty();
        live("4711", "4712");
        assertThat(count(ended("order.create", "")).orElseThrow().reason())
                .isEqualTo("1 document where 0 should be: 4712");
        live("4711");
        record = with(Stage.CANCELLED, Optional.empty(), Refund.State.FAILED);
        assertThat(count(ended("order.create", ""))).isPresent();
    }

    @Test
    void anErpThatDoesNotTellIsAFailureAndNotNone() {
        live = Future.failedFuture(
                Failure.of(Failure.Reason.TIMEOUT, "sap", "late").asException());
        assertThat(OrderDeliveries.recount(new OneOrder(record), erp)
                        .count(ended("order.create", ""), context)
                        .failed())
                .isTrue();
    }

    @Test
    void onceReleasedItIsSetAsideAgainUntilOneIsLeftWhichThenIsTheOrder() {
        live("4711", "4712");
        Surplus surplus = count(ended("order.create", "")).orElseThrow();
        assertThat(released(surplus)).isInstanceOf(Outcome.Rejected.class);
        live = Future.failedFuture(
                Failure.of(Failure.Reason.TIMEOUT, "sap", "late").asException());
        assertThat(released(surplus)).isInstanceOf(Outcome.Uncertain.class);
        live("4712");
        assertThat(released(surplus))
                .isEqualTo(new Outcome.Applied("4712", Optional.of(new OrderEffect.Confirmed(ID, "4712"))));
        live();
        assertThat(released(surplus)).isEqualTo(new Outcome.Applied("none left", Optional.empty()));
    }

    @Test
    void anOperatorMaySayWhichOneCountsOrThatAllStand() {
        live("4711", "4712");
        NewEntry duplicate = count(ended("order.create", "")).orElseThrow().entry();
        assertThat(OrderEntries.settled(duplicate, "4712")).contains(new OrderEffect.Confirmed(ID, "4712"));
        assertThat(OrderEntries.givenUp(duplicate)).isEmpty();
    }

    private OrderRecord with(Stage stage, Optional<String> number, Refund.State refund) {
        return new OrderRecord(
                record.order(),
                stage,
                false,
                number,
                record.refunded(),
                List.of(new Refund(REFUND, 1, Map.of(1, 1), false, 0, 500, 0, 0, 0, 0, refund, Instant.EPOCH)),
                record.person(),
                Map.of(),
                1,
                Instant.EPOCH);
    }

    /** An ERP that is only counted in. */
    private abstract static class Counted implements OrderSink {
        @Override
        public Future<Outcome> create(Order order, Person person, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> findOrder(Order order, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> cancel(Order order, String number, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> findCancel(Order order, String number, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> refund(Order order, String number, Refund refund, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Outcome> findRefund(Order order, String number, Refund refund, RequestContext context) {
            return unused();
        }

        @Override
        public Future<Optional<Fulfilment>> status(Order order, String number, RequestContext context) {
            return unused();
        }

        @Override
        public Duration lag() {
            return Duration.ZERO;
        }

        private static <T> Future<T> unused() {
            return Future.failedFuture(new UnsupportedOperationException("not asked for"));
        }
    }
}
