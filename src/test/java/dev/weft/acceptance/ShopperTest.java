package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shopper's own screen, and who may see it. */
class ShopperTest {
    /** Of the sandbox's rule: every fiftieth shopper is unknown to the CRM, has no orders, and so on. */
    private static final String STRANGER = "wsh00000200";

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.standard();

    @Test
    void theShopperComesWholeAtOneCallPerSystem() {
        Answer answer = WEFT.shopper().get("/v1/me");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).isTrue();
        assertThat(answer.at("/customerId").asText()).isEqualTo(SharedSandbox.SHOPPER);
        assertThat(answer.at("/profile/email").asText()).endsWith("@example.com");
        assertThat(answer.at("/profile/phone").asText()).isNotEmpty();
        assertThat(answer.at("/loyalty/balances/0/points").isNumber()).isTrue();
        assertThat(answer.at("/orders")).isNotEmpty();
        assertThat(answer.at("/basket/lines")).isNotEmpty();
        for (String system : List.of("crm", "loyalty", "sap", "scapi")) {
            assertThat(WEFT.sandbox().calls(system)).as(system).isEqualTo(1);
        }
    }

    @Test
    void personalAnswersAreNeverStored() {
        Storefront shopper = WEFT.shopper();
        Answer first = shopper.get("/v1/me");
        assertThat(first.header("cache-control")).isEqualTo("private, no-store");
        assertThat(first.header("etag")).isEmpty();
        shopper.get("/v1/me");
        assertThat(WEFT.sandbox().calls("crm"))
                .as("asked again, not remembered")
                .isEqualTo(2);
    }

    @Test
    void twoShoppersNeverShareAnAnswer() {
        var one = WEFT.as(WEFT.sandbox().shopper("wsh00000001")).start("GET", "/v1/me");
        var two = WEFT.as(WEFT.sandbox().shopper("wsh00000002")).start("GET", "/v1/me");
        assertThat(one.join().at("/loyalty/number").asText()).isEqualTo("WC00000001");
        assertThat(two.join().at("/loyalty/number").asText()).isEqualTo("WC00000002");
        assertThat(two.join().at("/customerId").asText()).isEqualTo("wsh00000002");
    }

    @Test
    void whatASystemDoesNotHaveIsNullAndTheAnswerComplete() {
        Answer answer = WEFT.as(WEFT.sandbox().shopper(STRANGER)).get("/v1/me");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).isTrue();
        assertThat(answer.at("/profile").isNull()).isTrue();
        assertThat(answer.part("profile")).isEqualTo("ok");
        assertThat(answer.at("/loyalty").isNull()).isTrue();
    }

    @Test
    void guestsAreRefused() {
        Answer answer = WEFT.guest().get("/v1/me");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(WEFT.sandbox().calls("crm")).isZero();
    }

    @Test
    void aTokenWithoutTheScopeIsRefused() {
        String token = WEFT.sandbox().token("{'customer':'wsh00000001','scopes':['sfcc.shopper-products']}");
        assertThat(WEFT.as(token).get("/v1/me").status()).isEqualTo(403);
        String other = WEFT.sandbox().token("{'guest':true,'scopes':['sfcc.shopper-categories']}");
        assertThat(WEFT.as(other).get("/v1/products/" + WEFT.sandbox().sku()).status())
                .isEqualTo(403);
    }

    @Test
    void aTokenOfAnotherSiteIsRefused() {
        String token = WEFT.sandbox().token("{'customer':'wsh00000001','site':'WeftUK'}");
        assertThat(WEFT.as(token).get("/v1/me?site=WeftEU").status()).isEqualTo(403);
        assertThat(WEFT.as(token)
                        .get("/v1/products/" + WEFT.sandbox().sku() + "?site=WeftEU")
                        .status())
                .isEqualTo(403);
    }
}
