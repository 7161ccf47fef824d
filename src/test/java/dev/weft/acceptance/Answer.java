package dev.weft.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came back.
 *
 * @param headers by lower-case name
 * @param body as text
 * @param millis how long it took
 */
record Answer(int status, Map<String, List<String>> headers, String body, long millis) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** The header's only value; empty where there is none. Fails where there are several. */
    String header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new AssertionError(name + " stands more than once: " + values);
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The type of the body without its parameters. */
    String mediaType() {
        return header("content-type").split(";", 2)[0];
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + body, e);
        }
    }

    JsonNode at(String pointer) {
        return json().at(pointer);
    }

    /** What became of a part: {@code ok}, {@code stale}, {@code partial}, {@code missing: reason}; empty where it was not asked for. */
    String part(String name) {
        JsonNode state = at("/meta/parts/" + name);
        return Optional.of(state.path("status").asText(""))
                .map(status -> status.equals("missing")
                        ? "missing: " + state.path("reason").asText()
                        : status)
                .orElse("");
    }

    boolean complete() {
        return header("weft-complete").equals("?1") && at("/meta/complete").asBoolean();
    }

    String code() {
        return at("/code").asText("");
    }

    @Override
    public String toString() {
        return status + " " + headers + "\n" + body;
    }
}
