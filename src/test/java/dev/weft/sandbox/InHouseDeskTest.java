package dev.weft.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InHouseDeskTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String[] KEY = {"X-Api-Key", "sandbox-key"};

    @BeforeEach
    void emptyBooks() {
        sandbox.delete("/_sandbox/books");
    }

    @Test
    void takesAnOrderOnceAndFindsItByReference() {
        JsonObject order = order("W-1");
        HttpResponse<String> first = post("/v2/orders", order);
        HttpResponse<String> second = post("/v2/orders", order);
        String number = new JsonObject(first.body()).getString("No");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(second.body()).getJsonObject("fault").getString("existing_no"))
                .isEqualTo(number);
        JsonObject found = found("W-1").getJsonObject(0);
        assertThat(found.getString("No")).isEqualTo(number);
        assertThat(found.getInteger("Total_Cents")).isEqualTo(2_490);
        sandbox.fault("erp-rest", "{\"duplicates\":\"allowed\"}");
        assertThat(post("/v2/orders", order).statusCode()).isEqualTo(201);
        assertThat(found("W-1")).hasSize(2);
    }

    @Test
    void refusesWhatItCannotBook() {
        for (JsonObject bad : List.of(
                order("W-2").put("Customer", "99999999"),
                order("W-2").put("List", "NOPE"),
                order("W-2").put("Cur", "USD"),
                order("W-2").put("Rows", new JsonArray()),
                order("W-2").put("Rows", new JsonArray().add(row().put("Code", "WF-99999999"))),
                order("W-2").put("Rows", new JsonArray().add(row().put("Qty", 0))),
                order("W-2").put("Rows", new JsonArray().add(row().put("Depot", "OS1"))),
                order("W-2").put("Rows", new JsonArray().add(row().put("Row_Cents", -1))))) {
            HttpResponse<String> answer = post("/v2/orders", bad);
            assertThat(answer.statusCode()).as(bad + " " + answer.body()).isEqualTo(422);
        }
        assertThat(found("W-2")).isEmpty();
    }

    @Test
    void cancelsWhileNothingIsPickedAndCreditsWhatWasOrdered() {
        String first = number("W-3");
        assertThat(post("/v2/orders/" + first + "/cancel", new JsonObject()).statusCode())
                .isEqualTo(200);
        assertThat(found("W-3").getJsonObject(0).getString("State")).isEqualTo("90");

        String second = number("W-4");
        sandbox.put("/_sandbox/orders/erp-rest/W-4", "{\"state\":\"shipped\"}");
        assertThat(post("/v2/orders/" + second + "/cancel", new JsonObject()).statusCode())
                .isEqualTo(409);
        JsonObject back = new JsonObject()
                .put("Ext_Ref", "R-1")
                .put("Kind", "goods")
                .put(
                        "Rows",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("Row", 1)
                                        .put("Qty", 1)
                                        .put("Row_Cents", 1_000)))
                .put("Shipping_Cents", 490);
        assertThat(post("/v2/orders/" + second + "/credits", back).statusCode()).isEqualTo(201);
        assertThat(post("/v2/orders/" + second + "/credits", back).statusCode()).isEqualTo(409);
        assertThat(post(
                                "/v2/orders/" + second + "/credits",
                                back.copy().put("Ext_Ref", "R-2").put("Goodwill_Cents", 2_000))
                        .statusCode())
                .isEqualTo(422);
        JsonObject credit = new JsonObject(
                        sandbox.get("/erp-rest/v2/credits?ext_ref=R-1", KEY).body())
                .getJsonArray("credits")
                .getJsonObject(0);
        assertThat(credit.getInteger("Total_Cents")).isEqualTo(1_490);
        assertThat(credit.getString("Order_No")).isEqualTo(second);
    }

    private static String number(String reference) {
        return new JsonObject(post("/v2/orders", order(reference)).body()).getString("No");
    }

    private static JsonObject order(String reference) {
        return new JsonObject()
                .put("Ext_Ref", reference)
                .put("Customer", "00000007")
                .put("List", "RETAIL_EU")
                .put("Cur", "EUR")
                .put("Rows", new JsonArray().add(row()))
                .put("Shipping_Cents", 490);
    }

    private static JsonObject row() {
        return new JsonObject()
                .put("Code", "WF-10000001")
                .put("Qty", 2)
                .put("Depot", "HH1")
                .put("Row_Cents", 2_000);
    }

    private static JsonArray found(String reference) {
        return new JsonObject(sandbox.get("/erp-rest/v2/orders?ext_ref=" + reference, KEY)
                        .body())
                .getJsonArray("orders");
    }

    private static HttpResponse<String> post(String path, JsonObject body) {
        return sandbox.post("/erp-rest" + path, body.encode(), KEY);
    }
}
