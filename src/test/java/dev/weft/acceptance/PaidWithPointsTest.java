package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Points are money only where somebody takes them, from whoever has some, for what the site says they are worth. */
class PaidWithPointsTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(
                            text,
                            "locales: [de-DE, en-GB], issuer: slas, commerce: scapi, erp: sap,",
                            "locales: [de-DE, en-GB], orders: { pointValue: 0.01 }, issuer: slas, commerce: scapi,"
                                    + " erp: sap,"),
                    "locales: [en-GB], issuer: slas, commerce: scapi, erp: sap, crm: crm, loyalty: loyalty",
                    "locales: [en-GB], issuer: slas, commerce: scapi, erp: sap, crm: crm"));

    private final OrderKit kit = new OrderKit(WEFT);

    /** One unit, paid with {@code points} worth {@code value}, the rest with money. */
    private String body(Storefront storefront, int points, String value) {
        String sku = kit.stocked(storefront);
        BigDecimal price = kit.price(storefront, sku);
        BigDecimal total = price.add(new BigDecimal("4.90"));
        return kit.order(sku, 1, price)
                .replace(
                        "\"amount\":" + total + "}",
                        "\"amount\":" + total.subtract(new BigDecimal(value)) + "},\"points\":{\"redeem\":" + points
                                + ",\"value\":" + value + "}");
    }

    private static List<String> faults(Answer answer) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo("invalid_order");
        List<String> faults = new ArrayList<>();
        answer.at("/errors")
                .forEach(fault -> faults.add(fault.path("pointer").asText() + " "
                        + fault.path("code").asText()));
        return faults;
    }

    @Test
    void aMembersPointsAreTakenFromTheLedgerForWhatTheyAreWorth() {
        Storefront member = WEFT.shopper();
        int before = WEFT.sandbox().books("loyalty").path("journals").asInt();
        Answer order = kit.keyed(member, kit.key()).post("/v1/orders", body(member, 100, "1.00"));
        assertThat(order.status()).as(order.toString()).isEqualTo(201);
        assertThat(order.at("/points/redeemed").asInt()).isEqualTo(100);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                WEFT.sandbox().books("loyalty").path("journals").asInt())
                        .as("redeemed, and earned on the rest")
                        .isEqualTo(before + 2));
    }

    @Test
    void anotherValueIsRefusedWithTheRightOne() {
        Storefront member = WEFT.shopper();
        Answer order = kit.keyed(member, kit.key()).post("/v1/orders", body(member, 100, "2.00"));
        assertThat(faults(order)).containsExactly("/points/value points_value");
        assertThat(order.at("/errors/0/detail").asText()).contains("1.00");
    }

    @Test
    void aGuestHasNoneAndHearsItAmongAllThatIsWrong() {
        Storefront guest = WEFT.guest();
        String body = body(guest, 100, "1.00");
        assertThat(faults(kit.keyed(guest, kit.key()).post("/v1/orders", body)))
                .containsExactly("/points points_of_a_guest");
        assertThat(faults(kit.keyed(guest, kit.key())
                        .post(
                                "/v1/orders",
                                body.replace("ada@example.com", "ada").replace(":100,", ":0,"))))
                .containsExactlyInAnyOrder("/points points_of_a_guest", "/points/redeem format", "/email format");
    }

    @Test
    void aSiteWithoutALedgerTakesNone() {
        Storefront british = WEFT.as(WEFT.sandbox().guestOf("WeftUK"));
        String body = body(british, 100, "1.00").replace("EUR", "GBP");
        assertThat(faults(kit.keyed(british, kit.key()).post("/v1/orders", body)))
                .containsExactly("/points points_not_taken");
    }
}
