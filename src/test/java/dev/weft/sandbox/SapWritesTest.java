package dev.weft.sandbox;

import static dev.weft.sandbox.SapDesk.CREDITS;
import static dev.weft.sandbox.SapDesk.ORDERS;
import static dev.weft.sandbox.SapDesk.RETURNS;
import static dev.weft.sandbox.SapDesk.back;
import static dev.weft.sandbox.SapDesk.code;
import static dev.weft.sandbox.SapDesk.item;
import static dev.weft.sandbox.SapDesk.order;
import static dev.weft.sandbox.SapDesk.priced;
import static dev.weft.sandbox.SapDesk.refund;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SapWritesTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final SapDesk sap = new SapDesk(sandbox);

    @BeforeEach
    void emptyBooks() {
        sandbox.delete("/_sandbox/books");
        sandbox.put("/_sandbox/clockwork", "{}");
    }

    @Test
    void takesAnOrderAndShowsItByReferenceNumberAndCustomer() {
        JsonArray items = new JsonArray().add(item()).add(priced(item("000000000010000002", 3, "1011"), "100.00", 3));
        HttpResponse<String> answer = sap.post(ORDERS, order("W-1", items));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonObject made = new JsonObject(answer.body()).getJsonObject("d");
        String number = made.getString("SalesOrder");

        assertThat(answer.headers().firstValue("location"))
                .hasValueSatisfying(it -> assertThat(it).endsWith("A_SalesOrder('" + number + "')"));
        assertThat(made.getJsonObject("to_Item")
                        .getJsonArray("results")
                        .getJsonObject(1)
                        .getString("NetAmount"))
                .isEqualTo("100.00");
        assertThat(sap.byReference(ORDERS, "W-1").getJsonObject(0).getString("SalesOrder"))
                .isEqualTo(number);
        JsonObject read = sap.found(ORDERS, "SalesOrder eq '" + number + "'", "&$expand=to_Item/to_ScheduleLine")
                .getJsonObject(0);
        JsonObject line = read.getJsonObject("to_Item")
                .getJsonArray("results")
                .getJsonObject(0)
                .getJsonObject("to_ScheduleLine")
                .getJsonArray("results")
                .getJsonObject(0);
        assertThat(line.getString("DeliveredQtyInOrderQtyUnit")).isEqualTo("0");
        assertThat(sap.found(ORDERS, "SoldToParty eq '0000000007'")
                        .getJsonObject(0)
                        .getString("SalesOrder"))
                .isEqualTo(number);
    }

    @Test
    void takesItemsInResultsToo() {
        JsonObject order = order("W-2", new JsonArray());
        order.put("to_Item", new JsonObject().put("results", new JsonArray().add(item())));

        assertThat(sap.post(ORDERS, order).statusCode()).isEqualTo(201);
    }

    @Test
    void needsTheTokenAndItsCookies() {
        HttpResponse<String> bare = sandbox.post(
                SapDesk.ODATA + ORDERS,
                order("W-3", new JsonArray().add(item())).encode(),
                "Authorization",
                RunningSandbox.basic("WEFT_GW", "sandbox-secret"),
                "Content-Type",
                "application/json");

        assertThat(bare.statusCode()).isEqualTo(403);
        assertThat(bare.headers().firstValue("x-csrf-token")).hasValue("Required");
        assertThat(sap.byReference(ORDERS, "W-3")).isEmpty();
    }

    @Test
    void refusesWhatSapRefusesAndTakesNothing() {
        JsonArray good = new JsonArray().add(item());
        List<JsonObject> bad = List.of(
                order("W-4", new JsonArray()),
                order("W-4", new JsonArray().add(item("000000000099999999", 1, "1010"))),
                order("W-4", new JsonArray().add(item(SapDesk.MATERIAL, 1, "1030"))),
                order("W-4", new JsonArray().add(item(SapDesk.MATERIAL, 0, "1010"))),
                order("W-4", new JsonArray().add(item().put("RequestedQuantity", "1.5"))),
                order("W-4", new JsonArray().add(item().put("RequestedQuantity", 1))),
                order("W-4", new JsonArray().add(item().put("RequestedQuantityUnit", "KG"))),
                order("W-4", new JsonArray().add(priced(item(), "10.001", 2))),
                order("W-4", good).put("SalesOrganization", "9999"),
                order("W-4", good).put("SoldToParty", "9999999999"),
                order("W-4", good).put("TransactionCurrency", "USD"),
                order("W-4", good).put("Colour", "red"),
                order("W".repeat(36), good));
        for (JsonObject each : bad) {
            HttpResponse<String> answer = sap.post(ORDERS, each);
            assertThat(answer.statusCode()).as(each + " " + answer.body()).isEqualTo(400);
            assertThat(code(answer)).isNotEmpty();
        }
        assertThat(verdict("sap").getInteger("orders")).isZero();
    }

    @Test
    void ordersTakeStockAndSayHowMuchOfItThereWas() {
        sandbox.put("/_sandbox/stock", "{\"sku\":\"10000001\",\"plant\":\"1010\",\"quantity\":3}");
        sap.taken("W-5");
        sap.taken("W-6");

        JsonArray rows = sap.found(
                "API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod",
                "Material eq '" + SapDesk.MATERIAL + "' and Plant eq '1010' and InventoryStockType eq '01'"
                        + " and InventorySpecialStockType eq ''");
        assertThat(rows.getJsonObject(0).getString("MatlWrhsStkQtyInMatlBaseUnit"))
                .isEqualTo("0.000");
        assertThat(verdict("sap").getInteger("unitsSold")).isEqualTo(4);
        assertThat(verdict("sap").getInteger("unitsBeyondStock")).isEqualTo(1);
        assertThat(verdict("sap").getJsonObject("unitsPerSku").getInteger("10000001"))
                .isEqualTo(4);
    }

    @Test
    void rejectsItemsWithTheirETagWhileNothingIsPicked() {
        String number = sap.taken("W-7");
        String key = "API_SALES_ORDER_SRV/A_SalesOrderItem(SalesOrder='" + number + "',SalesOrderItem='10')";
        String etag = sap.found("API_SALES_ORDER_SRV/A_SalesOrderItem", "SalesOrder eq '" + number + "'")
                .getJsonObject(0)
                .getJsonObject("__metadata")
                .getString("etag");
        String reason = "{\"SalesDocumentRjcnReason\":\"50\"}";

        assertThat(sap.write("PATCH", key, reason).statusCode()).isEqualTo(428);
        assertThat(sap.write("PATCH", key, reason, "If-Match", "W/\"old\"").statusCode())
                .isEqualTo(412);
        assertThat(sap.write("MERGE", key, reason, "If-Match", etag).statusCode())
                .isEqualTo(204);
        assertThat(sap.byReference(ORDERS, "W-7").getJsonObject(0).getString("OverallSDDocumentRejectionSts"))
                .isEqualTo("C");
        assertThat(verdict("sap").getInteger("unitsSold")).isZero();

        String late = sap.taken("W-8");
        sandbox.put("/_sandbox/orders/sap/W-8", "{\"state\":\"picking\"}");
        assertThat(sap.write("PATCH", key.replace(number, late), reason, "If-Match", "*")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sap.write("DELETE", ORDERS + "('" + late + "')", "", "If-Match", "*")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void movesOnByItselfAndTellsOfDeliveries() {
        String number = sap.taken("W-9");
        assertThat(sap.found("API_OUTBOUND_DELIVERY_SRV/A_OutbDeliveryItem", "ReferenceSDDocument eq '" + number + "'"))
                .isEmpty();
        sandbox.put("/_sandbox/clockwork", "{\"pickAfterMs\":1,\"shipAfterMs\":1}");

        JsonObject delivered = sap.found(
                        "API_OUTBOUND_DELIVERY_SRV/A_OutbDeliveryItem", "ReferenceSDDocument eq '" + number + "'")
                .getJsonObject(0);
        assertThat(delivered.getString("ActualDeliveryQuantity")).isEqualTo("2.000");
        assertThat(sap.byReference(ORDERS, "W-9").getJsonObject(0).getString("OverallTotalDeliveryStatus"))
                .isEqualTo("C");
    }

    @Test
    void creditsNoMoreThanWasOrderedAndTakesBackOnlyWhatLeft() {
        String number = sap.taken("W-10");
        JsonObject half = refund("CreditMemoRequestType", "CR", number, "R-1", back(1, 10));

        assertThat(sap.post(CREDITS, half).statusCode()).isEqualTo(201);
        assertThat(sap.byReference(CREDITS, "R-1").getJsonObject(0).getString("ReferenceSDDocument"))
                .isEqualTo(number);
        assertThat(sap.post(CREDITS, refund("CreditMemoRequestType", "CR", number, "R-2", back(2, 10)))
                        .statusCode())
                .isEqualTo(400);
        assertThat(sap.post(CREDITS, refund("CreditMemoRequestType", "CR", "2999999999", "R-3", back(1, 10)))
                        .statusCode())
                .isEqualTo(400);

        JsonObject goods = back(1, 10).put("ReturnReason", "001").put("ReturnsRefundExtent", "100");
        JsonObject home = refund("CustomerReturnType", "CBAR", number, "R-4", goods);
        assertThat(sap.post(RETURNS, home).statusCode()).isEqualTo(400);
        sandbox.put("/_sandbox/orders/sap/W-10", "{\"state\":\"shipped\"}");
        assertThat(sap.post(RETURNS, home).statusCode()).isEqualTo(201);
        assertThat(sap.byReference(RETURNS, "R-4")).hasSize(1);
        assertThat(verdict("sap").getJsonObject("credits").getInteger("documents"))
                .isEqualTo(1);
    }

    @Test
    void takesAReferenceTwiceUnlessToldNotTo() {
        sap.taken("W-11");
        sap.taken("W-11");
        assertThat(sap.byReference(ORDERS, "W-11")).hasSize(2);
        assertThat(verdict("sap").getInteger("duplicateOrders")).isEqualTo(1);

        sandbox.fault("sap", "{\"duplicates\":\"refused\"}");
        HttpResponse<String> third = sap.post(ORDERS, order("W-11", new JsonArray().add(item())));
        assertThat(third.statusCode()).isEqualTo(400);
        assertThat(code(third)).isEqualTo("V4/115");
    }

    private static JsonObject verdict(String system) {
        return new JsonObject(sandbox.get("/_sandbox/verdicts").body()).getJsonObject(system);
    }
}
