package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.kernel.Ticker;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An ERP that applies an order later than it said it would, and takes one reference twice, is found out. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("DuplicateOrdersTest")
class DuplicateOrdersTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AtomicLong AHEAD = new AtomicLong();
    private static final Ticker MINUTES = () -> Ticker.system().nanos() + AHEAD.get();

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.timed(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.operated(text), "paymentText: TX01, lag: 5s,", "paymentText: TX01, lag: 1500ms,"),
            MINUTES);

    private final OrderKit kit = new OrderKit(WEFT);
    private final Http http = new Http();

    private JsonNode operator(String method, String path) {
        var answer = http.send(Http.request("http://127.0.0.1:" + WEFT.adminPort() + path)
                .header("Authorization", "Bearer " + RunningWeft.OPERATOR)
                .method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Answer(200, java.util.Map.of(), answer.body(), 0).at("");
    }

    private double duplicates() {
        return http.send(Http.request("http://127.0.0.1:" + WEFT.adminPort() + "/metrics")
                        .header("Authorization", "Bearer " + RunningWeft.OPERATOR)
                        .GET())
                .body()
                .lines()
                .filter(line -> line.startsWith("weft_orders_duplicates_total{") && line.contains("\"sap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Rounds of the sweep go by. */
    private static void aMinutePasses() {
        AHEAD.addAndGet(Duration.ofSeconds(61).toNanos());
    }

    private static JsonNode duplicate(JsonNode order) {
        for (JsonNode entry : order.path("entries")) {
            if (entry.path("type").asText().equals("order.duplicate")) {
                return entry;
            }
        }
        return order.path("none");
    }

    private static String status(Storefront guest, String location) {
        return guest.get(location).at("/status").asText();
    }

    /** Doubtful, and asked about while the ERP has nothing yet: {@code fault} ends before the order is sent again. */
    private Answer placedUnder(Storefront guest, String fault) {
        String sku = kit.stocked(guest);
        BigDecimal price = kit.price(guest, sku);
        WEFT.sandbox().fault("sap", fault);
        Answer order = kit.keyed(guest, kit.key()).post("/v1/orders", kit.order(sku, 1, price));
        String id = order.at("/id").asText();
        await().atMost(SOON)
                .until(() -> !operator("GET", "/orders/" + id)
                        .at("/entries/0/lastError")
                        .asText()
                        .isEmpty());
        WEFT.sandbox().clearFaults();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(status(guest, order.header("location"))).isEqualTo("confirmed"));
        return order;
    }

    @Test
    void anOrderAppliedLateBesidesIsSetAsideAndGoesOnOnceTheSurplusIsGone() {
        Storefront guest = WEFT.guest();
        double before = duplicates();
        Answer order = placedUnder(guest, "{'operation':'orderCreate','errors':{'applied-late':1.0},'lateMs':6000}");
        String id = order.at("/id").asText();
        String location = order.header("location");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(WEFT.sandbox().orders("sap", id)).hasSize(2));

        await().atMost(SOON).untilAsserted(() -> {
            aMinutePasses();
            assertThat(duplicate(operator("GET", "/orders/" + id)).path("state").asText())
                    .isEqualTo("parked");
        });
        await().untilAsserted(() -> assertThat(duplicates()).isEqualTo(before + 1));
        JsonNode found = duplicate(operator("GET", "/orders/" + id));
        JsonNode booked = WEFT.sandbox().orders("sap", id);
        assertThat(found.path("lastError").asText())
                .contains(
                        "2 documents",
                        booked.at("/0/number").asText(),
                        booked.at("/1/number").asText());
        assertThat(status(guest, location)).isEqualTo("parked");

        kit.keyed(guest, kit.key()).post(location + "/refunds", "{\"lines\":[{\"line\":1,\"quantity\":1}]}");
        String release = "/orders/entries/" + found.path("id").asText() + "/release";
        operator("POST", release);
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode looked = duplicate(operator("GET", "/orders/" + id));
            assertThat(looked.path("attempts").asInt()).isPositive();
            assertThat(looked.path("state").asText()).as("both are still there").isEqualTo("parked");
        });
        assertThat(guest.get(location).at("/refunds/0/state").asText()).isEqualTo("pending");

        String kept = booked.at("/1/number").asText();
        WEFT.sandbox().cancel("sap", booked.at("/0/number").asText());
        operator("POST", release);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                guest.get(location).at("/refunds/0/state").asText())
                        .isEqualTo("confirmed"));
        assertThat(guest.get(location).at("/erpNumber").asText()).isEqualTo(kept);
        for (JsonNode document : WEFT.sandbox().orders("sap", id)) {
            assertThat(document.path("refunds"))
                    .hasSize(document.path("number").asText().equals(kept) ? 1 : 0);
        }
        aMinutePasses();
        assertThat(duplicates()).isEqualTo(before + 1);
    }

    @Test
    void anOrderInDoubtThatIsThereOnceIsCountedAndLeftAlone() {
        Storefront guest = WEFT.guest();
        double before = duplicates();
        int asked = WEFT.sandbox().calls("sap", "orderLookup");
        Answer order = placedUnder(guest, "{'operation':'orderCreate','errors':{'applied-502':1.0}}");
        String id = order.at("/id").asText();
        await().atMost(SOON).untilAsserted(() -> {
            aMinutePasses();
            // by whoever sent it, and by the sweep, which may come before we have seen that it is confirmed
            assertThat(WEFT.sandbox().calls("sap", "orderLookup")).isGreaterThanOrEqualTo(asked + 2);
        });
        assertThat(WEFT.sandbox().orders("sap", id)).hasSize(1);
        assertThat(duplicates()).isEqualTo(before);
        assertThat(status(guest, order.header("location"))).isEqualTo("confirmed");
    }
}
