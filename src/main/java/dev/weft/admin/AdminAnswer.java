package dev.weft.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the operators' port answers. */
public record AdminAnswer(int status, String contentType, String body) {
    private static final String JSON = "application/json";

    public static AdminAnswer json(int status, JsonNode body) {
        return new AdminAnswer(status, JSON, body.toString());
    }

    public static AdminAnswer text(String contentType, String body) {
        return new AdminAnswer(200, contentType, body);
    }

    /** A refusal as problem+json; {@code code} names it for programs, {@code detail} for people. */
    public static AdminAnswer problem(int status, String code, String title, String detail) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "https://weft.dev/problems/" + code);
        body.put("title", title).put("status", status).put("code", code);
        if (!detail.isEmpty()) {
            body.put("detail", detail);
        }
        return new AdminAnswer(status, "application/problem+json", body.toString());
    }
}
