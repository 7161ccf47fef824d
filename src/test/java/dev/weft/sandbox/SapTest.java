package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.basic;
import static dev.weft.sandbox.RunningSandbox.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SapTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String ODATA = "/sap/sap/opu/odata/sap/";
    private static final String STOCK = ODATA + "API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod";
    private static final String PRICES = ODATA + "API_SLSPRICINGCONDITIONRECORD_SRV/A_SlsPrcgCndnRecdValidity";
    private static final String ORDERS = ODATA + "API_SALES_ORDER_SRV/A_SalesOrder";
    private static final String ATP = ODATA + "API_PRODUCT_AVAILY_INFO_BASIC/DetermineAvailabilityAt";
    private static final String[] USER = {"Authorization", basic("WEFT_GW", "sandbox-secret")};

    @Test
    void givesATokenThatOpensTheServices() {
        JsonObject token = new JsonObject(sandbox.post(
                        "/sap/sap/bc/sec/oauth2/token",
                        "grant_type=client_credentials",
                        "Authorization",
                        basic("WEFT_GW", "sandbox-secret"))
                .body());
        String path = STOCK + "?$top=1";

        assertThat(sandbox.get(path, "Authorization", "Bearer " + token.getString("access_token"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(sandbox.get(path, "Authorization", "Bearer nonsense").statusCode())
                .isEqualTo(401);
        assertThat(sandbox.get(path).statusCode()).isEqualTo(401);
        assertThat(sandbox.post(
                                "/sap/sap/bc/sec/oauth2/token",
                                "grant_type=client_credentials",
                                "Authorization",
                                basic("WEFT_GW", "no"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void answersStockRowsForAFilterWithOrAndParentheses() {
        JsonArray rows = results(STOCK + "?$filter="
                + encoded("(Material eq '000000000010000001' or Material eq"
                        + " '000000000010000002') and (Plant eq '1010' or Plant eq '1011')"));

        assertThat(rows).isNotEmpty();
        for (Object each : rows) {
            JsonObject row = (JsonObject) each;
            assertThat(row.getString("Material")).isIn("000000000010000001", "000000000010000002");
            assertThat(row.getString("Plant")).isIn("1010", "1011");
            assertThat(new BigDecimal(row.getString("MatlWrhsStkQtyInMatlBaseUnit")))
                    .isNotNegative();
            assertThat(row.getJsonObject("__metadata").getString("type"))
                    .isEqualTo("API_MATERIAL_STOCK_SRV.A_MatlStkInAcctModType");
        }
    }

    @Test
    void hidesUnsellableStockAmongTheRows() {
        JsonArray special = results(STOCK + "?$filter=" + encoded("InventorySpecialStockType ne ''"));
        JsonArray blocked = results(STOCK + "?$filter=" + encoded("InventoryStockType eq '07'"));
        JsonArray inspected = results(STOCK + "?$filter=" + encoded("InventoryStockType eq '02'"));

        assertThat(special).isNotEmpty();
        assertThat(blocked).isNotEmpty();
        assertThat(inspected).isNotEmpty();
    }

    @Test
    void answersOnlySelectedProperties() {
        JsonObject row = results(STOCK + "?$top=1&$select=Material,%20Plant").getJsonObject(0);

        assertThat(row.fieldNames()).containsExactlyInAnyOrder("__metadata", "Material", "Plant");
    }

    @Test
    void pagesByItself() {
        sandbox.put("/_sandbox/sap/page-size", "{\"rows\":7}");
        try {
            String filter =
                    "?$inlinecount=allpages&$filter=" + encoded("Plant eq '1010' and InventoryStockType eq '01'");
            List<String> keys = new ArrayList<>();
            String next = STOCK + filter;
            JsonObject first = d(next);
            while (!next.isEmpty() && keys.size() < 70) {
                JsonObject page = d(next);
                assertThat(page.getJsonArray("results").size()).isLessThanOrEqualTo(7);
                page.getJsonArray("results")
                        .forEach(row -> keys.add(
                                ((JsonObject) row).getJsonObject("__metadata").getString("uri")));
                String link = page.getString("__next", "");
                next = link.isEmpty() ? "" : link.substring(link.indexOf("/sap/"));
            }
            assertThat(keys).hasSize(70).doesNotHaveDuplicates();
            assertThat(Integer.parseInt(first.getString("__count"))).isGreaterThan(70);
            assertThat(d(STOCK + "?$top=9").containsKey("__next")).isTrue();
            assertThat(d(STOCK + "?$top=7").containsKey("__next")).isFalse();
        } finally {
            sandbox.put("/_sandbox/sap/page-size", "{\"rows\":1000}");
        }
    }

    @Test
    void continuesATopAcrossPages() {
        sandbox.put("/_sandbox/sap/page-size", "{\"rows\":4}");
        try {
            JsonObject first = d(STOCK + "?$top=6");
            String link = first.getString("__next");
            JsonObject second = d(link.substring(link.indexOf("/sap/")));

            assertThat(first.getJsonArray("results")).hasSize(4);
            assertThat(second.getJsonArray("results")).hasSize(2);
            assertThat(second.containsKey("__next")).isFalse();
        } finally {
            sandbox.put("/_sandbox/sap/page-size", "{\"rows\":1000}");
        }
    }

    @Test
    void refusesWhatSapRefuses() {
        assertError(STOCK + "?$filter=" + encoded("Colour eq 'red'"), 400);
        assertError(STOCK + "?$filter=" + encoded("Plant eq 1710"), 400);
        assertError(STOCK + "?$filter=" + encoded("Material eq '" + "1".repeat(41) + "'"), 400);
        assertError(STOCK + "?$filter=" + encoded("Plant eq '1010' and"), 400);
        assertError(STOCK + "?$filter=" + encoded("Plant eq '1010"), 400);
        assertError(STOCK + "?$select=Colour", 400);
        assertError(STOCK + "?$expand=to_Nothing", 400);
        assertError(STOCK + "?$apply=x", 400);
        assertError(ODATA + "API_MATERIAL_STOCK_SRV/A_Nothing", 404);
        assertError(ODATA + "API_NOTHING_SRV/A_MatlStkInAcctMod", 404);
        assertError(ORDERS + "('1999999999')", 404);
    }

    @Test
    void takesADoubledApostropheAsOne() {
        assertThat(results(STOCK + "?$filter=" + encoded("Material eq 'O''Neill'")))
                .isEmpty();
    }

    @Test
    void answersWhatIsAvailableToPromise() {
        String query = "?SupplyingPlant='1010'&Material='000000000010000003'&ATPCheckingRule='A'&RequestedUTCDateTime="
                + encoded("datetimeoffset'2026-11-01T00:00:00Z'");
        JsonObject record = d(ATP + query).getJsonObject("DetermineAvailabilityAt");
        JsonArray rows = results(STOCK + "?$filter="
                + encoded("Material eq '000000000010000003' and Plant eq '1010' and InventoryStockType eq '01' and"
                        + " InventorySpecialStockType eq ''"));

        assertThat(new BigDecimal(record.getString("AvailableQuantityInBaseUnit")))
                .isEqualByComparingTo(sum(rows));
        assertThat(record.getString("BaseUnit")).isEqualTo("PC");
        assertError(ATP + query.replace("'1010'", "1010"), 400);
        assertError(ATP + query.replace("000000000010000003", "nope"), 400);
    }

    @Test
    void answersPricesWithExpiredAndDeletedRecordsAmongThem() {
        JsonArray validities = results(PRICES + "?$expand=to_SlsPrcgConditionRecord&$filter="
                + encoded("ConditionType eq 'PPR0' and SalesOrganization eq '1010' and DistributionChannel eq '10' and"
                        + " (Material eq '000000000010000003')"));
        List<Boolean> deleted = new ArrayList<>();
        for (Object each : validities) {
            JsonObject validity = (JsonObject) each;
            JsonObject record = validity.getJsonObject("to_SlsPrcgConditionRecord");
            assertThat(validity.getString("ConditionValidityEndDate")).matches("/Date\\(\\d+\\)/");
            assertThat(record.getString("ConditionRateValue")).matches("\\d+\\.\\d{3}");
            assertThat(record.getString("ConditionRateValueUnit")).isEqualTo("EUR");
            deleted.add(record.getBoolean("ConditionIsDeleted"));
        }
        assertThat(deleted).contains(true, false);
        assertThat(validities.size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void linksToWhatIsNotExpanded() {
        JsonObject validity = results(PRICES + "?$top=1").getJsonObject(0);

        assertThat(validity.getJsonObject("to_SlsPrcgConditionRecord").containsKey("__deferred"))
                .isTrue();
    }

    @Test
    void listsTheOrdersOfAPartyNewestFirst() {
        String filter = encoded("SoldToParty eq '0000000007'");
        JsonArray orders =
                results(ORDERS + "?$expand=to_Item&$orderby=" + encoded("CreationDate desc") + "&$filter=" + filter);

        assertThat(orders).isNotEmpty();
        List<Long> dates = new ArrayList<>();
        for (Object each : orders) {
            JsonObject order = (JsonObject) each;
            dates.add(Long.valueOf(order.getString("CreationDate").replaceAll("\\D", "")));
            assertThat(order.getString("SoldToParty")).isEqualTo("0000000007");
            BigDecimal sum = order.getJsonObject("to_Item").getJsonArray("results").stream()
                    .map(item -> new BigDecimal(((JsonObject) item).getString("NetAmount")))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(new BigDecimal(order.getString("TotalNetAmount"))).isEqualByComparingTo(sum);
        }
        assertThat(dates).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        String number = orders.getJsonObject(0).getString("SalesOrder");
        assertThat(d(ORDERS + "('" + number + "')").getString("SalesOrder")).isEqualTo(number);
        assertThat(results(ORDERS + "?$select=SalesOrder,to_Item/Material&$expand=to_Item&$top=1&$filter=" + filter)
                        .getJsonObject(0)
                        .fieldNames())
                .containsExactlyInAnyOrder("__metadata", "SalesOrder", "to_Item");
    }

    private static JsonObject d(String path) {
        HttpResponse<String> answer = sandbox.get(path.replace(" ", "%20"), USER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getJsonObject("d");
    }

    private static JsonArray results(String path) {
        return d(path).getJsonArray("results");
    }

    private static BigDecimal sum(JsonArray rows) {
        return rows.stream()
                .map(row -> new BigDecimal(((JsonObject) row).getString("MatlWrhsStkQtyInMatlBaseUnit")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void assertError(String path, int status) {
        HttpResponse<String> answer = sandbox.get(path, USER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isNotEmpty();
        assertThat(error.getJsonObject("message").getString("value")).isNotEmpty();
    }
}
