package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever asks the face counts as one client, whatever he makes up to be another each time. */
class FaceThrottleTest {
    private static final int BURST = 5;
    private static final String ORG = "/organizations/f_ecom_zzwf_001";
    private static final String CATEGORIES = "/product/shopper-products/v1" + ORG + "/categories/root?siteId=WeftEU";
    private static final String SIGN_IN = "/shopper/auth/v1" + ORG + "/oauth2/jwks";

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(
                            text,
                            "  personal: { rate: 20/s, burst: 40 }",
                            "  personal: { rate: 20/s, burst: 40 }\n  face: { rate: 5/m, burst: " + BURST + " }"),
                    "  requestDeadline: 2s\n",
                    "  requestDeadline: 2s\n  trustedProxies: [127.0.0.1]\n"));

    private static int asked(String path, String address, String token) {
        var request = Http.request("http://127.0.0.1:" + WEFT.port() + path).header("X-Forwarded-For", address);
        return new Http()
                .send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token))
                .statusCode();
    }

    @Test
    void aMadeUpTokenEachTimeIsNoNewClientEachTime() {
        for (int i = 0; i < BURST; i++) {
            String made = i % 2 == 0 ? UUID.randomUUID().toString() : "e30." + UUID.randomUUID() + ".AA";
            assertThat(asked(CATEGORIES, "192.0.2.1", made)).isEqualTo(401);
        }
        String good = WEFT.sandbox().guest();
        String forged = good.substring(0, good.lastIndexOf('.') + 1) + "AA".repeat(43);
        for (String made : List.of("another", forged, "")) {
            assertThat(asked(CATEGORIES, "192.0.2.1", made)).as(made).isEqualTo(429);
        }
        assertThat(asked(CATEGORIES, "192.0.2.2", "another")).as("a neighbour").isEqualTo(401);
    }

    @Test
    void theHolderOfAGoodTokenIsAClientOfHisOwnWhereverHeAsksFrom() {
        for (int i = 0; i < BURST; i++) {
            asked(CATEGORIES, "192.0.2.9", "spent");
        }
        String server = WEFT.sandbox().guest();
        for (int i = 0; i < BURST; i++) {
            assertThat(asked(CATEGORIES, "192.0.2.9", server)).isEqualTo(200);
        }
        assertThat(asked(CATEGORIES, "192.0.2.10", server)).isEqualTo(429);
        assertThat(asked(CATEGORIES, "192.0.2.9", WEFT.sandbox().guest()))
                .as("another good one")
                .isEqualTo(200);
    }

    @Test
    void whoSignsInCountsByNetworkWhateverTheToken() {
        for (int i = 0; i < BURST; i++) {
            assertThat(asked(SIGN_IN, "2001:db8:0:7::" + i, WEFT.sandbox().guest()))
                    .isEqualTo(200);
        }
        assertThat(asked(SIGN_IN, "2001:db8:0:7:aaaa:bbbb:cccc:dddd", "")).isEqualTo(429);
        assertThat(asked(SIGN_IN, "2001:db8:0:8::1", "")).isEqualTo(200);
    }
}
