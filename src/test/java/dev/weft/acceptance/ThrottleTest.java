package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One client asks as often as it may, is told so, and does not take from others. */
class ThrottleTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(text, "browse: { rate: 50/s, burst: 100 }", "browse: { rate: 5/m, burst: 5 }"),
                    "personal: { rate: 20/s, burst: 40 }",
                    "personal: { rate: 20/s, burst: 30 }"));

    @Test
    void aClientOverItsRateIsToldWhenToComeBack() {
        Storefront guest = WEFT.guest();
        String path = "/v1/products/" + WEFT.sandbox().sku();
        for (int left = 4; left >= 0; left--) {
            Answer answer = guest.get(path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("ratelimit-policy")).isEqualTo("\"browse\";q=5;w=60");
            assertThat(answer.header("ratelimit")).startsWith("\"browse\";r=" + left + ";t=");
        }
        WEFT.sandbox().resetCounts();
        Answer refused = guest.get(path);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too_many_requests");
        assertThat(refused.header("ratelimit")).startsWith("\"browse\";r=0;t=");
        int retryAfter = Integer.parseInt(refused.header("retry-after"));
        assertThat(retryAfter).isBetween(1, 12);
        assertThat(refused.header("ratelimit")).endsWith(";t=" + retryAfter);
        assertThat(WEFT.sandbox().calls("scapi")).isZero();
    }

    @Test
    void othersAndOtherRoutesKeepTheirOwn() {
        Storefront shopper = WEFT.shopper();
        String path = "/v1/availability?skus=" + WEFT.sandbox().sku();
        Answer last = shopper.get(path);
        for (int i = 0; i < 6 && last.status() == 200; i++) {
            last = shopper.get(path);
        }
        assertThat(last.status()).isEqualTo(429);
        assertThat(shopper.get("/v1/me").status()).isEqualTo(200);
        assertThat(WEFT.guest().get(path).status()).isEqualTo(200);
    }
}
