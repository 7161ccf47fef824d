package dev.weft.sandbox.sap;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An entity as a caller sent it. Reading checks what the engine checks before any business logic: names, lengths and types.
 *
 * @param type the entity's type, for messages
 * @param texts the string properties it may have and their greatest lengths; 0 for decimals and dates
 * @param ways the navigations it may be sent with
 */
record Entered(String type, JsonObject json, Map<String, Integer> texts, List<String> ways) {

    static JsonObject parse(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException e) {
            throw ODataRefusal.badRequest("Error while parsing a JSON stream");
        }
    }

    Entered {
        for (String name : json.fieldNames()) {
            if (!texts.containsKey(name) && !ways.contains(name) && !name.equals("__metadata")) {
                throw ODataRefusal.of(
                        400, "005056A509B11EE1B9A8FEC11C22D78E", "Property '" + name + "' is invalid in " + type);
            }
        }
    }

    /** The text of this property, empty if it was not sent. */
    String text(String name) {
        Object value = json.getValue(name);
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            throw wrongType(name);
        }
        int longest = texts.getOrDefault(name, 0);
        if (longest > 0 && text.length() > longest) {
            throw ODataRefusal.badRequest("Value '" + text + "' violates facet information 'MaxLength=" + longest
                    + "' of property '" + name + "'");
        }
        return text;
    }

    String required(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw ODataRefusal.business("V1/302", "Enter a value for " + name);
        }
        return text;
    }

    /** A decimal, which SAP takes as text only. */
    BigDecimal decimal(String name) {
        Object value = json.getValue(name);
        try {
            if (value instanceof String text && text.length() <= 40) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            // refused below, like any other value that is no decimal
        }
        throw wrongType(name);
    }

    boolean has(String name) {
        return json.getValue(name) != null;
    }

    /** The entities sent along, as a bare array or inside {@code results}. */
    List<JsonObject> many(String way) {
        Object value = json.getValue(way);
        if (value instanceof JsonObject wrapped) {
            value = wrapped.getValue("results");
        }
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)) {
            throw wrongType(way);
        }
        List<JsonObject> entities = new ArrayList<>();
        for (Object each : array) {
            if (!(each instanceof JsonObject entity)) {
                throw wrongType(way);
            }
            entities.add(entity);
        }
        return entities;
    }

    private ODataRefusal wrongType(String name) {
        return ODataRefusal.badRequest("Invalid value for property '" + name + "' of " + type);
    }
}
