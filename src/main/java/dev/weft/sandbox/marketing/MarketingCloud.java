package dev.weft.sandbox.marketing;

import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.OpaqueTokens;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import dev.weft.sandbox.wire.Subject;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * {@code /marketing}: token and REST API of one tenant, which are two hosts outside. The client is {@code weft-journeys} with
 * {@code sandbox-secret}; the one event there is has the key {@code WeftAbandonedBasket}. Every event is a new one: nothing is recognised.
 */
public final class MarketingCloud implements BackOffice {
    public static final String CLIENT = "weft-journeys";
    public static final String SECRET = "sandbox-secret";
    public static final String EVENT = "WeftAbandonedBasket";

    private static final Duration LIFETIME = Duration.ofMinutes(20);
    private static final long SAID_LIFETIME = 1_079; // a little less than it is, as the tenants say
    private static final int THROTTLED = 50_100;
    private static final int BLOCKED = 50_200;
    private static final int INVALID = 30_000;

    private final Operation token = new Operation("token", this::token);
    private final Operation event = new Operation("event", call -> guarded(call, this::event), MarketingCloud::subject);
    private final Operation definition = new Operation("eventDefinition", call -> guarded(call, this::definition));
    private final Operation unknown =
            new Operation("unknown", call -> guarded(call, it -> error(404, 0, "Resource not found")));
    private final OpaqueTokens tokens;
    private final Inbox inbox;
    private final InstantSource clock;

    public MarketingCloud(Inbox inbox, InstantSource clock) {
        this.inbox = inbox;
        this.clock = clock;
        this.tokens = new OpaqueTokens(clock, LIFETIME);
    }

    @Override
    public String name() {
        return "marketing";
    }

    @Override
    public Operation operation(Call call) {
        if (call.method().equals(HttpMethod.POST)) {
            return call.path().equals("/v2/token")
                    ? token
                    : call.path().equals("/interaction/v1/events") ? event : unknown;
        }
        boolean asked = call.method().equals(HttpMethod.GET)
                && call.segments().size() == 4
                && call.path().startsWith("/interaction/v1/eventDefinitions/key:");
        return asked ? definition : unknown;
    }

    @Override
    public Reply failure(int status) {
        return status == 429
                ? error(429, THROTTLED, "Your requests are temporarily limited")
                : error(status, 0, "Internal error");
    }

    @Override
    public Reply limitExceeded() {
        return error(429, BLOCKED, "Your requests are blocked");
    }

    @Override
    public void expireTokens() {
        tokens.expireAll();
    }

    private Reply token(Call call) {
        JsonObject grant = isJson(call) ? json(call).orElseGet(JsonObject::new) : new JsonObject();
        if (!"client_credentials".equals(grant.getValue("grant_type"))) {
            return oauthError(400, "unsupported_grant_type", "grant_type is not one of those there are");
        }
        if (!CLIENT.equals(grant.getValue("client_id")) || !SECRET.equals(grant.getValue("client_secret"))) {
            return oauthError(401, "invalid_client", "client id or secret is not known");
        }
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("access_token", tokens.issue("mc_"));
            json.writeStringField("token_type", "Bearer");
            json.writeNumberField("expires_in", SAID_LIFETIME);
            json.writeStringField("scope", "journeys_execute journeys_read");
            json.writeStringField("soap_instance_url", call.origin() + "/marketing/");
            json.writeStringField("rest_instance_url", call.origin() + "/marketing/");
            json.writeEndObject();
        });
    }

    private Reply guarded(Call call, Function<Call, Reply> answer) {
        return call.bearer().filter(tokens::isValid).isPresent() ? answer.apply(call) : error(401, 0, "Not Authorized");
    }

    private Reply event(Call call) {
        if (!isJson(call)) {
            return error(415, 0, "Unsupported media type");
        }
        Optional<JsonObject> body = json(call);
        if (body.isEmpty()) {
            return error(400, INVALID, "The JSON is not well-formed");
        }
        String contact = text(body.get(), "ContactKey");
        String key = text(body.get(), "EventDefinitionKey");
        Object data = body.get().getValue("Data", new JsonObject());
        Optional<String> fault = contact.isEmpty()
                ? Optional.of("ContactKey is required")
                : !key.equals(EVENT)
                        ? Optional.of("EventDefinitionKey is missing, has a period, or is not known")
                        : data instanceof JsonObject fields
                                ? DataExtension.fault(fields.getMap())
                                : Optional.of("Data is not an object");
        if (fault.isPresent() || !(data instanceof JsonObject fields)) {
            return error(400, INVALID, fault.orElse("Data"));
        }
        String id = UUID.randomUUID().toString();
        inbox.take(new Inbox.Event(id, contact, key, fields, clock.instant()));
        return Reply.json(201, json -> {
            json.writeStartObject();
            json.writeStringField("eventInstanceId", id);
            json.writeEndObject();
        });
    }

    private Reply definition(Call call) {
        if (!call.segment(3).equals("key:" + EVENT)) {
            return error(404, INVALID, "There is no event definition with this key");
        }
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("id", "6c1d6e6c-0000-4000-8000-000000000001");
            json.writeStringField("eventDefinitionKey", EVENT);
            json.writeStringField("name", "Basket left behind");
            json.writeStringField("type", "APIEvent");
            json.writeEndObject();
        });
    }

    /** One state of one basket is what is to be told once. */
    private static Optional<Subject> subject(Call call) {
        return json(call)
                .map(body -> body.getValue("Data"))
                .filter(JsonObject.class::isInstance)
                .map(data -> new Subject(
                        "event", told((JsonObject) data), Subject.Act.CREATE, reply -> reply.status() == 201));
    }

    static String told(JsonObject data) {
        return text(data, "BasketId") + "@" + text(data, "ChangedAt");
    }

    private static String text(JsonObject object, String member) {
        return object.getValue(member) instanceof String text ? text : "";
    }

    private static boolean isJson(Call call) {
        return call.header("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).matches("application/json(\\s*;.*)?"))
                .isPresent();
    }

    private static Optional<JsonObject> json(Call call) {
        try {
            return Optional.of(new JsonObject(call.body()));
        } catch (DecodeException notOne) {
            return Optional.empty();
        }
    }

    private static Reply error(int status, int code, String message) {
        return Reply.json(status, json -> {
            json.writeStartObject();
            json.writeStringField("message", message);
            json.writeNumberField("errorcode", code);
            json.writeStringField("documentation", "");
            json.writeEndObject();
        });
    }

    private static Reply oauthError(int status, String error, String description) {
        return Reply.json(status, json -> {
            json.writeStartObject();
            json.writeStringField("error", error);
            json.writeStringField("error_description", description);
            json.writeEndObject();
        });
    }
}
