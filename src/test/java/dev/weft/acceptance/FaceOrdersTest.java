package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a shopper's own orders tell through the face: how far the ERP is with them, and which parcels left. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FaceOrdersTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String DETAIL = "&expand=oms,%20oms_shipments"; // as PWA Kit writes it

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, RunningWeft::operated);

    private final OrderKit kit = new OrderKit(WEFT);
    private final FaceShopper shopper = new FaceShopper(WEFT);

    private String placed() {
        shopper.add(kit.stocked(WEFT.guest()), 2);
        shopper.checkout();
        HttpResponse<String> answer = shopper.order();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String number = FaceShopper.json(answer).path("orderNo").asText();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(WEFT.sandbox().orders("sap", number)).hasSize(1));
        return number;
    }

    private HttpResponse<String> read(String number, String expand) {
        return shopper.face("GET", FaceShopper.ORDERS + "/" + number, "", expand);
    }

    private JsonNode detail(String number) {
        HttpResponse<String> answer = read(number, DETAIL);
        assertThat(answer.headers().firstValue("weft-complete"))
                .as(answer.body())
                .contains("?1");
        return FaceShopper.json(answer);
    }

    /** Until the ERP's number is written down. */
    private void confirmed(String number) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(FaceShopper.json(read(number, ""))
                                .path("externalOrderStatus")
                                .asText())
                        .isEqualTo("confirmed"));
    }

    @Test
    void anOrderTellsHowFarTheErpIsAndItsParcelsWithTheirTracking() {
        String number = placed();
        confirmed(number);
        JsonNode taken = detail(number);
        assertThat(taken.at("/omsData/status").asText()).isEqualTo("confirmed");
        assertThat(taken.at("/omsData/shipments")).isEmpty();
        assertThat(taken.at("/productItems/0/omsData/status").asText()).isEqualTo("allocated");
        assertThat(taken.at("/productItems/0/omsData/quantityOrdered").asInt()).isEqualTo(2);

        WEFT.sandbox().move("sap", number, "shipped");
        JsonNode sent = detail(number);
        String erp = WEFT.sandbox().orders("sap", number).at("/0/number").asText();
        assertThat(sent.path("externalOrderStatus").asText()).isEqualTo("shipped");
        assertThat(sent.at("/omsData/status").asText()).isEqualTo("shipped");
        JsonNode parcel = sent.at("/omsData/shipments/0");
        assertThat(parcel.path("trackingNumber").asText()).isEqualTo("WT" + erp);
        assertThat(parcel.at("/shipmentItems/0/productItemId")).isEqualTo(sent.at("/productItems/0/itemId"));
        assertThat(parcel.at("/shipmentItems/0/quantity").asInt()).isEqualTo(2);
        assertThat(sent.at("/productItems/0/omsData/status").asText()).isEqualTo("fulfilled");
    }

    @Test
    void withoutExpandingOnlyTheStatusIsAddedAndTheErpIsNotAsked() {
        String number = placed();
        confirmed(number);
        await().untilAsserted(
                        () -> { // the gateway itself asks now and then how far its orders are
                            WEFT.sandbox().resetCounts();
                            read(number, "");
                            assertThat(WEFT.sandbox().calls("sap", "deliveries"))
                                    .isZero();
                        });
        ObjectNode shown = (ObjectNode) FaceShopper.json(read(number, ""));
        assertThat(shown.remove("externalOrderStatus").asText()).isEqualTo("confirmed");
        assertThat(shown).isEqualTo(FaceShopper.json(shopper.direct("GET", FaceShopper.ORDERS + "/" + number, "")));
    }

    @Test
    void anotherShoppersOrderIsNotThereWhateverIsKnownOfIt() {
        String number = placed();
        FaceShopper other = new FaceShopper(WEFT);
        HttpResponse<String> answer = other.face("GET", FaceShopper.ORDERS + "/" + number, "", DETAIL);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("omsData", "externalOrderStatus");
    }

    @Test
    void aGuestsLookUpTellsHowFarTheErpIsAndNoParcels() {
        String number = placed();
        confirmed(number);
        WEFT.sandbox().move("sap", number, "shipped");
        String path = FaceShopper.ORDERS + "/" + number + "/lookup";
        String buyer = "{\"email\":\"ada@example.com\",\"postalCode\":\"20457\"}";
        FaceShopper later = new FaceShopper(WEFT);
        HttpResponse<String> answer = later.face("POST", path, buyer, DETAIL);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("weft-complete")).contains("?1");
        JsonNode order = FaceShopper.json(answer);
        assertThat(order.path("externalOrderStatus").asText()).isEqualTo("shipped");
        assertThat(order.at("/omsData/status").asText()).isEqualTo("shipped");
        assertThat(order.at("/productItems/0/omsData/status").asText()).isEqualTo("fulfilled");
        assertThat(answer.body()).doesNotContain("trackingNumber");
        HttpResponse<String> wrong = later.face("POST", path, buyer.replace("ada", "eve"), DETAIL);
        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(wrong.body()).doesNotContain("omsData", "externalOrderStatus");
    }

    @Test
    void anErpThatIsDarkLeavesWhatIsWrittenDownAndIsNamed() {
        String number = placed();
        confirmed(number);
        WEFT.sandbox().fault("sap", "{'offline':true}");
        HttpResponse<String> answer = read(number, DETAIL);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("weft-complete")).contains("?0");
        assertThat(answer.headers().firstValue("weft-missing").orElse("")).startsWith("orders;reason=");
        assertThat(FaceShopper.json(answer).at("/omsData/status").asText()).isEqualTo("confirmed");
    }

    @Test
    void aRegisteredShoppersListTellsOfThoseTakenInAndLeavesTheOthers() {
        String customer = WEFT.sandbox().shoppersWithEverything().get(0);
        FaceShopper member = new FaceShopper(WEFT, WEFT.sandbox().shopper(customer));
        String number = member.reordered(customer, kit.stocked(WEFT.guest()));
        String list = "/customer/shopper-customers/v1" + FaceShopper.ORG + "/customers/" + customer + "/orders";
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode orders = FaceShopper.json(member.face("GET", list, "", "&limit=10&offset=0&expand=oms"))
                    .path("data");
            assertThat(orders.size()).isGreaterThan(1);
            for (JsonNode order : orders) {
                boolean ours = order.path("orderNo").asText().equals(number);
                assertThat(order.at("/omsData/status").asText()).isEqualTo(ours ? "confirmed" : "");
                assertThat(order.has("externalOrderStatus")).isEqualTo(ours);
                assertThat(order.at("/productItems/0/omsData").size()).isEqualTo(ours ? 1 : 0); // no more in a list
            }
        });
        JsonNode plain = FaceShopper.json(member.direct("GET", list, ""));
        assertThat(plain.toString()).doesNotContain("omsData");
    }
}
