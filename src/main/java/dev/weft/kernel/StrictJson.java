package dev.weft.kernel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.kernel.MalformedJson.Fault;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads exactly RFC 8259 and nothing a lenient reader would wave through: no comments, no trailing data, no NaN, no byte order mark, no
 * invalid UTF-8, no lone surrogate, at most {@value #MAX_DEPTH} levels, numbers of at most {@value #MAX_NUMBER} characters. Decimals are
 * exact. Thread-safe, and free of waiting; throws {@link MalformedJson} and nothing else on bad input.
 *
 * <p>Two members of one name are well-formed JSON whose meaning depends on the reader, which is how one system is made to see another
 * order than the next. {@link #unambiguous} refuses them at once: it is for headers of tokens, key sets and everything signed.
 * {@link #read} accepts the text, keeps the first value and names every repeated member, so that whoever validates the body can refuse it
 * with all its other faults in one answer. Using its tree without looking at {@link Document#repeated} is the one mistake to make here.
 */
public final class StrictJson {
    static final int MAX_DEPTH = 64;
    static final int MAX_NUMBER = 128;
    private static final int MAX_SCALE = 400;
    private static final int MAX_REPEATED = 16;
    private static final char REPLACEMENT = '\uFFFD';

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(MAX_NUMBER)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /**
     * A text that was read.
     *
     * @param tree its value; of a repeated member, the first one
     * @param repeated JSON pointers of members that occur more than once in their object, at most {@value #MAX_REPEATED} of them
     */
    public record Document(JsonNode tree, List<String> repeated) {
        public Document {
            repeated = List.copyOf(repeated);
        }
    }

    private StrictJson() {}

    /** Reads {@code json}, naming repeated members rather than refusing them. */
    public static Document read(byte[] json) {
        List<String> repeated = new ArrayList<>(0);
        JsonNode tree = parse(json, repeated);
        return new Document(tree, repeated);
    }

    /** Reads {@code json}; a repeated member is refused. */
    public static JsonNode unambiguous(byte[] json) {
        List<String> repeated = new ArrayList<>(0);
        JsonNode tree = parse(json, repeated);
        if (!repeated.isEmpty()) {
            throw new MalformedJson(Fault.DUPLICATE);
        }
        return tree;
    }

    private static JsonNode parse(byte[] json, List<String> repeated) {
        String text = decode(json);
        refuseLoneSurrogates(text);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new MalformedJson(Fault.SYNTAX);
            }
            JsonNode tree = value(parser, repeated);
            requireEnd(parser);
            return tree;
        } catch (StreamConstraintsException e) {
            throw new MalformedJson(Fault.NUMBER);
        } catch (IOException | NumberFormatException e) {
            throw new MalformedJson(Fault.SYNTAX);
        }
    }

    /** Java's own decoder is strict about overlong forms and encoded surrogates, which Jackson's is not. */
    private static String decode(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
            } catch (CharacterCodingException e) {
                throw new MalformedJson(Fault.ENCODING);
            }
        }
        if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
            throw new MalformedJson(Fault.ENCODING);
        }
        return text;
    }

    /** After decoding, a lone surrogate can only come from an escape, and an escaped half can only be completed by an escaped half. */
    private static void refuseLoneSurrogates(String text) {
        int at = text.indexOf('\\');
        while (at >= 0) {
            int code = escapedUnit(text, at);
            if (code >= 0 && Character.isLowSurrogate((char) code)) {
                throw new MalformedJson(Fault.SURROGATE);
            }
            if (code >= 0 && Character.isHighSurrogate((char) code)) {
                int next = escapedUnit(text, at + 6);
                if (next < 0 || !Character.isLowSurrogate((char) next)) {
                    throw new MalformedJson(Fault.SURROGATE);
                }
                at += 6;
            }
            at = text.indexOf('\\', at + (code >= 0 ? 6 : 2));
        }
    }

    /** The code unit that {@code \}{@code uXXXX} at {@code at} stands for; -1 where there is no such escape. */
    private static int escapedUnit(String text, int at) {
        if (at + 6 > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'u') {
            return -1;
        }
        int code = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }

    private static void requireEnd(JsonParser parser) {
        try {
            if (parser.nextToken() == null) {
                return;
            }
        } catch (IOException e) {
            // Whatever follows, it should not be there.
        }
        throw new MalformedJson(Fault.TRAILING);
    }

    private static JsonNode value(JsonParser parser, List<String> repeated) throws IOException {
        if (parser.getParsingContext().getNestingDepth() > MAX_DEPTH) {
            throw new MalformedJson(Fault.DEPTH);
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, repeated);
            case START_ARRAY -> array(parser, repeated);
            case VALUE_STRING -> nodes.textNode(parser.getText());
            case VALUE_NUMBER_INT -> integer(parser, nodes);
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(decimal(parser));
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            default -> throw new MalformedJson(Fault.SYNTAX);
        };
    }

    private static ObjectNode object(JsonParser parser, List<String> repeated) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            JsonNode value = value(parser, repeated);
            if (object.putIfAbsent(name, value) != null && repeated.size() < MAX_REPEATED) {
                repeated.add(parser.getParsingContext().pathAsPointer().toString());
            }
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, List<String> repeated) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, repeated));
        }
        return array;
    }

    private static JsonNode integer(JsonParser parser, JsonNodeFactory nodes) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> nodes.numberNode(parser.getIntValue());
            case LONG -> nodes.numberNode(parser.getLongValue());
            default -> nodes.numberNode(parser.getBigIntegerValue());
        };
    }

    /** A short number with a huge exponent is a bomb for whoever rescales it, so the exponent has a cap of its own. */
    private static BigDecimal decimal(JsonParser parser) throws IOException {
        BigDecimal value = parser.getDecimalValue();
        if (value.scale() > MAX_SCALE || value.scale() < -MAX_SCALE) {
            throw new MalformedJson(Fault.NUMBER);
        }
        return value;
    }
}
