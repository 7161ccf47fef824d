package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A site whose orders' prices nobody asks the ERP for: that the ERP is dark is known from what it was sent. */
class UncheckedPricesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    text,
                    "locales: [de-DE, en-GB], issuer: slas, commerce: scapi, erp: sap,",
                    "locales: [de-DE, en-GB], orders: { checkPrices: false }, issuer: slas, commerce: scapi, erp: sap,"));

    private final OrderKit kit = new OrderKit(WEFT);
    private final Http http = new Http();

    private Answer ordered(Storefront guest, String sku, BigDecimal price) {
        return kit.keyed(guest, kit.key()).post("/v1/orders", kit.order(sku, 1, price));
    }

    private void awaitLane(String dark) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                http.send(Http.request("http://127.0.0.1:" + WEFT.adminPort() + "/metrics"))
                                        .body()
                                        .lines())
                        .contains("weft_outbox_lane_dark{lane=\"sap\"} " + dark));
    }

    @Test
    void onceTheLaneKnowsThatTheErpIsDarkOrdersAreToldSo() {
        Storefront guest = WEFT.guest();
        String sku = kit.stocked(guest);
        BigDecimal price = kit.price(guest, sku).add(BigDecimal.ONE); // nobody asks the ERP whether it is right
        assertThat(ordered(guest, sku, price).status()).isEqualTo(201);
        WEFT.sandbox().fault("sap", "{'offline':true}");
        for (int i = 0; i < 6; i++) {
            assertThat(ordered(guest, sku, price).status()).isIn(201, 202);
        }
        awaitLane("1.0");
        Answer dark = ordered(guest, sku, price);
        assertThat(dark.status()).as(dark.toString()).isEqualTo(202);

        WEFT.sandbox().clearFaults();
        awaitLane("0.0");
        assertThat(ordered(guest, sku, price).status()).isEqualTo(201);
    }
}
