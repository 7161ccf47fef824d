package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Goods that commerce sells and the ERP does not know: what is shown of them is what can be bought. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceUnknownStockTest {
    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, FaceUnknownStockTest::byRest);

    private static final String EUROPE =
            "WeftEU: { currency: EUR, locale: de-DE, locales: [de-DE, en-GB], issuer: slas, commerce: scapi, erp: ";
    private static final String BRITAIN =
            "WeftUK: { currency: GBP, locale: en-GB, locales: [en-GB], issuer: slas, commerce: scapi, erp: ";

    private final FaceShopper shopper = new FaceShopper(WEFT);

    /** The first site's ERP is one that tells only what it knows, and is asked for each promise. */
    static String byRest(String text) {
        String rest = RunningWeft.edited(block("/conf/sandbox-rest.yaml"), "absentIsZero: true", "absentIsZero: false");
        return RunningWeft.edited(
                RunningWeft.edited(
                        RunningWeft.operated(text), EUROPE + "sap", EUROPE + "erp-rest, orders: { stockAge: 1ms }"),
                "\n  crm:\n    vendor",
                "\n" + rest + "\n  crm:\n    vendor");
    }

    /** Another site is served from the same places of that ERP. */
    static String sharing(String text) {
        return RunningWeft.edited(
                RunningWeft.edited(text, BRITAIN + "sap", BRITAIN + "erp-rest"),
                "locations: { LE1: leeds, BR1: bristol }",
                "locations: { HH1: hamburg, LY1: lyon }");
    }

    /** The backend {@code erp-rest} of another configuration. */
    private static String block(String configuration) {
        try (InputStream in = FaceUnknownStockTest.class.getResourceAsStream(configuration)) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(text.indexOf("  erp-rest:\n"), text.indexOf("  crm:\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode shown(String sku) {
        HttpResponse<String> answer = shopper.face(
                "GET",
                "/product/shopper-products/v1" + FaceShopper.ORG + "/products/" + sku,
                "",
                "&expand=availability,variations");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("weft-complete")).contains("?1");
        return FaceShopper.json(answer);
    }

    @Test
    void whatCannotBeBoughtIsNotShownAsIfItCould() {
        String sku = new OrderKit(WEFT).stocked(WEFT.guest());
        assertThat(shown(sku).at("/inventory/orderable").asBoolean()).isTrue();
        WEFT.sandbox().unlist(sku);
        WEFT.invalidate(false, "site:WeftEU");
        JsonNode inventory = shown(sku).path("inventory");
        assertThat(inventory.path("orderable").asBoolean()).isFalse();
        assertThat(inventory.path("stockLevel").asInt(-1)).isZero();
        HttpResponse<String> refused = shopper.add(sku, 1);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(FaceShopper.json(refused).path("type").asText()).endsWith("/errors/product-item-not-available");
    }
}
