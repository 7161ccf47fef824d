package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.KeyRule;
import dev.weft.backend.sap.SapOrderRules;
import dev.weft.backend.sap.SapOrderSink;
import dev.weft.backend.sap.SapSettings;
import dev.weft.kernel.Secret;
import dev.weft.order.Order;
import dev.weft.order.OrderSink;
import dev.weft.order.Refund;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SapOrderSinkTest extends OrderSinkContract {
    @Override
    String system() {
        return "sap";
    }

    @Override
    OrderSink open(Vertx loop, String base) {
        return open(
                loop,
                base,
                SapOrderRules.USUAL.withTold(
                        new SapOrderRules.Told(Optional.of("SH"), Optional.of("TX01"), Map.of("standard", "01"))));
    }

    @Override
    Map<String, String> toldOf() {
        return Map.of(
                "ShippingCondition", "01",
                "PartnerFunction", "SH",
                "OrganizationName1", "Ada Example",
                "StreetName", "Testweg 1",
                "PostalCode", "20095",
                "CityName", "Hamburg",
                "Country", "DE",
                "CorrespondenceLanguage", "DE",
                "EmailAddress", "ada@example.com",
                "LongText/TX01",
                        "reference: psp-1\nmethod: card\namount: 123.91 EUR\npoints: 100\npoints' value: 1.00 EUR");
    }

    @Test
    void withoutAFunctionAndATextSapIsToldNeither() {
        OrderSink silent = open(loop(), base(), SapOrderRules.USUAL.withTold(shipping(Map.of())));
        Order order = Orders.of("WEFT-TOLD-2");
        CannedBackend.await(loop(), () -> silent.create(order, Orders.PERSON, CannedBackend.context()));
        assertThat(kept(order).getJsonObject(0).getJsonObject("told")).isEmpty();
    }

    private static SapOrderRules.Told shipping(Map<String, String> conditions) {
        return new SapOrderRules.Told(Optional.empty(), Optional.empty(), conditions);
    }

    @Test
    void aShippingMethodThatTheTableLeavesOutIsNotGuessedAt() {
        OrderSink express = open(loop(), base(), SapOrderRules.USUAL.withTold(shipping(Map.of("express", "02"))));
        Order order = Orders.of("WEFT-SHIP-1");
        Outcome outcome =
                CannedBackend.await(loop(), () -> express.create(order, Orders.PERSON, CannedBackend.context()));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        it -> assertThat(it.toString()).contains("no_shipping_condition_for_method"));
        assertThat(kept(order)).as("SAP has not heard of it").isEmpty();
    }

    @Test
    void ofAMethodWithNoneSapIsToldNothing() {
        OrderSink usual = open(
                loop(), base(), SapOrderRules.USUAL.withTold(shipping(Map.of("standard", SapOrderRules.Told.UNTOLD))));
        Order order = Orders.of("WEFT-SHIP-2");
        CannedBackend.await(loop(), () -> usual.create(order, Orders.PERSON, CannedBackend.context()));
        assertThat(kept(order).getJsonObject(0).getJsonObject("told")).isEmpty();
    }

    private static OrderSink open(Vertx loop, String base, SapOrderRules rules) {
        Map<String, String> plants = new LinkedHashMap<>();
        plants.put("1010", "hamburg");
        plants.put("1011", "lyon");
        SapSettings settings = SapSettings.of(
                Map.of("WeftEU", new SapSettings.Site("1010", "10", plants)),
                new KeyRule("", 18, "", Map.of()),
                new KeyRule("wsh", 10, "", Map.of()));
        BackendAuth user = new BackendAuth.Basic("WEFT_GW", new Secret("sandbox-secret"));
        return new SapOrderSink(client(loop, "sap", base, user), settings, rules);
    }

    @Test
    void unitsComeBackAsAReturnOnlyOnceSomethingHasLeft() {
        OrderSink sink = open(loop(), base(), SapOrderRules.USUAL.withReturns());
        Order order = Orders.of("WEFT-RETURN-1");
        String number = number(create(order));
        Refund early = Orders.refund(order, 1, Map.of(1, 1), false, 0, 5_001);
        Refund late = Orders.refund(order, 2, Map.of(1, 1), false, 0, 5_000);

        Outcome credit = booked(sink, order, number, early);
        move(order, "shipped");
        Outcome returned = booked(sink, order, number, late);

        assertThat(kept(order).getJsonObject(0).getJsonArray("refunds").stream()
                        .map(it -> ((JsonObject) it).getString("kind")))
                .containsExactlyInAnyOrder("credit", "return");
        assertThat(found(sink, order, number, early)).isEqualTo(credit);
        assertThat(found(sink, order, number, late)).isEqualTo(returned);
        assertThat(CannedBackend.await(loop(), () -> sink.liveRefunds(order, late, CannedBackend.context())))
                .containsExactly(number(returned));
    }

    @Test
    void unitsWorthNothingComeBackAsAReturnAndNeverAsACredit() {
        OrderSink sink = open(loop(), base(), SapOrderRules.USUAL.withReturns());
        Order order = Orders.of("WEFT-RETURN-2");
        String number = number(create(order));
        Refund early = Orders.refund(order, 1, Map.of(1, 1), false, 0, 0);
        assertThat(CannedBackend.await(loop(), () -> sink.refund(order, number, early, CannedBackend.context())))
                .isEqualTo(OrderSink.NOTHING_TO_BOOK);
        move(order, "shipped");
        booked(sink, order, number, Orders.refund(order, 2, Map.of(1, 1), false, 0, 0));

        assertThat(kept(order).getJsonObject(0).getJsonArray("refunds").stream()
                        .map(it -> ((JsonObject) it).getString("kind")))
                .containsExactly("return");
    }

    private Outcome booked(OrderSink sink, Order order, String number, Refund refund) {
        assertThat(found(sink, order, number, refund)).isInstanceOf(Outcome.NotApplied.class);
        Outcome outcome =
                CannedBackend.await(loop(), () -> sink.refund(order, number, refund, CannedBackend.context()));
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        return outcome;
    }

    private Outcome found(OrderSink sink, Order order, String number, Refund refund) {
        return CannedBackend.await(loop(), () -> sink.findRefund(order, number, refund, CannedBackend.context()));
    }

    private record Half(Order order, String number) {}

    /** An order of two items of which a cancellation took one out before SAP went away. */
    private Half halfCancelled(String name) {
        for (int i = 0; i < 60; i++) {
            Order order = Orders.of("WEFT-" + name + "-" + i);
            String number = number(create(order));
            fault("{\"operation\":\"orderChange\",\"error\":\"502\",\"errorRate\":0.5}");
            Outcome cancelled = ask(it -> it.cancel(order, number, CannedBackend.context()));
            control("DELETE", "/_sandbox/faults", "");
            if (rejected(order) == 1) {
                assertThat(cancelled).isInstanceOf(Outcome.Uncertain.class);
                return new Half(order, number);
            }
        }
        throw new AssertionError("no cancellation of sixty stopped half-way");
    }

    private long rejected(Order order) {
        return kept(order).getJsonObject(0).getJsonArray("rows").stream()
                .filter(row -> ((JsonObject) row).getBoolean("rejected"))
                .count();
    }

    @Test
    void aCancellationThatStoppedHalfWayIsCompletedByTheNext() {
        Half half = halfCancelled("HALF");
        assertThat(ask(it -> it.findCancel(half.order(), half.number(), CannedBackend.context())))
                .as("one of two is not cancelled")
                .isInstanceOf(Outcome.NotApplied.class);
        assertThat(ask(it -> it.cancel(half.order(), half.number(), CannedBackend.context())))
                .isEqualTo(AfterSend.applied(half.number()));
        assertThat(rejected(half.order())).isEqualTo(2);
        assertThat(ask(it -> it.findCancel(half.order(), half.number(), CannedBackend.context())))
                .isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void halfCancelledAndTooLateForTheRestIsNotToldAsRefused() {
        Half half = halfCancelled("LATE");
        move(half.order(), "picking");
        Outcome outcome = ask(it -> it.cancel(half.order(), half.number(), CannedBackend.context()));
        assertThat(outcome).isInstanceOf(Outcome.NotApplied.class);
        assertThat(((Outcome.NotApplied) outcome).failure().detail()).contains("half_cancelled");
        assertThat(((Outcome.NotApplied) outcome).down())
                .as("it is this order's")
                .isFalse();
    }
}
