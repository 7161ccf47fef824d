package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.basic;
import static dev.weft.sandbox.RunningSandbox.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.sandbox.data.OrderState;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SAP and the in-house ERP tell the same stock, prices and orders, each in its own words. */
class OneTruthTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String ODATA = "/sap/sap/opu/odata/sap/";
    private static final String REST = "/erp-rest/v2";
    private static final Map<String, String> PLANT_OF =
            Map.of("HH1", "1010", "LY1", "1011", "LE1", "1020", "BR1", "1021", "OS1", "1030", "SE1", "1031");

    @Test
    void bothErpsHoldTheSameStock() {
        for (int sku = 10000001; sku < 10000031; sku++) {
            Map<String, Integer> sap = new TreeMap<>();
            rows(sap(ODATA + "API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod?$filter="
                            + encoded("Material eq '0000000000" + sku + "' and InventoryStockType eq '01' and"
                                    + " InventorySpecialStockType eq ''")))
                    .forEach(row -> sap.merge(
                            row.getString("Plant"),
                            new BigDecimal(row.getString("MatlWrhsStkQtyInMatlBaseUnit")).intValueExact(),
                            Integer::sum));
            Map<String, Integer> inHouse = inHouse("/stock?codes=WF-" + sku, "rows")
                    .collect(Collectors.toMap(
                            row -> Optional.ofNullable(PLANT_OF.get(row.getString("Depot")))
                                    .orElseThrow(),
                            row -> Integer.valueOf(row.getString("Free_Units"))));

            assertThat(sap).hasSize(6).containsExactlyInAnyOrderEntriesOf(inHouse);
        }
    }

    @Test
    void bothErpsChargeTheSamePrice() {
        for (String[] site :
                new String[][] {{"1010", "RETAIL_EU", "2"}, {"1020", "RETAIL_UK", "2"}, {"1030", "RETAIL_JP", "0"}}) {
            JsonObject record = rows(sap(ODATA
                            + "API_SLSPRICINGCONDITIONRECORD_SRV/A_SlsPrcgCndnRecdValidity?$expand=to_SlsPrcgConditionRecord&$filter="
                            + encoded("SalesOrganization eq '" + site[0] + "' and Material eq '000000000010000007' and"
                                    + " ConditionValidityStartDate eq datetime'2025-01-01T00:00:00'")))
                    .map(row -> row.getJsonObject("to_SlsPrcgConditionRecord"))
                    .filter(row -> !row.getBoolean("ConditionIsDeleted"))
                    .collect(Collectors.collectingAndThen(Collectors.toList(), list -> list.get(0)));
            JsonObject row = inHouse("/prices?codes=WF-10000007&list=" + site[1], "rows")
                    .filter(it -> it.getString("Valid_From").equals("2025-01-01"))
                    .findFirst()
                    .orElseThrow();

            assertThat(new BigDecimal(record.getString("ConditionRateValue")))
                    .isEqualByComparingTo(BigDecimal.valueOf(row.getLong("Gross_Cents"), Integer.parseInt(site[2])));
            assertThat(row.getString("Cur")).isEqualTo(record.getString("ConditionRateValueUnit"));
        }
    }

    @Test
    void bothErpsHoldTheSameOrders() {
        Map<String, String> codes = Arrays.stream(OrderState.values())
                .collect(Collectors.toMap(OrderState::code, it -> it.process() + it.delivery() + it.rejection()));
        for (String customer : new String[] {"00000007", "00000008", "00000009"}) {
            Map<String, String> sap = rows(sap(ODATA + "API_SALES_ORDER_SRV/A_SalesOrder?$filter="
                            + encoded("SoldToParty eq '00" + customer + "'")))
                    .collect(Collectors.toMap(
                            row -> row.getString("SalesOrder"),
                            row -> row.getString("OverallSDProcessStatus")
                                    + row.getString("OverallTotalDeliveryStatus")
                                    + row.getString("OverallSDDocumentRejectionSts")
                                    + new BigDecimal(row.getString("TotalNetAmount")).unscaledValue()
                                    + row.getString("TransactionCurrency")));
            Map<String, String> inHouse = inHouse("/customers/" + customer + "/orders?max=50", "orders")
                    .collect(Collectors.toMap(
                            row -> row.getString("No"),
                            row -> codes.get(row.getString("State"))
                                    + row.getLong("Total_Cents")
                                    + row.getString("Cur")));

            assertThat(sap).isNotEmpty().isEqualTo(inHouse);
        }
    }

    @Test
    void commerceDiffersOnlyForThePlantedSkus() {
        int differing = 0;
        for (int sku = 10000001; sku <= 10000060; sku++) {
            HttpResponse<String> answer = sandbox.get(
                    "/scapi/product/shopper-products/v1" + RunningSandbox.ORG + "/products/" + sku + "?siteId=WeftEU",
                    sandbox.guest());
            long shown = new BigDecimal(
                            new JsonObject(answer.body()).getNumber("price").toString())
                    .movePointRight(2)
                    .longValueExact();
            long truth = inHouse("/prices?list=RETAIL_EU&codes=WF-" + sku, "rows")
                    .filter(it -> it.getString("Valid_From").equals("2025-01-01"))
                    .findFirst()
                    .orElseThrow()
                    .getLong("Gross_Cents");
            if (sku % 20 == 7) {
                assertThat(shown).isGreaterThan(truth);
                differing++;
            } else {
                assertThat(shown).isEqualTo(truth);
            }
        }
        assertThat(differing).isEqualTo(3);
    }

    @Test
    void theInHouseErpRefusesInItsOwnShape() {
        assertFault(sandbox.get(REST + "/stock?codes=WF-10000001"), 401);
        assertFault(sandbox.get(REST + "/stock", "X-Api-Key", "sandbox-key"), 400);
        assertFault(sandbox.get(REST + "/prices?list=NOPE&codes=WF-10000001", "X-Api-Key", "sandbox-key"), 400);
        assertFault(sandbox.get(REST + "/customers/99999999/orders", "X-Api-Key", "sandbox-key"), 404);
        assertFault(sandbox.get("/erp-rest/v1/stock", "X-Api-Key", "sandbox-key"), 404);
        assertThat(inHouse("/stock?codes=WF-99999999%7CWF-10000001", "rows")).hasSize(6);
    }

    private static void assertFault(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getJsonObject("fault").fieldNames())
                .containsExactlyInAnyOrder("no", "text");
    }

    private static Stream<JsonObject> inHouse(String path, String list) {
        HttpResponse<String> answer = sandbox.get(REST + path, "X-Api-Key", "sandbox-key");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getJsonArray(list).stream().map(JsonObject.class::cast);
    }

    private static JsonObject sap(String path) {
        HttpResponse<String> answer = sandbox.get(path, "Authorization", basic("WEFT_GW", "sandbox-secret"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getJsonObject("d");
    }

    private static Stream<JsonObject> rows(JsonObject d) {
        return d.getJsonArray("results").stream().map(JsonObject.class::cast);
    }
}
