package dev.weft.backend.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.weft.kernel.Failure;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A backend's JSON answer, read token by token into just the values an adapter needs. No tree is built: this is the hot path of every
 * fan-out. Numbers stay exact decimals, whether they arrive as numbers or as text.
 *
 * <p>The reader stands on one value at a time. A member or element that is an object or an array must be entered or {@link #skip
 * skipped} before the next is asked for; forgetting it is the one mistake to make here. Whatever does not fit fails the whole reading
 * with BAD_ANSWER; the detail names the place, never the value, which may be personal.
 */
public final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(60)
                    .maxStringLength(1_000_000)
                    .build())
            .build();

    /** An amount like 1e999999999 is small as text and huge as soon as somebody adds it up. */
    private static final int MAX_SCALE = 30;

    /** Turns the value the reader stands on into a {@code T}. */
    @FunctionalInterface
    public interface Shape<T> {
        T read(JsonReader in) throws IOException;
    }

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** The whole answer {@code body} in the given shape; throws {@link dev.weft.kernel.Failed} with BAD_ANSWER where it does not fit. */
    public static <T> T read(String source, byte[] body, Shape<T> shape) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            JsonReader in = new JsonReader(parser);
            if (parser.nextToken() == null) {
                throw in.malformed("a JSON value");
            }
            T value = shape.read(in);
            if (parser.nextToken() != null) {
                throw in.malformed("the end of the answer");
            }
            return value;
        } catch (Malformed unexpected) {
            throw Failure.of(Failure.Reason.BAD_ANSWER, source, unexpected.expectation)
                    .asException();
        } catch (IOException notJson) {
            throw Failure.of(Failure.Reason.BAD_ANSWER, source, "the answer is not JSON")
                    .asException();
        }
    }

    /** Enters the object the reader stands on. */
    public void enterObject() throws IOException {
        if (!parser.isExpectedStartObjectToken()) {
            throw malformed("an object");
        }
    }

    /** Moves to the next member's value; false at the object's end. */
    public boolean nextMember() throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return false;
        }
        if (!parser.hasToken(JsonToken.FIELD_NAME)) {
            throw malformed("a member");
        }
        parser.nextToken();
        return true;
    }

    /** The name of the member the reader stands on. */
    public String member() throws IOException {
        return parser.currentName();
    }

    /** Enters the array the reader stands on. */
    public void enterArray() throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            throw malformed("an array");
        }
    }

    /** Moves to the next element; false at the array's end. */
    public boolean nextElement() throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    public boolean isNull() {
        return parser.hasToken(JsonToken.VALUE_NULL);
    }

    public boolean isArray() {
        return parser.isExpectedStartArrayToken();
    }

    public boolean isObject() {
        return parser.isExpectedStartObjectToken();
    }

    public boolean isText() {
        return parser.hasToken(JsonToken.VALUE_STRING);
    }

    public String text() throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw malformed("a string");
        }
        return parser.getText();
    }

    /** The text here, or the empty string for null. */
    public String textOrEmpty() throws IOException {
        return isNull() ? "" : text();
    }

    public boolean bool() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isBoolean()) {
            throw malformed("true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** The exact number here, also where it is written as text, as OData V2 does. */
    public BigDecimal decimal() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return parse(parser.getText());
        }
        if (token == null || !token.isNumeric()) {
            throw malformed("a number");
        }
        return bounded(parser.getDecimalValue());
    }

    private BigDecimal parse(String text) throws IOException {
        if (text.isEmpty() || text.length() > 2 * MAX_SCALE) {
            throw malformed("a number");
        }
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            throw malformed("a number");
        }
    }

    private BigDecimal bounded(BigDecimal number) throws IOException {
        if (Math.abs(number.scale()) > MAX_SCALE || number.precision() > 2 * MAX_SCALE) {
            throw malformed("a number of ordinary size");
        }
        return number;
    }

    /** Passes over the value the reader stands on, however deep. */
    public void skip() throws IOException {
        parser.skipChildren();
    }

    /** How many elements the array here has; the reader then stands at its end. */
    public int count() throws IOException {
        enterArray();
        int elements = 0;
        while (nextElement()) {
            skip();
            elements++;
        }
        return elements;
    }

    /** What to throw where the value here is not {@code expected}; keep values out of it. */
    public IOException malformed(String expected) {
        JsonToken found = parser.currentToken();
        String where = String.valueOf(parser.getParsingContext().pathAsPointer());
        return new Malformed("expected " + expected + " at '" + where + "', found "
                + (found == null ? "the end" : found.toString()));
    }

    private static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        private final String expectation;

        Malformed(String expectation) {
            super(expectation);
            this.expectation = expectation;
        }

        /** An outcome, not a bug: no stack. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
