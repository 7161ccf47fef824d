package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of an order as a storefront sees it, over real sockets, each answer held against the contract. */
class OrdersTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, text -> text);

    private final OrderKit kit = new OrderKit(WEFT);

    @Test
    void anAcceptedOrderIsThereForItsOwnerAndNobodyElse() {
        Storefront guest = WEFT.guest();
        String location = kit.placed(guest, 2).header("location");
        Answer mine = guest.get(location);
        assertThat(mine.status()).isEqualTo(200);
        assertThat(mine.at("/person/email").asText()).isEqualTo("ada@example.com");
        assertThat(guest.get("/v1/orders").at("/orders")).hasSize(1);
        assertThat(WEFT.guest().get(location).status()).isEqualTo(404);
        assertThat(WEFT.guest().get("/v1/orders").at("/orders")).isEmpty();
    }

    @Test
    void aRepeatGetsTheSameAnswerAndOtherContentIsRefused() {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        String body = kit.order(sku, 1, kit.price(guest, sku));
        Storefront keyed = kit.keyed(guest, kit.key());
        Answer first = keyed.post("/v1/orders", body);
        Answer again = keyed.post("/v1/orders", body.replace("\"quantity\":1", "\"quantity\": 1"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("idempotent-replayed")).isEqualTo("true");
        Answer other = keyed.post("/v1/orders", body.replace("Ada", "Eva"));
        assertThat(other.code()).isEqualTo("key_reused");
        assertThat(guest.get("/v1/orders").at("/orders")).hasSize(1);
    }

    /** A late repetition is under way itself while another comes, with the same content or with other: both are told what was kept. */
    @Test
    void repeatsAtOnceAreEachToldWhatWasKept() throws Exception {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        String body = kit.order(sku, 1, kit.price(guest, sku));
        Storefront keyed = kit.keyed(guest, kit.key());
        Answer first = keyed.post("/v1/orders", body);
        assertThat(first.status()).isEqualTo(201);
        ExecutorService threads = Executors.newFixedThreadPool(24);
        try {
            List<Future<Answer>> same = new ArrayList<>();
            List<Future<Answer>> other = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                same.add(threads.submit(() -> keyed.post("/v1/orders", body)));
                other.add(threads.submit(() -> keyed.post("/v1/orders", body.replace("Ada", "Eva"))));
            }
            for (Future<Answer> answer : same) {
                assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo(first.body());
            }
            for (Future<Answer> answer : other) {
                assertThat(answer.get(30, TimeUnit.SECONDS).code()).isEqualTo("key_reused");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void withoutAGoodKeyNothingHappens() {
        Storefront guest = WEFT.guest();
        assertThat(guest.post("/v1/orders", "{}").code()).isEqualTo("missing_idempotency_key");
        assertThat(kit.keyed(guest, "\"short\"").post("/v1/orders", "{}").code())
                .isEqualTo("malformed_idempotency_key");
        assertThat(kit.keyed(kit.keyed(guest, kit.key()), kit.key())
                        .post("/v1/orders", "{}")
                        .code())
                .isEqualTo("malformed_idempotency_key");
    }

    @Test
    void whatIsSoldOutIsNamedWithWhatIsLeft() {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        BigDecimal price = kit.price(guest, sku);
        int total = guest.get("/v1/products/" + sku + "?include=stock")
                .at("/stock/total")
                .asInt();
        Answer tooFew = kit.keyed(guest, kit.key()).post("/v1/orders", kit.order(sku, 998, price));
        assertThat(tooFew.code()).as(tooFew.toString()).isEqualTo("sold_out");
        assertThat(tooFew.at("/lines/0/available").asInt()).isEqualTo(total);
        assertThat(kit.keyed(guest, kit.key())
                        .post("/v1/orders", kit.order(sku, total, price))
                        .status())
                .isEqualTo(201);
        assertThat(kit.keyed(guest, kit.key())
                        .post("/v1/orders", kit.order(sku, 1, price))
                        .at("/lines/0/available")
                        .asInt())
                .isZero();
    }

    @Test
    void aPriceThatIsNotTheErpsIsAnsweredWithTheErps() {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        BigDecimal price = kit.price(guest, sku);
        Answer answer = kit.keyed(guest, kit.key()).post("/v1/orders", kit.order(sku, 1, price.add(BigDecimal.ONE)));
        assertThat(answer.code()).isEqualTo("prices_changed");
        assertThat(answer.at("/prices/0/unitPrice").decimalValue()).isEqualByComparingTo(price);
    }

    @Test
    void aDiscountBelowZeroIsRefused() {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        Answer answer = kit.keyed(guest, kit.key())
                .post(
                        "/v1/orders",
                        kit.order(sku, 1, kit.price(guest, sku))
                                .replace("\"taxation\":\"gross\",", "\"taxation\":\"gross\",\"discount\":-1.00,"));
        assertThat(answer.code()).as(answer.toString()).isEqualTo("invalid_order");
        assertThat(answer.at("/errors").findValuesAsText("pointer")).contains("/discount");
    }

    @Test
    void refundsInPartsAddUpAndNoMoreIsGivenBack() {
        Storefront guest = WEFT.guest();
        Answer order = kit.placed(guest, 3);
        String refunds = order.header("location") + "/refunds";
        BigDecimal sum = BigDecimal.ZERO;
        for (String wish : List.of(
                "{\"lines\":[{\"line\":1,\"quantity\":1}]}",
                "{\"amount\":1.00}",
                "{\"shipping\":true}",
                "{\"lines\":[{\"line\":1,\"quantity\":2}]}")) {
            Answer refund = kit.keyed(guest, kit.key()).post(refunds, wish);
            assertThat(refund.status()).as(refund.toString()).isEqualTo(201);
            sum = sum.add(refund.at("/amount").decimalValue());
        }
        assertThat(sum).isEqualByComparingTo(order.at("/total").decimalValue());
        assertThat(kit.keyed(guest, kit.key())
                        .post(refunds, "{\"amount\":0.01}")
                        .code())
                .isEqualTo("over_refund");
        Answer after = guest.get(order.header("location"));
        assertThat(after.at("/status").asText()).isEqualTo("refunded");
        assertThat(after.at("/refunded/tax").decimalValue()).isEqualByComparingTo("0.85");
        assertThat(kit.keyed(WEFT.guest(), kit.key())
                        .post(refunds, "{\"amount\":0.01}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anOrderCanBeCancelled() {
        Storefront guest = WEFT.guest();
        String location = kit.placed(guest, 1).header("location");
        Answer cancelled = kit.keyed(guest, kit.key()).send("DELETE", location);
        assertThat(cancelled.status()).as(cancelled.toString()).isIn(200, 202);
        assertThat(guest.get(location).at("/status").asText()).isIn("cancelling", "cancelled", "confirmed");
    }

    @Test
    void aCardNumberIsRefusedWhereverItStands() {
        Storefront guest = WEFT.guest();
        Answer answer =
                kit.keyed(guest, kit.key()).post("/v1/orders", "{\"payment\":{\"reference\":\"4111 1111-11111111\"}}");
        assertThat(answer.code()).isEqualTo("card_number");
    }

    @Test
    void cardNumbersAreRefusedInReservationsAndRefundsToo() {
        Storefront guest = WEFT.guest();
        Answer held = guest.post(
                "/v1/reservations",
                "{\"actionRequestId\":\"" + UUID.randomUUID() + "\",\"externalRefId\":\"4111 1111 1111 1111 12/27\","
                        + "\"records\":[{\"sku\":\"" + kit.stocked(guest) + "\",\"quantity\":1}]}");
        assertThat(held.status()).as(held.toString()).isEqualTo(400);
        assertThat(held.code()).isEqualTo("card_number");
        Answer refund = kit.keyed(guest, kit.key())
                .post(
                        kit.placed(guest, 1).header("location") + "/refunds",
                        "{\"lines\":[{\"line\":1,\"quantity\":1}],\"reason\":\"give it to 4111-1111-1111-1111\"}");
        assertThat(refund.status()).as(refund.toString()).isEqualTo(400);
        assertThat(refund.code()).isEqualTo("card_number");
    }

    @Test
    void whileTheErpIsDarkOrdersAreAcceptedAndToldSo() {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        BigDecimal price = kit.price(guest, sku);
        assertThat(kit.keyed(guest, kit.key())
                        .post("/v1/orders", kit.order(sku, 1, price))
                        .status())
                .isEqualTo(201);
        WEFT.sandbox().fault("sap", "{'offline':true}");
        Answer answer = kit.keyed(guest, kit.key()).post("/v1/orders", kit.order(sku, 1, price));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(guest.get(answer.header("location")).status()).isEqualTo(200);
    }

    /** Five keys, eight requests each at once, one of them with other content, one foreign shopper with the same keys. */
    @Test
    void aStormOfRepeatsMakesOneOrderForEachKey() {
        Storefront mine = WEFT.guest();
        Storefront foreign = WEFT.guest();
        String sku = kit.stocked(mine);
        String body = kit.order(sku, 1, kit.price(mine, sku));
        for (int round = 0; round < 5; round++) {
            String key = kit.key();
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(kit.keyed(mine, key).startPost("/v1/orders", i == 5 ? body.replace("Ada", "Eva") : body));
            }
            Answer theirs = kit.keyed(foreign, key).post("/v1/orders", body);
            Set<String> orders = new HashSet<>();
            for (CompletableFuture<Answer> pending : answers) {
                Answer answer = pending.join();
                assertThat(answer.status()).as(answer.toString()).isIn(201, 409, 422, 429);
                if (answer.status() == 201) {
                    orders.add(answer.header("location"));
                }
            }
            assertThat(orders).hasSize(1);
            assertThat(theirs.status()).as(theirs.toString()).isEqualTo(201);
            assertThat(orders).doesNotContain(theirs.header("location"));
        }
    }

    @Test
    void stockCanBeHeldAndLetGo() {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        String id = UUID.randomUUID().toString();
        String body = "{\"actionRequestId\":\"" + id + "\",\"records\":[{\"sku\":\"" + sku + "\",\"quantity\":1}]}";
        assertThat(guest.post("/v1/reservations", body).at("/state").asText()).isEqualTo("Created");
        assertThat(guest.post("/v1/reservations", body).at("/state").asText()).isEqualTo("Created");
        assertThat(WEFT.guest().get("/v1/reservations/" + id).status()).isEqualTo(404);
        assertThat(guest.send("DELETE", "/v1/reservations/" + id).at("/state").asText())
                .isEqualTo("Released");
    }
}
