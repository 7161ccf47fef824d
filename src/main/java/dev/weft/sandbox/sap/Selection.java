package dev.weft.sandbox.sap;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.sap.EntitySet.Navigation;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What of an entity is written: the chosen properties and, expanded or deferred, its navigation.
 *
 * @param navigation the selection for the expanded entities; empty if the navigation is only linked to
 * @param linked whether the navigation is mentioned at all
 */
record Selection<R>(
        EntitySet<R> set, List<Property<R>> properties, Optional<Expanded<R, ?>> navigation, boolean linked) {

    /** A navigation and what is written of its targets. */
    record Expanded<R, T>(Navigation<R, T> way, Selection<T> selection) {

        void write(JsonGenerator json, R row, String base) throws IOException {
            json.writeFieldName(way.name());
            List<T> targets = way.follow().apply(row);
            if (!way.many()) {
                selection.write(json, targets.get(0), base);
                return;
            }
            json.writeStartObject();
            json.writeArrayFieldStart("results");
            for (T target : targets) {
                selection.write(json, target, base);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Reads {@code $select} and {@code $expand}; names nobody knows are refused. */
    static <R> Selection<R> of(EntitySet<R> set, List<String> select, List<String> expand) {
        List<String> expandBeyond = new ArrayList<>();
        for (String name : expand) {
            int slash = name.indexOf('/');
            String first = slash < 0 ? name : name.substring(0, slash);
            if (set.expand().filter(way -> way.name().equals(first)).isEmpty()) {
                throw ODataRefusal.badRequest("Navigation property '" + first + "' not found in " + set.type());
            }
            if (slash > 0) {
                expandBeyond.add(name.substring(slash + 1));
            }
        }
        boolean everything = select.isEmpty() || select.contains("*");
        List<Property<R>> properties =
                new ArrayList<>(everything ? set.properties().values() : List.of());
        List<String> beyond = new ArrayList<>();
        boolean linked = everything;
        String wayName = set.expand().map(Navigation::name).orElse("");
        for (String name : select) {
            if (name.equals("*")) {
                continue;
            }
            if (!wayName.isEmpty() && (name.equals(wayName) || name.startsWith(wayName + "/"))) {
                linked = true;
                if (name.length() > wayName.length()) {
                    beyond.add(name.substring(wayName.length() + 1));
                }
            } else if (!everything) {
                properties.add(set.property(name));
            } else {
                set.property(name);
            }
        }
        Optional<Expanded<R, ?>> navigation = linked && !expand.isEmpty()
                ? set.expand().map(way -> expanded(way, beyond, expandBeyond))
                : Optional.empty();
        return new Selection<>(set, properties, navigation, linked);
    }

    private static <R, T> Expanded<R, ?> expanded(Navigation<R, T> way, List<String> select, List<String> expand) {
        return new Expanded<>(way, of(way.target(), select, expand));
    }

    void write(JsonGenerator json, R row, String base) throws IOException {
        String uri = uri(row, base);
        json.writeStartObject();
        json.writeObjectFieldStart("__metadata");
        json.writeStringField("id", uri);
        json.writeStringField("uri", uri);
        json.writeStringField("type", set.type());
        Optional<String> etag = set.etag(row);
        if (etag.isPresent()) {
            json.writeStringField("etag", etag.get());
        }
        json.writeEndObject();
        for (Property<R> property : properties) {
            property.write(json, row);
        }
        if (navigation.isPresent()) {
            navigation.get().write(json, row, base);
        } else if (linked && set.expand().isPresent()) {
            json.writeObjectFieldStart(set.expand().get().name());
            json.writeObjectFieldStart("__deferred");
            json.writeStringField("uri", uri + "/" + set.expand().get().name());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    String uri(R row, String base) {
        return base + "/" + set.name() + key(row);
    }

    private String key(R row) {
        if (set.keys().size() == 1) {
            return "(" + keyValue(row, set.keys().get(0)) + ")";
        }
        return set.keys().stream()
                .map(name -> name + "=" + keyValue(row, name))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private String keyValue(R row, String name) {
        Object value = set.property(name).read().apply(row);
        if (value instanceof Instant moment) {
            return "datetime'" + moment.toString().replace(":", "%3A").replace("Z", "") + "'";
        }
        String text = (String) value;
        return "'" + (isPlain(text) ? text : URLEncoder.encode(text.replace("'", "''"), StandardCharsets.UTF_8)) + "'";
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isLetterOrDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
