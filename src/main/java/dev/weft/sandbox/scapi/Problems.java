package dev.weft.sandbox.scapi;

import dev.weft.sandbox.wire.JsonBytes;
import dev.weft.sandbox.wire.Reply;

/** The Shopper APIs' problem+json. */
final class Problems {

    private static final String TYPES = "https://api.commercecloud.salesforce.com/documentation/error/v1/errors/";

    private Problems() {}

    static Reply of(int status, String type, String title, String detail) {
        return Reply.of(status, Reply.PROBLEM, JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringField("title", title);
            json.writeStringField("type", TYPES + type);
            json.writeStringField("detail", detail);
            json.writeEndObject();
        }));
    }

    static Reply overloaded() {
        return of(503, "service-unavailable", "Service Unavailable", "The service is overloaded.");
    }

    /** As {@link #badRequest}, to be thrown. */
    static Refused refusal(String detail) {
        return new Refused(badRequest(detail));
    }

    /** A 400 of its own type, to be thrown. */
    static Refused refusal(String type, String title, String detail) {
        return new Refused(of(400, type, title, detail));
    }

    static Reply badRequest(String detail) {
        return of(400, "bad-request", "Bad Request", detail);
    }

    static Reply unauthorized() {
        return of(
                401,
                "unauthorized",
                "Unauthorized",
                "Your access-token is invalid and could not be used to identify the API client.");
    }

    static Reply forbidden(String detail) {
        return of(403, "forbidden", "Forbidden", detail);
    }

    static Reply notFound(String what, String detail) {
        return of(404, what + "-not-found", "Not Found", detail);
    }
}
