package dev.weft.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads YAML into a {@link Document}. Built on the parser's events rather than on its objects, because only they have positions for
 * everything, and because scalars are then typed by YAML 1.2's core schema, as editors do it: {@code no} and {@code on} stay texts.
 *
 * <p>Refused: a key twice in one mapping, anchors and aliases (a value stands in one place, where a message can point), explicit tags,
 * more than one document.
 */
final class YamlReader {
    private static final int MAX_DEPTH = 24;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Problems problems;
    private final Map<String, Integer> lines = new HashMap<>();
    private Iterator<Event> events = java.util.Collections.emptyIterator();

    YamlReader(Problems problems) {
        this.problems = problems;
    }

    /** The document, or empty with a problem reported. A document with problems may still be returned, to find more. */
    Optional<Document> read(String text) {
        try {
            events = new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
            return readDocument();
        } catch (Unreadable e) {
            problems.error(e.line, e.key, e.message, e.remedy);
        } catch (MarkedYAMLException e) {
            YamlFault.report(e, text, problems);
        } catch (YAMLException e) { // its message quotes the document, so it is not passed on
            problems.error(
                    1, "", "not a YAML text: it holds a character YAML does not allow", "Save it as plain UTF-8.");
        }
        return Optional.empty();
    }

    private Optional<Document> readDocument() {
        Event event = nextContent();
        if (event.is(Event.ID.StreamEnd)) {
            throw new Unreadable(1, "", "the document is empty", "Start from conf/gateway.yaml.");
        }
        if (!(event instanceof MappingStartEvent)) {
            throw new Unreadable(
                    line(event.getStartMark()),
                    "",
                    "the document must be a mapping of keys to values",
                    "Begin with 'version: 1'.");
        }
        JsonNode root = node(event, KeyPath.ROOT, 0);
        events.next(); // the document's end
        Event after = events.next();
        if (!after.is(Event.ID.StreamEnd)) {
            throw new Unreadable(
                    line(after.getStartMark()), "", "a second document begins here", "Keep one document per file.");
        }
        return Optional.of(new Document(root, lines, new HashMap<>()));
    }

    private Event nextContent() {
        Event event = events.next();
        while (event.is(Event.ID.StreamStart) || event.is(Event.ID.DocumentStart) || event.is(Event.ID.DocumentEnd)) {
            event = events.next();
        }
        return event;
    }

    private JsonNode node(Event event, KeyPath path, int depth) {
        refuseUnsupported(event, path, depth);
        if (event instanceof ScalarEvent scalar) {
            return scalar.isPlain() && scalar.getImplicit().canOmitTagInPlainScalar()
                    ? PlainScalar.resolve(scalar.getValue())
                    : NODES.textNode(scalar.getValue());
        }
        return event instanceof SequenceStartEvent ? sequence(path, depth) : mapping(path, depth);
    }

    private ArrayNode sequence(KeyPath path, int depth) {
        ArrayNode list = NODES.arrayNode();
        for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
            KeyPath item = path.item(list.size());
            lines.put(item.pointer(), line(event.getStartMark()));
            list.add(node(event, item, depth + 1));
        }
        return list;
    }

    private ObjectNode mapping(KeyPath path, int depth) {
        ObjectNode mapping = NODES.objectNode();
        for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
            refuseUnsupported(event, path, depth);
            int line = line(event.getStartMark());
            if (!(event instanceof ScalarEvent key)) {
                throw new Unreadable(line, path.shown(), "a key must be a plain text", "Write 'key: value'.");
            }
            KeyPath child = path.key(key.getValue());
            boolean twice = mapping.has(key.getValue());
            if (twice) {
                Integer first = lines.get(child.pointer());
                problems.error(
                        line, child.shown(), "the key is there twice, first on line " + first, "Remove one of them.");
            } else {
                lines.put(child.pointer(), line);
            }
            JsonNode value = node(events.next(), child, depth + 1);
            if (!twice) {
                mapping.set(key.getValue(), value);
            }
        }
        return mapping;
    }

    private static void refuseUnsupported(Event event, KeyPath path, int depth) {
        int line = line(event.getStartMark());
        if (event instanceof AliasEvent || (event instanceof NodeEvent named && named.getAnchor() != null)) {
            throw new Unreadable(
                    line,
                    path.shown(),
                    "anchors (&name) and aliases (*name) are not supported",
                    "Write the value out.");
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof org.yaml.snakeyaml.events.CollectionStartEvent start ? start.getTag() : null;
        if (tag != null && !tag.equals("!")) {
            throw new Unreadable(line, path.shown(), "tags (!name) are not supported", "Remove the tag.");
        }
        if (depth > MAX_DEPTH) {
            throw new Unreadable(line, path.shown(), "nested more than " + MAX_DEPTH + " levels deep", "");
        }
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }

    /** Ends reading at once: what follows could only be guessed at. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final String key;
        private final String message;
        private final String remedy;

        Unreadable(int line, String key, String message, String remedy) {
            super(message, null, false, false);
            this.line = line;
            this.key = key;
            this.message = message;
            this.remedy = remedy;
        }
    }
}
