package dev.weft.backend.marketingcloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.journey.Basket;
import dev.weft.journey.Journeys;
import dev.weft.kernel.Failure;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.StrictJson;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Baskets left behind, told to Journey Builder as the entry event of a journey ({@code POST /interaction/v1/events}). Any 2xx means that it
 * happened, whatever stands in it: the event cannot be taken back, nor asked for.
 */
public final class MarketingJourneys implements Journeys {
    private static final String TARGET = "/interaction/v1/events";
    private static final String JSON_UTF_8 =
            "application/json; charset=UTF-8"; // without it, what is not ASCII arrives spoilt
    private static final int LONGEST_ID = 64;

    private final BackendClient client;
    private final MarketingCloudSettings settings;
    private final Map<String, String> events;

    /**
     * @param events by site, the key of the event that starts its journey; no period may stand in one. A site that is not in here tells
     *     nothing.
     */
    public MarketingJourneys(BackendClient client, MarketingCloudSettings settings, Map<String, String> events) {
        events.forEach((site, key) -> {
            if (key.isEmpty() || key.indexOf('.') >= 0) {
                throw new IllegalArgumentException(
                        "events: '" + key + "' for " + site + " (expected: an event definition key, without a period)");
            }
        });
        this.client = client;
        this.settings = settings;
        this.events = Map.copyOf(events);
    }

    @Override
    public Future<Outcome> abandoned(Basket basket, Instant since, RequestContext context) {
        BackendRequest request;
        try {
            Optional<String> event =
                    Optional.ofNullable(events.get(basket.owner().site()));
            String contactKey = settings.contact().theirs(basket.owner().customerId());
            if (event.isEmpty() || contactKey.isEmpty()) {
                return Future.succeededFuture(
                        AfterSend.rejected(event.isEmpty() ? "no_event_for_site" : "no_contact_key"));
            }
            request = request(new JsonObject()
                    .put("ContactKey", contactKey)
                    .put("EventDefinitionKey", event.get())
                    .put("Data", EventData.of(settings, contactKey, basket, since)));
        } catch (RuntimeException mistake) { // of ours, in making it: nothing was sent
            return Future.succeededFuture(AfterSend.notSent(mistake, client.name()));
        }
        return client.send(request, context).map(this::outcome).otherwise(cause -> AfterSend.of(cause, client.name()));
    }

    private static BackendRequest request(JsonObject event) {
        return new BackendRequest(
                "event",
                HttpMethod.POST,
                TARGET,
                List.of(Map.entry("accept", "application/json")),
                Optional.of(new BackendRequest.Body(JSON_UTF_8, event.toBuffer().getBytes())),
                false);
    }

    private Outcome outcome(BackendResponse answer) {
        if (answer.ok()) {
            return AfterSend.applied(eventId(answer.body()));
        }
        Failure failure = CloudError.failure(client.name(), answer.status(), answer.body());
        return switch (answer.status()) {
            case 400, 409, 413, 415, 422 -> AfterSend.rejected(failure.detail());
            case 403, 404, 405 ->
                new Outcome.NotApplied(
                        failure, true); // rights and addresses: nothing gets through before somebody puts them right
            default -> new Outcome.Uncertain(failure);
        };
    }

    /** Empty where nobody can read it; the event happened all the same. */
    private static String eventId(byte[] body) {
        try {
            JsonNode id = StrictJson.unambiguous(body).path("eventInstanceId");
            return id.isTextual() && id.textValue().length() <= LONGEST_ID ? id.textValue() : "";
        } catch (MalformedJson unreadable) {
            return "";
        }
    }
}
