package dev.weft.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The configuration as a tree, with the line each key stands on.
 *
 * @param root the top-level mapping
 * @param lines JSON pointer of a value to the line of its key, or of the item in a list
 * @param origins JSON pointer of a value that came from placeholders to its text in the file; such a value is never shown
 */
record Document(JsonNode root, Map<String, Integer> lines, Map<String, String> origins) {

    int line(KeyPath path) {
        for (String at = path.pointer(); !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    JsonNode at(KeyPath path) {
        return root.at(path.pointer());
    }

    /** True where {@code message} holds a value that came from a placeholder. */
    boolean quotesPlaceholder(String message) {
        return origins.keySet().stream()
                .map(pointer -> root.at(pointer).asText())
                .anyMatch(value -> !value.isEmpty() && message.contains(value));
    }

    /** The value in a form fit for a message: shortened, and not at all where it came from a placeholder. */
    String shown(KeyPath path) {
        String origin = origins.get(path.pointer());
        if (origin != null) {
            return "the value of " + origin;
        }
        JsonNode node = at(path);
        if (node.isObject()) {
            return "a mapping";
        }
        if (node.isArray()) {
            return "a list";
        }
        if (node.isNull() || node.isMissingNode()) {
            return "nothing";
        }
        String text = node.asText();
        String shortened = text.length() > 60 ? text.substring(0, 57) + "..." : text;
        return node.isTextual() ? "'" + shortened + "'" : shortened;
    }
}
