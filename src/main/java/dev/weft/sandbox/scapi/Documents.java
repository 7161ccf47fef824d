package dev.weft.sandbox.scapi;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/** What of a document that came in is kept: known fields as text, and custom attributes as they are. */
final class Documents {

    static final Set<String> ADDRESS = Set.of(
            "address1",
            "address2",
            "city",
            "companyName",
            "countryCode",
            "firstName",
            "fullName",
            "jobTitle",
            "lastName",
            "phone",
            "postBox",
            "postalCode",
            "salutation",
            "secondName",
            "stateCode",
            "suffix",
            "suite",
            "title");

    private static final int LONGEST = 4_000;

    private Documents() {}

    /** The fields named and every {@code c_*}; a text longer than 4,000 letters is refused. */
    static JsonObject kept(JsonObject from, Set<String> fields) {
        JsonObject kept = new JsonObject();
        for (String field : from.fieldNames()) {
            Object value = from.getValue(field);
            if (value instanceof String text && text.length() > LONGEST) {
                throw Problems.refusal("The value of '" + field + "' is too long.");
            }
            if (value != null && (fields.contains(field) || field.startsWith("c_"))) {
                kept.put(field, value);
            }
        }
        return kept;
    }

    static JsonObject custom(JsonObject from) {
        return kept(from, Set.of());
    }

    static JsonObject address(JsonObject from, String id) {
        JsonObject kept = kept(from, ADDRESS);
        if (kept.getString("fullName") == null) {
            kept.put("fullName", (kept.getString("firstName", "") + " " + kept.getString("lastName", "")).trim());
        }
        return kept.put("id", id);
    }

    /** A field that must be there and not blank. */
    static String required(JsonObject from, String field) {
        String value = from.getString(field, "");
        if (value == null || value.isBlank()) {
            throw Problems.refusal("The property '" + field + "' is required.");
        }
        return value;
    }
}
