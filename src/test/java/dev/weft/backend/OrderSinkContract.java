package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.client.BackendClient;
import dev.weft.inventory.Sourced;
import dev.weft.kernel.Failure;
import dev.weft.order.Fulfilment;
import dev.weft.order.Order;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderSink;
import dev.weft.order.Payment;
import dev.weft.order.Refund;
import dev.weft.outbox.Outcome;
import dev.weft.sandbox.Sandbox;
import dev.weft.sandbox.SandboxSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every ERP behind {@link OrderSink} must do, shown on the simulated one with and without faults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OrderSinkContract {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient control = HttpClient.newHttpClient();
    private String origin = "";
    private Optional<OrderSink> opened = Optional.empty();

    /** The system's name in the sandbox. */
    abstract String system();

    abstract OrderSink open(Vertx loop, String base);

    Vertx loop() {
        return vertx;
    }

    String base() {
        return origin + "/" + system();
    }

    private OrderSink sink() {
        return opened.orElseThrow();
    }

    @BeforeAll
    void start() {
        SandboxSettings small = new SandboxSettings("127.0.0.1", 0, 42, 2, 120, 400, List.of());
        origin = "http://127.0.0.1:"
                + CannedBackend.await(vertx, () -> Sandbox.start(vertx, small)).port();
        opened = Optional.of(open(vertx, origin + "/" + system()));
    }

    @AfterAll
    void stop() {
        vertx.close().await();
    }

    @BeforeEach
    void emptyBooks() {
        control("DELETE", "/_sandbox/faults", "");
        control("DELETE", "/_sandbox/books", "");
    }

    @Test
    void createsAnOrderAndFindsItByOurReference() {
        Order order = Orders.of("WEFT-0001");
        assertThat(ask(it -> it.findOrder(order, CannedBackend.context()))).isInstanceOf(Outcome.NotApplied.class);
        Outcome created = create(order);
        Outcome found = ask(it -> it.findOrder(order, CannedBackend.context()));

        assertThat(created).isInstanceOf(Outcome.Applied.class).isEqualTo(found);
        JsonObject kept = kept(order).getJsonObject(0);
        assertThat(kept.getString("number")).isEqualTo(number(created));
        assertThat(kept.getLong("total")).isEqualTo(order.books().total());
        JsonObject row = kept.getJsonArray("rows").getJsonObject(0);
        assertThat(row.getString("sku")).isEqualTo("10000001");
        assertThat(row.getString("plant")).isEqualTo("1010");
        assertThat(row.getInteger("quantity")).isEqualTo(2);
        assertThat(row.getLong("amount")).isEqualTo(10_001);
    }

    /** What the system keeps of {@link #paidInPart}, by its own names. */
    abstract Map<String, String> toldOf();

    /** An order of which a hundred points paid one euro. */
    private static Order paidInPart(Order order) {
        return new Order(
                order.id(),
                order.buyer(),
                order.placedAt(),
                order.basket(),
                order.books(),
                new Payment("psp-1", "card", 12_391, 100, 100),
                order.origin(),
                order.sourced());
    }

    @Test
    void isToldWhereTheGoodsGoAndHowTheyWerePaid() {
        Order order = paidInPart(Orders.of("WEFT-TOLD-1"));
        assertThat(create(order)).isInstanceOf(Outcome.Applied.class);
        Map<String, String> told = new java.util.HashMap<>();
        kept(order).getJsonObject(0).getJsonObject("told").forEach(it -> told.put(it.getKey(), (String) it.getValue()));
        assertThat(told).containsAllEntriesOf(toldOf());
    }

    @Test
    void entersALineOfSeveralPlacesAsSeveralItems() {
        Order order = Orders.of("WEFT-0002")
                .withSourced(List.of(
                        new Sourced(1, Orders.SKU, "hamburg", 1),
                        new Sourced(1, Orders.SKU, "lyon", 1),
                        new Sourced(2, Orders.OTHER, "lyon", 1)));
        create(order);
        JsonArray rows = kept(order).getJsonObject(0).getJsonArray("rows");

        assertThat(rows).hasSize(3);
        assertThat(rows.getJsonObject(0).getLong("amount")).isEqualTo(5_001);
        assertThat(rows.getJsonObject(1).getLong("amount")).isEqualTo(5_000);
        assertThat(rows.getJsonObject(1).getString("plant")).isEqualTo("1011");
    }

    @Test
    void isInDoubtWhereTheAnswerNeverComesAndLearnsTheTruthByAsking() {
        for (String fault : List.of("applied-502", "applied-503", "reset", "garbage", "wrong-length", "500", "503")) {
            Order order = Orders.of("WEFT-DOUBT-" + fault.toUpperCase(java.util.Locale.ROOT));
            fault("{\"operation\":\"orderCreate\",\"error\":\"" + fault + "\"}");
            assertThat(create(order)).as(fault).isInstanceOf(Outcome.Uncertain.class);
            control("DELETE", "/_sandbox/faults", "");

            Outcome truth = ask(it -> it.findOrder(order, CannedBackend.context()));
            boolean nothing = fault.startsWith("50");
            assertThat(truth).as(fault).isInstanceOf(nothing ? Outcome.NotApplied.class : Outcome.Applied.class);
            assertThat(kept(order)).as("sent once").hasSize(nothing ? 0 : 1);
        }
    }

    @Test
    void isInDoubtAfterATimeoutAndSendsNothingTwice() {
        Order order = Orders.of("WEFT-0003");
        warmUp();
        fault("{\"operation\":\"orderCreate\",\"error\":\"applied-timeout\"}");

        Outcome outcome = CannedBackend.await(vertx, () -> sink().create(order, Orders.PERSON, shortly()));
        assertThat(outcome).isInstanceOf(Outcome.Uncertain.class);
        Awaitility.await()
                .untilAsserted(() -> assertThat(kept(order)).hasSize(1)); // it may have read it a little later
        assertThat(history(order)).isEqualTo("U");
    }

    @Test
    void knowsThatNothingHappenedWhereTheSystemSaysLater() {
        Order order = Orders.of("WEFT-0004");
        fault("{\"error\":\"429\"}");
        Outcome outcome = create(order);
        assertThat(outcome).isInstanceOf(Outcome.NotApplied.class);
        assertThat(((Outcome.NotApplied) outcome).down()).isTrue();
        assertThat(kept(order)).isEmpty();
    }

    @Test
    void cannotTellWhereTheQuestionIsNotAnswered() {
        Order order = Orders.of("WEFT-0005");
        create(order);
        fault("{\"operation\":\"orderLookup\",\"error\":\"503\"}");

        assertThat(ask(it -> it.findOrder(order, CannedBackend.context()))).isInstanceOf(Outcome.Uncertain.class);
    }

    @Test
    void knowsThatNothingWasSentWhereNobodyListens() {
        OrderSink nobody = open(vertx, "http://127.0.0.1:1/" + system());
        Outcome outcome = CannedBackend.await(
                vertx, () -> nobody.create(Orders.of("WEFT-0006"), Orders.PERSON, CannedBackend.context()));

        assertThat(outcome).isInstanceOf(Outcome.NotApplied.class);
        assertThat(((Outcome.NotApplied) outcome).failure().reason()).isEqualTo(Failure.Reason.CONNECT);
        assertThat(((Outcome.NotApplied) outcome).down()).isTrue();
    }

    @Test
    void isRefusedForGoodWhatTheSystemCannotBook() {
        assertThat(create(Orders.of("WEFT-0007", "99999999"))).isInstanceOf(Outcome.Rejected.class);
        assertThat(create(Orders.of("WEFT-0008").withSourced(List.of(new Sourced(1, Orders.SKU, "atlantis", 2)))))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void asksInsteadOfGivingUpWhereTheReferenceIsTaken() {
        Order order = Orders.of("WEFT-0009");
        Outcome first = create(order);
        fault("{\"duplicates\":\"refused\"}");

        assertThat(create(order)).isInstanceOf(Outcome.Uncertain.class);
        assertThat(ask(it -> it.findOrder(order, CannedBackend.context()))).isEqualTo(first);
        assertThat(kept(order)).hasSize(1);
    }

    @Test
    void cancelsOnceAndAgainButNotTooLate() {
        Order order = Orders.of("WEFT-0010");
        String number = number(create(order));
        assertThat(ask(it -> it.findCancel(order, number, CannedBackend.context())))
                .isInstanceOf(Outcome.NotApplied.class);
        assertThat(ask(it -> it.cancel(order, number, CannedBackend.context()))).isInstanceOf(Outcome.Applied.class);
        assertThat(ask(it -> it.cancel(order, number, CannedBackend.context()))).isInstanceOf(Outcome.Applied.class);
        assertThat(ask(it -> it.findCancel(order, number, CannedBackend.context())))
                .isInstanceOf(Outcome.Applied.class);

        Order late = Orders.of("WEFT-0011");
        String lateNumber = number(create(late));
        move(late, "picking");
        assertThat(ask(it -> it.cancel(late, lateNumber, CannedBackend.context())))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void tellsHowFarAnOrderIs() {
        Order order = Orders.of("WEFT-0012");
        String number = number(create(order));
        assertThat(status(order, number).orElseThrow().stage()).isEqualTo(OrderRecord.Stage.CONFIRMED);
        move(order, "picking");
        assertThat(status(order, number).orElseThrow().stage()).isEqualTo(OrderRecord.Stage.PICKING);
        move(order, "shipped");
        Fulfilment shipped = status(order, number).orElseThrow();
        assertThat(shipped.stage()).isEqualTo(OrderRecord.Stage.SHIPPED);
        assertThat(shipped.shipments()).hasSize(1);
        assertThat(status(order, "2999999999")).isEmpty();
    }

    @Test
    void refundsInPartsToTheLastUnitAndFindsEachByItsReference() {
        Order order = Orders.of("WEFT-0013");
        String number = number(create(order));
        Refund first = Orders.refund(order, 1, Map.of(1, 1), false, 0, 5_001);
        Refund second = Orders.refund(order, 2, Map.of(1, 1, 2, 1), true, 0, 5_000 + 2_000 + 490);

        assertThat(find(order, number, first)).isInstanceOf(Outcome.NotApplied.class);
        Outcome booked = refund(order, number, first);
        assertThat(booked).isInstanceOf(Outcome.Applied.class);
        assertThat(find(order, number, first)).isEqualTo(booked);
        assertThat(refund(order, number, second)).isInstanceOf(Outcome.Applied.class);

        JsonArray refunds = kept(order).getJsonObject(0).getJsonArray("refunds");
        assertThat(refunds.stream()
                        .mapToLong(it -> ((JsonObject) it).getLong("total"))
                        .sum())
                .isEqualTo(order.books().total());
        assertThat(refund(order, number, Orders.refund(order, 3, Map.of(1, 1), false, 0, 100)))
                .as("more than there was")
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void refundsALineOfSeveralPlacesOneAfterTheOther() {
        Order order = Orders.of("WEFT-0015")
                .withSourced(List.of(
                        new Sourced(1, Orders.SKU, "hamburg", 1),
                        new Sourced(1, Orders.SKU, "lyon", 1),
                        new Sourced(2, Orders.OTHER, "lyon", 1)));
        String number = number(create(order));

        assertThat(refund(order, number, Orders.refund(order, 1, Map.of(1, 1), false, 0, 5_001)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(refund(order, number, Orders.refund(order, 2, Map.of(1, 1), false, 0, 5_000)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(refund(order, number, Orders.refund(order, 3, Map.of(1, 1), false, 0, 1)))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void unitsOfADocumentThatWasRejectedAreThereToRefundAgain() {
        Order order = Orders.of("WEFT-0021")
                .withSourced(List.of(
                        new Sourced(1, Orders.SKU, "hamburg", 1),
                        new Sourced(1, Orders.SKU, "lyon", 1),
                        new Sourced(2, Orders.OTHER, "lyon", 1)));
        String number = number(create(order));
        String first = number(refund(order, number, Orders.refund(order, 1, Map.of(1, 1), false, 0, 5_001)));
        control("PUT", "/_sandbox/refunds/" + system() + "/" + first, "{\"rejected\":true}");

        assertThat(refund(order, number, Orders.refund(order, 2, Map.of(1, 1), false, 0, 5_001)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(refund(order, number, Orders.refund(order, 3, Map.of(1, 1), false, 0, 5_000)))
                .isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void refundsAnAmountWithoutUnits() {
        Order order = Orders.of("WEFT-0014");
        String number = number(create(order));

        assertThat(refund(order, number, Orders.refund(order, 1, Map.of(), false, 250, 250)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(kept(order)
                        .getJsonObject(0)
                        .getJsonArray("refunds")
                        .getJsonObject(0)
                        .getLong("total"))
                .isEqualTo(250);
    }

    @Test
    void aRefundWorthNothingIsDoneWithoutACallAndHoldsUpNone() {
        Order order = Orders.of("WEFT-0022");
        String number = number(create(order));
        fault("{\"offline\":true}");
        assertThat(refund(order, number, Orders.refund(order, 1, Map.of(1, 1), false, 0, 0)))
                .isEqualTo(OrderSink.NOTHING_TO_BOOK);
        control("DELETE", "/_sandbox/faults", "");

        assertThat(credited(order)).isEmpty();
        assertThat(refund(order, number, Orders.refund(order, 2, Map.of(2, 1), false, 0, 2_000)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(credited(order)).containsExactly(2_000L);
    }

    /** Of a currency nobody knows no amount can be told: it stands for any mistake of ours. */
    @Test
    void aMistakeInMakingADocumentMeansThatNothingWasSent() {
        Order order = Orders.inCurrency("N0NE", Orders.of("WEFT-0023"));
        for (Outcome outcome :
                List.of(create(order), refund(order, "4711", Orders.refund(order, 1, Map.of(1, 1), false, 0, 100)))) {
            assertThat(outcome).isInstanceOfSatisfying(Outcome.NotApplied.class, unsent -> {
                assertThat(unsent.down()).as("it is this order's").isFalse();
                assertThat(unsent.failure().reason()).isEqualTo(Failure.Reason.INTERNAL);
            });
        }
        assertThat(kept(order)).isEmpty();
    }

    @Test
    void creditsNoMoreThanARefundGivesBackWhereTooLittleIsLeftForItsParts() {
        Order order = Orders.of("WEFT-0019");
        String number = number(create(order));
        refund(order, number, Orders.refund(order, 1, Map.of(), false, 12_200, 12_200));
        assertThat(refund(order, number, Orders.refund(order, 2, Map.of(), true, 0, 200)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(refund(order, number, Orders.refund(order, 3, Map.of(1, 2, 2, 1), false, 0, 91)))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(credited(order)).containsExactlyInAnyOrder(12_200L, 200L, 91L);

        Order together = Orders.of("WEFT-0020");
        String its = number(create(together));
        refund(together, its, Orders.refund(together, 1, Map.of(), false, 12_091, 12_091));
        assertThat(refund(together, its, Orders.refund(together, 2, Map.of(1, 2, 2, 1), true, 0, 400)))
                .as("less than the shipping alone")
                .isInstanceOf(Outcome.Applied.class);
        assertThat(credited(together)).containsExactlyInAnyOrder(12_091L, 400L);
    }

    private List<Long> credited(Order order) {
        return kept(order).getJsonObject(0).getJsonArray("refunds").stream()
                .map(it -> ((JsonObject) it).getLong("total"))
                .toList();
    }

    @Test
    void tellsAllDocumentsOfAReferenceButThoseCancelled() {
        Order order = Orders.of("WEFT-0016");
        assertThat(live(order)).isEmpty();
        fault("{\"duplicates\":\"allowed\"}");
        String first = number(create(order));
        String second = number(create(order));
        create(Orders.of("WEFT-0017"));
        assertThat(live(order)).containsExactlyInAnyOrder(first, second);

        assertThat(ask(it -> it.cancel(order, first, CannedBackend.context()))).isInstanceOf(Outcome.Applied.class);
        assertThat(live(order)).containsExactly(second);

        Refund refund = Orders.refund(order, 1, Map.of(1, 1), false, 0, 5_001);
        String booked = number(refund(order, second, refund));
        refund(order, second, Orders.refund(order, 2, Map.of(1, 1), false, 0, 5_000));
        assertThat(CannedBackend.await(vertx, () -> sink().liveRefunds(order, refund, CannedBackend.context())))
                .containsExactly(booked);
    }

    @Test
    void cannotTellDocumentsWhereTheQuestionIsNotAnswered() {
        Order order = Orders.of("WEFT-0018");
        create(order);
        fault("{\"operation\":\"orderLookup\",\"error\":\"503\"}");
        assertThat(CannedBackend.await(
                        vertx,
                        () -> sink().liveOrders(order, CannedBackend.context())
                                .map(List::size)
                                .otherwise(-1)))
                .isEqualTo(-1);
    }

    private List<String> live(Order order) {
        return CannedBackend.await(vertx, () -> sink().liveOrders(order, CannedBackend.context()));
    }

    Outcome create(Order order) {
        return ask(it -> it.create(order, Orders.PERSON, CannedBackend.context()));
    }

    private Outcome refund(Order order, String number, Refund refund) {
        return ask(it -> it.refund(order, number, refund, CannedBackend.context()));
    }

    private Outcome find(Order order, String number, Refund refund) {
        return ask(it -> it.findRefund(order, number, refund, CannedBackend.context()));
    }

    private Optional<Fulfilment> status(Order order, String number) {
        return CannedBackend.await(vertx, () -> sink().status(order, number, CannedBackend.context()));
    }

    Outcome ask(Function<OrderSink, Future<Outcome>> question) {
        return CannedBackend.await(vertx, () -> question.apply(sink()));
    }

    /** Credentials and tokens are got once, so that a short deadline is for the order alone. */
    private void warmUp() {
        create(Orders.of("WEFT-WARM-UP"));
    }

    private static dev.weft.kernel.RequestContext shortly() {
        return CannedBackend.context()
                .withDeadline(CannedBackend.context().deadline().within(java.time.Duration.ofSeconds(1)));
    }

    static String number(Outcome outcome) {
        return ((Outcome.Applied) outcome).result();
    }

    JsonArray kept(Order order) {
        return about(order).getJsonArray("orders");
    }

    private String history(Order order) {
        return about(order).getJsonObject("history").getString(system() + ".order");
    }

    private JsonObject about(Order order) {
        return new JsonObject(control("GET", "/_sandbox/orders/" + system() + "/" + order.id(), ""));
    }

    void move(Order order, String state) {
        control("PUT", "/_sandbox/orders/" + system() + "/" + order.id(), "{\"state\":\"" + state + "\"}");
    }

    void fault(String json) {
        control("PUT", "/_sandbox/faults/" + system(), json);
    }

    String control(String method, String path, String body) {
        try {
            return control.send(
                            HttpRequest.newBuilder(URI.create(origin + path))
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static BackendClient client(Vertx loop, String name, String base, dev.weft.backend.client.BackendAuth auth) {
        return CannedBackend.client(loop, name, base, auth);
    }
}
