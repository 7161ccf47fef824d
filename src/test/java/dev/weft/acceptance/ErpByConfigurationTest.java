package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same screens with the in-house JSON ERP in SAP's place, by configuration alone.
 *
 * <p>What may differ: which system a part came from and how old it is (in {@code meta.parts}); the storefront's own order number, which
 * this ERP does not keep; and the time of day of an order, which SAP does not tell.
 */
class ErpByConfigurationTest {
    private static final int DAY = "2026-11-01".length();

    @RegisterExtension
    static final RunningWeft SAP = RunningWeft.standard();

    @RegisterExtension
    static final RunningWeft REST = RunningWeft.with("/conf/sandbox-rest.yaml", text -> text);

    @Test
    void productsAreTheSame() {
        for (String site : List.of("WeftEU", "WeftUK", "WeftJP")) {
            List<String> skus = SAP.sandbox().skus(30);
            String path = "/v1/products?skus=" + String.join(",", skus) + ",99999999";
            Answer sap = SAP.as(SAP.sandbox().guestOf(site)).get(path);
            int callsToSap = SAP.sandbox().calls("sap");
            Answer rest = REST.as(REST.sandbox().guestOf(site)).get(path);
            assertThat(rest.complete()).isTrue();
            assertThat(rest.at("/products")).hasSize(30);
            assertThat(comparable(rest)).isEqualTo(comparable(sap));
            assertThat(rest.at("/meta/parts/price/source").asText()).isEqualTo("erp-rest");
            assertThat(SAP.sandbox().calls("sap")).as("SAP is not asked").isEqualTo(callsToSap);
        }
        assertThat(REST.sandbox().calls("erp-rest", "stock")).isEqualTo(3);
        assertThat(REST.sandbox().calls("erp-rest", "prices")).isEqualTo(3);
    }

    @Test
    void availabilityIsTheSame() {
        String path = "/v1/availability?skus=" + String.join(",", SAP.sandbox().skus(10)) + ",99999999";
        assertThat(comparable(REST.guest().get(path)))
                .isEqualTo(comparable(SAP.guest().get(path)));
    }

    @Test
    void shoppersAreTheSame() {
        for (String customer : List.of("wsh00000001", "wsh00000002", "wsh00000025", "wsh00000040", "wsh00000200")) {
            String token = SAP.sandbox().shopper(customer);
            Answer sap = SAP.as(token).get("/v1/me");
            Answer rest = REST.as(token).get("/v1/me");
            assertThat(rest.complete()).isTrue();
            assertThat(comparable(rest)).as(customer).isEqualTo(comparable(sap));
        }
    }

    private static JsonNode comparable(Answer answer) {
        JsonNode json = answer.json();
        for (JsonNode part : json.at("/meta/parts")) {
            ((ObjectNode) part).remove(List.of("source", "ageMs"));
        }
        for (JsonNode order : json.path("orders")) {
            ((ObjectNode) order).remove("reference");
            ((ObjectNode) order).put("placedAt", order.path("placedAt").asText().substring(0, DAY));
        }
        return json;
    }
}
