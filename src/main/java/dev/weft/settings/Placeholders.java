package dev.weft.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the environment and files in place of {@code ${env:NAME}} and {@code ${file:PATH}} inside values, and remembers which values came
 * so. A path is relative to the document; one line end at a file's end is dropped. What was put in is not looked at again. {@code $${}
 * stands for a literal {@code ${}.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final long MAX_FILE = 64 * 1024;

    private final Path folder;
    private final Map<String, String> env;
    private final Problems problems;

    Placeholders(Path document, Map<String, String> env, Problems problems) {
        Path parent = document.toAbsolutePath().getParent();
        this.folder = parent == null ? document.toAbsolutePath() : parent;
        this.env = env;
        this.problems = problems;
    }

    Document expand(Document document) {
        JsonNode root = expand(document, document.root(), KeyPath.ROOT);
        return new Document(root, document.lines(), document.origins());
    }

    private JsonNode expand(Document document, JsonNode node, KeyPath path) {
        if (node instanceof ObjectNode mapping) {
            new ArrayList<>(mapping.properties())
                    .forEach(entry ->
                            mapping.set(entry.getKey(), expand(document, entry.getValue(), path.key(entry.getKey()))));
            return mapping;
        }
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, expand(document, list.get(i), path.item(i)));
            }
            return list;
        }
        return node.isTextual() && node.textValue().contains("${") ? text(document, node, path) : node;
    }

    private JsonNode text(Document document, JsonNode node, KeyPath path) {
        String source = node.textValue();
        Matcher matcher = PLACEHOLDER.matcher(source);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            out.append(source, from, matcher.start());
            from = matcher.end();
            String inner = matcher.group(1);
            if (inner == null) {
                out.append("${");
                continue;
            }
            document.origins().put(path.pointer(), source);
            Optional<String> value = value(matcher.group(), inner, document.line(path), path);
            if (value.isEmpty()) {
                return node;
            }
            out.append(value.get());
        }
        return JsonNodeFactory.instance.textNode(
                out.append(source, from, source.length()).toString());
    }

    private Optional<String> value(String written, String inner, int line, KeyPath path) {
        if (written.endsWith("}")
                && inner.startsWith("env:")
                && NAME.matcher(inner.substring(4)).matches()) {
            return fromEnvironment(inner.substring(4), line, path);
        }
        if (written.endsWith("}") && inner.length() > 5 && inner.startsWith("file:")) {
            return fromFile(inner.substring(5), line, path);
        }
        problems.error(
                line,
                path.shown(),
                "not a placeholder we know",
                "Write ${env:NAME} or ${file:PATH}, or $${ for a literal ${.");
        return Optional.empty();
    }

    private Optional<String> fromEnvironment(String name, int line, KeyPath path) {
        String value = env.get(name);
        if (value == null || value.isEmpty()) {
            problems.error(
                    line,
                    path.shown(),
                    "the environment variable " + name + (value == null ? " is not set" : " is empty"),
                    "Set " + name + " before starting.");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private Optional<String> fromFile(String name, int line, KeyPath path) {
        try {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) {
                problems.error(line, path.shown(), "there is no file " + name, RELATIVE);
            } else if (Files.size(file) > MAX_FILE) {
                problems.error(line, path.shown(), "the file " + name + " is larger than 64 KiB", "Name another.");
            } else {
                String content = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(java.nio.ByteBuffer.wrap(Files.readAllBytes(file)))
                        .toString();
                String value = content.replaceFirst("\\r?\\n\\z", "");
                if (!value.isEmpty()) {
                    return Optional.of(value);
                }
                problems.error(line, path.shown(), "the file " + name + " is empty", "Put the value into it.");
            }
        } catch (java.nio.charset.CharacterCodingException e) {
            problems.error(line, path.shown(), "the file " + name + " is not UTF-8 text", "Save it as UTF-8.");
        } catch (IOException | InvalidPathException e) {
            problems.error(line, path.shown(), "the file " + name + " cannot be read", "Check its permissions.");
        }
        return Optional.empty();
    }

    private static final String RELATIVE = "A path is relative to the configuration file.";
}
