package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.basic;
import static dev.weft.sandbox.RunningSandbox.encoded;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** A caller who writes to the sandbox's SAP: CSRF handshake, sales orders, credit memo requests and returns. */
final class SapDesk {

    static final String ODATA = "/sap/sap/opu/odata/sap/";
    static final String ORDERS = "API_SALES_ORDER_SRV/A_SalesOrder";
    static final String CREDITS = "API_CREDIT_MEMO_REQUEST_SRV/A_CreditMemoRequest";
    static final String RETURNS = "API_CUSTOMER_RETURN_SRV/A_CustomerReturn";
    static final String MATERIAL = "000000000010000001";

    private final RunningSandbox sandbox;

    SapDesk(RunningSandbox sandbox) {
        this.sandbox = sandbox;
    }

    static JsonObject order(String reference, JsonArray items) {
        return new JsonObject()
                .put("SalesOrderType", "OR")
                .put("SalesOrganization", "1010")
                .put("DistributionChannel", "10")
                .put("OrganizationDivision", "00")
                .put("SoldToParty", "0000000007")
                .put("PurchaseOrderByCustomer", reference)
                .put("TransactionCurrency", "EUR")
                .put("to_Item", items);
    }

    static JsonObject item(String material, int quantity, String plant) {
        return new JsonObject()
                .put("Material", material)
                .put("RequestedQuantity", Integer.toString(quantity))
                .put("RequestedQuantityUnit", "PC")
                .put("ProductionPlant", plant);
    }

    static JsonObject item() {
        return item(MATERIAL, 2, "1010");
    }

    /** Prices an item, or what goes back of it: {@code amount} for {@code quantity} of it. */
    static JsonObject priced(JsonObject item, String amount, int quantity) {
        return item.put(
                "to_PricingElement",
                new JsonArray()
                        .add(new JsonObject()
                                .put("ConditionType", "PPR0")
                                .put("ConditionRateValue", amount)
                                .put("ConditionCurrency", "EUR")
                                .put("ConditionQuantity", Integer.toString(quantity))));
    }

    static JsonObject refund(String typeProperty, String type, String order, String reference, JsonObject item) {
        return new JsonObject()
                .put(typeProperty, type)
                .put("SDDocumentReason", "101")
                .put("ReferenceSDDocument", order)
                .put("PurchaseOrderByCustomer", reference)
                .put("to_Item", new JsonArray().add(item));
    }

    static JsonObject back(int quantity, int position) {
        return new JsonObject()
                .put("Material", MATERIAL)
                .put("RequestedQuantity", Integer.toString(quantity))
                .put("ReferenceSDDocumentItem", Integer.toString(position));
    }

    HttpResponse<String> post(String resource, JsonObject body) {
        return write("POST", resource, body.encode());
    }

    /** Takes an order of one item and gives its number. */
    String taken(String reference) {
        HttpResponse<String> answer = post(ORDERS, order(reference, new JsonArray().add(item())));
        return new JsonObject(answer.body()).getJsonObject("d").getString("SalesOrder");
    }

    HttpResponse<String> write(String method, String resource, String body, String... headers) {
        String service = resource.substring(0, resource.indexOf('/') + 1);
        HttpResponse<String> proof = sandbox.get(ODATA + service, "Authorization", user(), "x-csrf-token", "fetch");
        StringBuilder cookies = new StringBuilder();
        proof.headers()
                .allValues("set-cookie")
                .forEach(it -> cookies.append(it, 0, it.indexOf(';')).append("; "));
        HttpRequest.Builder request = sandbox.request(ODATA + resource, headers)
                .header("Authorization", user())
                .header("Content-Type", "application/json")
                .header(
                        "x-csrf-token",
                        proof.headers().firstValue("x-csrf-token").orElse(""))
                .header("Cookie", cookies.toString())
                .method(method, BodyPublishers.ofString(body));
        return sandbox.send(request);
    }

    JsonArray found(String resource, String filter, String... more) {
        String options = String.join("", more);
        HttpResponse<String> answer =
                sandbox.get(ODATA + resource + "?$filter=" + encoded(filter) + options, "Authorization", user());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return new JsonObject(answer.body()).getJsonObject("d").getJsonArray("results");
    }

    JsonArray byReference(String resource, String reference) {
        return found(resource, "PurchaseOrderByCustomer eq '" + reference + "'");
    }

    static String code(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getJsonObject("error").getString("code");
    }

    private static String user() {
        return basic("WEFT_GW", "sandbox-secret");
    }
}
