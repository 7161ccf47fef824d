package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What members are told of their membership through the face, and that SCAPI's load is heard. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaceMembersTest {
    private static final String ORG = "/organizations/f_ecom_zzwf_001";
    private static final String PRODUCT = "/product/shopper-products/v1" + ORG + "/products/";

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    text,
                    "callouts: { Silk:",
                    "callouts: { Linen: \"{tier} and {points}\", Wool: \"{tier} and {points}\", Silk:"));

    private final Http http = new Http();

    @Test
    void theCustomersRecordTellsTierAndPoints() {
        String id = member();
        JsonNode membership = membership(id);
        JsonNode customer = json(get(customer(id), WEFT.sandbox().shopper(id)));
        assertThat(customer.path("customerId").asText()).isEqualTo(id);
        assertThat(customer.path("c_loyaltyTier").asText())
                .isEqualTo(membership.at("/tier/name").asText());
        assertThat(customer.path("c_loyaltyPoints").decimalValue())
                .isEqualByComparingTo(membership.at("/balances/0/points").asText());
        assertThat(customer.path("c_loyaltyCurrency").asText())
                .isEqualTo(membership.at("/balances/0/currency").asText());
    }

    @Test
    void productsCallOutTheMembersTierAtThePriceShown() {
        String id = member();
        String target = PRODUCT + WEFT.sandbox().sku() + "?siteId=WeftEU&expand=promotions,prices";
        JsonNode product = json(get(target, WEFT.sandbox().shopper(id)));
        JsonNode last = product.path("productPromotions")
                .path(product.path("productPromotions").size() - 1);
        String tier = membership(id).at("/tier/name").asText();
        assertThat(last.path("promotionId").asText()).isEqualTo("member-benefit");
        assertThat(last.path("calloutMsg").asText()).startsWith(tier);
        assertThat(last.path("promotionalPrice").decimalValue())
                .isEqualByComparingTo(product.path("price").decimalValue());
        assertThat(get(target, WEFT.sandbox().guest()).body()).doesNotContain("member-benefit");
    }

    /** SCAPI's own fields say for how long everybody may keep what it answered. */
    @Test
    void whatTellsOfAMemberIsForNobodyElse() {
        String id = member();
        String token = WEFT.sandbox().shopper(id);
        String product = PRODUCT + WEFT.sandbox().sku() + "?siteId=WeftEU&expand=promotions,prices";
        for (String target : new String[] {product, customer(id)}) {
            assertThat(get(target, token).headers().allValues("cache-control"))
                    .as(target)
                    .containsExactly("private, no-store");
        }
        HttpResponse<String> impersonal = get(product + "&personalized=none", token);
        assertThat(impersonal.body()).doesNotContain("member-benefit");
        assertThat(impersonal.headers().firstValue("cache-control").orElse("")).doesNotContain("no-store");
    }

    @Test
    void aLedgerThatIsDarkCostsNothingButItsPart() {
        String id = member();
        String token = WEFT.sandbox().shopper(id);
        WEFT.sandbox().fault("loyalty", "{'offline':true}");
        for (String target :
                new String[] {customer(id), PRODUCT + WEFT.sandbox().sku() + "?siteId=WeftEU&expand=promotions,prices"
                }) {
            HttpResponse<String> answer = get(target, token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("member-benefit", "c_loyalty");
            assertThat(answer.headers().firstValue("weft-complete")).hasValue("?0");
            assertThat(answer.headers().firstValue("weft-missing").orElse("")).contains("loyalty;reason=");
        }
    }

    @Test
    void whatScapiSaysOfItsLoadIsMeasured() {
        String token = WEFT.sandbox().guest();
        get(PRODUCT + WEFT.sandbox().sku() + "?siteId=WeftEU&expand=prices,%20availability", token);
        String metrics = http.send(Http.request("http://127.0.0.1:" + WEFT.adminPort() + "/metrics"))
                .body();
        assertThat(metrics)
                .contains("weft_scapi_load 12.0")
                .contains("operation=\"GET shopper-products/products/{}\",outcome=\"2xx\"")
                .contains("expand=\"availability+prices\"");
    }

    private String member() {
        for (int i = 10; i < 60; i++) {
            String id = "wsh000000" + i;
            if (membership(id).at("/tier/name").isTextual()) {
                return id;
            }
        }
        throw new IllegalStateException("nobody is in a tier");
    }

    /** What our own screen says, which the face has no part in. */
    private JsonNode membership(String id) {
        return WEFT.as(WEFT.sandbox().shopper(id)).get("/v1/me").at("/loyalty");
    }

    private static String customer(String id) {
        return "/customer/shopper-customers/v1" + ORG + "/customers/" + id + "?siteId=WeftEU";
    }

    private HttpResponse<String> get(String target, String token) {
        return http.send(
                Http.request("http://127.0.0.1:" + WEFT.port() + target).header("Authorization", "Bearer " + token));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new Answer(answer.statusCode(), Map.of(), answer.body(), 0).json();
    }
}
