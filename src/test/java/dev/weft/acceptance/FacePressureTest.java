package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which refusals of SCAPI's have everybody shown what is remembered, even if it is old. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FacePressureTest {
    private static final AtomicLong AHEAD = new AtomicLong();
    private static final String PRODUCTS = "/product/shopper-products/v1" + FaceShopper.ORG;
    private static final String CODES = "/shopper/auth/v1" + FaceShopper.ORG + "/oauth2/otp/request";

    @RegisterExtension
    @Order(1)
    static final Tap TAP = new Tap();

    @RegisterExtension
    @Order(2)
    static final RunningWeft WEFT = RunningWeft.timed(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.operated(text),
                    "url: http://127.0.0.1:9100/scapi",
                    "url: http://127.0.0.1:" + TAP.port() + "/scapi"),
            () -> System.nanoTime() + AHEAD.get());

    private final FaceShopper shopper = new FaceShopper(WEFT);

    private static void later(int seconds) {
        AHEAD.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    /** How often SCAPI is asked for a page with stock of its own, of a store that is none of this site's, which is not to be old. */
    private int asked(String sku) {
        int before = WEFT.sandbox().calls("scapi", "product");
        String target = PRODUCTS + "/products/" + sku;
        assertThat(shopper.face("GET", target, "", "&inventoryIds=inventory_store_le1")
                        .statusCode())
                .isEqualTo(200);
        return WEFT.sandbox().calls("scapi", "product") - before;
    }

    @Test
    void oneShoppersQuotaIsNobodyElsesAndABurstOfShedReadsIsEverybodys() {
        TAP.answer(
                "/otp/request",
                request -> request.response()
                        .setStatusCode(429)
                        .putHeader("retry-after", "60")
                        .end("{\"status_code\":429,\"message\":\"too many codes\"}"));
        TAP.answer(
                "/categories/busy",
                request -> request.response().setStatusCode(503).end("{}"));
        String sku = WEFT.sandbox().sku();
        String token = shopper.token();
        assertThat(ScapiCalls.throughTheFace(WEFT)
                        .get(token, ScapiCalls.context(token))
                        .status())
                .as("as a page asks; without a context the guest is as others are")
                .isEqualTo(404);
        assertThat(asked(sku)).isEqualTo(1);
        assertThat(asked(sku)).as("remembered").isZero();
        later(6);
        for (int i = 0; i < 10; i++) {
            assertThat(shopper.face("POST", CODES, "{}").statusCode()).isEqualTo(429);
        }
        assertThat(asked(sku)).as("as if nothing had been").isEqualTo(1);
        later(6);
        for (int i = 0; i < 3; i++) {
            assertThat(shopper.face("GET", PRODUCTS + "/categories/busy" + i, "")
                            .statusCode())
                    .isEqualTo(503);
        }
        assertThat(asked(sku)).as("SCAPI is spared").isZero();
        later(6);
        assertThat(asked(sku)).as("and no longer").isEqualTo(1);
    }
}
