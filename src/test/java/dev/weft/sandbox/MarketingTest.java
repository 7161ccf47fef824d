package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The journey tool, seen from outside. */
class MarketingTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String GRANT =
            "{\"grant_type\":\"client_credentials\",\"client_id\":\"weft-journeys\",\"client_secret\":\"sandbox-secret\"}";
    private static final String EVENT =
            "{\"ContactKey\":\"WC7\",\"EventDefinitionKey\":\"WeftAbandonedBasket\",\"Data\":{\"BasketId\":\"b-1\",\"Units\":3,"
                    + "\"Amount\":\"123.90\",\"ChangedAt\":\"2026-11-30T09:15:27Z\"}}";

    @BeforeEach
    void emptyBooks() {
        sandbox.delete("/_sandbox/books");
        sandbox.delete("/_sandbox/events");
    }

    private static HttpResponse<String> token(String body, String type) {
        return sandbox.post("/marketing/v2/token", body, "Content-Type", type);
    }

    private static String[] session() {
        String token = new JsonObject(token(GRANT, "application/json").body()).getString("access_token");
        return Stream.concat(Stream.of(bearer(token)), Stream.of("Content-Type", "application/json; charset=UTF-8"))
                .toArray(String[]::new);
    }

    private static HttpResponse<String> fire(String body, String... headers) {
        return sandbox.post("/marketing/interaction/v1/events", body, headers);
    }

    private static JsonObject events(String query) {
        return new JsonObject(sandbox.get("/_sandbox/events" + query).body());
    }

    @Test
    void givesATokenForLessThanTwentyMinutes() {
        JsonObject given = new JsonObject(token(GRANT, "application/json").body());
        assertThat(given.fieldNames())
                .containsExactlyInAnyOrder(
                        "access_token", "token_type", "expires_in", "scope", "soap_instance_url", "rest_instance_url");
        assertThat(given.getInteger("expires_in")).isEqualTo(1_079);
    }

    @ParameterizedTest
    @CsvSource({
        "sandbox-secret, another, application/json, 401, invalid_client",
        "weft-journeys, somebody, application/json, 401, invalid_client",
        "client_credentials, password, application/json, 400, unsupported_grant_type",
        "weft, weft, application/x-www-form-urlencoded, 400, unsupported_grant_type"
    })
    void refusesOtherClientsGrantsAndForms(String good, String bad, String type, int status, String error) {
        HttpResponse<String> answer = token(GRANT.replace(good, bad), type);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("error")).isEqualTo(error);
    }

    @Test
    void takesEventsAndShowsThem() {
        String[] session = session();
        HttpResponse<String> first = fire(EVENT, session);
        fire(EVENT.replace("WC7", "WC8").replace("b-1", "b-2"), session);
        HttpResponse<String> again = fire(EVENT, session);

        assertThat(first.statusCode()).isEqualTo(201);
        String id = new JsonObject(first.body()).getString("eventInstanceId");
        assertThat(id).isNotEqualTo(new JsonObject(again.body()).getString("eventInstanceId"));
        JsonObject all = events("");
        assertThat(all.getInteger("total")).isEqualTo(3);
        JsonObject shown = all.getJsonArray("events").getJsonObject(0);
        assertThat(shown.getString("eventInstanceId")).isEqualTo(id);
        assertThat(shown.getString("contactKey")).isEqualTo("WC7");
        assertThat(shown.getString("eventDefinitionKey")).isEqualTo("WeftAbandonedBasket");
        assertThat(shown.getJsonObject("data")).isEqualTo(new JsonObject(EVENT).getJsonObject("Data"));
        assertThat(events("?contact=WC7").getInteger("found")).isEqualTo(2);
        assertThat(events("?limit=1").getJsonArray("events")).hasSize(1);
        JsonObject verdicts = new JsonObject(sandbox.get("/_sandbox/verdicts").body());
        assertThat(verdicts.getJsonObject("marketing"))
                .isEqualTo(new JsonObject().put("events", 3).put("toldAgain", 1));
        assertThat(verdicts.getJsonObject("arrivals")
                        .getJsonObject("marketing.event")
                        .getInteger("blindSends"))
                .isEqualTo(1);
        sandbox.delete("/_sandbox/books");
        assertThat(events("").getInteger("total")).isEqualTo(3);
        sandbox.delete("/_sandbox/events");
        assertThat(events("").getInteger("total")).isZero();
    }

    @Test
    void takesNothingWithoutAGoodToken() {
        String[] session = session();
        assertThat(fire(EVENT, "Content-Type", "application/json").statusCode()).isEqualTo(401);
        sandbox.fault("marketing", "{\"expireTokens\":true}");
        assertThat(fire(EVENT, session).statusCode()).isEqualTo(401);
        assertThat(events("").getInteger("total")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WeftAbandonedBasket | WeftForgottenBasket",
                "WeftAbandonedBasket | Weft.AbandonedBasket",
                "\"ContactKey\":\"WC7\", | ''",
                "\"Units\":3 | \"Units\":[3]",
                "\"Units\":3 | \"Units\":\"three\"",
                "\"Amount\":\"123.90\" | \"Amount\":{\"value\":1}",
                "\"Amount\" | \"Price\"",
                "2026-11-30T09:15:27Z | yesterday",
                "\"Data\":{ | \"Data\":[{",
            })
    void refusesWhatDoesNotFit(String good, String bad) {
        assertThat(EVENT).contains(good);
        HttpResponse<String> answer = fire(EVENT.replace(good, bad), session());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).fieldNames())
                .containsExactlyInAnyOrder("message", "errorcode", "documentation");
        assertThat(events("").getInteger("total")).isZero();
    }

    @Test
    void throttlesAndFailsInTheVendorsShape() {
        sandbox.fault("marketing", "{\"operation\":\"event\",\"error\":\"429\",\"retryAfterSeconds\":5}");
        HttpResponse<String> later = fire(EVENT, session());
        assertThat(later.statusCode()).isEqualTo(429);
        assertThat(new JsonObject(later.body()).getInteger("errorcode")).isEqualTo(50_100);
        assertThat(later.headers().firstValue("retry-after")).contains("5");
        sandbox.fault("marketing", "{\"operation\":\"event\",\"limitExceeded\":true}");
        assertThat(new JsonObject(fire(EVENT, session()).body()).getInteger("errorcode"))
                .isEqualTo(50_200);
    }

    @Test
    void tellsWhichEventThereIs() {
        String path = "/marketing/interaction/v1/eventDefinitions/key:";
        assertThat(new JsonObject(sandbox.get(path + "WeftAbandonedBasket", session())
                                .body())
                        .getString("eventDefinitionKey"))
                .isEqualTo("WeftAbandonedBasket");
        assertThat(sandbox.get(path + "Another", session()).statusCode()).isEqualTo(404);
        assertThat(sandbox.get(path + "WeftAbandonedBasket").statusCode()).isEqualTo(401);
    }
}
