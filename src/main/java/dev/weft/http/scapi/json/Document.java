package dev.weft.http.scapi.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.base.ParserBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one JSON document and what of interest stands where. Read in one pass of Jackson's streaming parser, which tells the offset
 * of each token; members outside the {@link Shape} are skipped, not kept. What the parser does not take as JSON is no document, and
 * whoever holds the bytes passes them on as they are.
 *
 * <p>Whoever is done with a document, its items and its edits closes it, so that the memory of its index serves the next one. What is not
 * closed is merely garbage; what is used afterwards fails.
 */
public final class Document implements AutoCloseable {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(128).build())
            .build();

    private final byte[] source;
    private final Edits edits = new Edits(this);
    private @Nullable Scratch index;
    private @Nullable Patches patches;

    private Document(byte[] source, Scratch index) {
        this.source = source;
        this.index = index;
    }

    /** Scans {@code source}, which is not copied and must not change; empty where it is not JSON. */
    public static Optional<Document> scan(byte[] source, Shape shape) {
        Scratch index = Scratch.take();
        try (JsonParser parser = JSON.createParser(source)) {
            new Scan(source, (ParserBase) parser, index).document(shape);
            return Optional.of(new Document(source, index));
        } catch (IOException malformed) {
            index.release();
            return Optional.empty();
        }
    }

    /** The object the document is, or the objects of the array it is; none for a scalar. */
    public List<Item> roots() {
        List<Item> roots = new ArrayList<>(1);
        Scratch cells = index();
        for (int cell = 0; cell < cells.size(); cell = cells.next(cell)) {
            roots.add(new Item(this, cell, cells.size()));
        }
        return roots;
    }

    /** Edits to be collected for this document, which has one collection of them. */
    public Edits edits() {
        return edits;
    }

    @Override
    public void close() {
        Scratch cells = index;
        index = null;
        if (cells != null) {
            cells.release();
        }
        Patches changes = patches;
        patches = null;
        if (changes != null) {
            changes.release();
        }
    }

    boolean untouched() {
        return patches == null;
    }

    Patches patches() {
        index(); // or fail
        Patches changes = patches;
        if (changes == null) {
            changes = Patches.take();
            patches = changes;
        }
        return changes;
    }

    byte[] source() {
        return source;
    }

    Scratch index() {
        Scratch cells = index;
        if (cells == null) {
            throw new IllegalStateException("the document is closed");
        }
        return cells;
    }

    /** One pass over the tokens. */
    private static final class Scan {
        private final byte[] source;
        private final ParserBase parser;
        private final Scratch index;

        Scan(byte[] source, ParserBase parser, Scratch index) {
            this.source = source;
            this.parser = parser;
            this.index = index;
        }

        void document(Shape shape) throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IOException("empty");
            }
            value(first, shape);
            if (parser.nextToken() != null) {
                throw new IOException("more than one document");
            }
        }

        /** Reads the value whose first token is current, to its last token. */
        private void value(JsonToken first, @Nullable Shape shape) throws IOException {
            if (shape == null || shape.leaf()) {
                parser.skipChildren();
            } else if (first == JsonToken.START_OBJECT) {
                object(shape);
            } else if (first == JsonToken.START_ARRAY) {
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    value(next, shape);
                }
            }
        }

        private void object(Shape shape) throws IOException {
            int cell = index.add(null, tokenStart());
            int filled = 0;
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                filled = 1;
                Shape inner = shape.member(name);
                JsonToken first = parser.nextToken();
                if (inner == null) {
                    value(first, null);
                    continue;
                }
                int from = tokenStart();
                int member = index.add(name, from);
                value(first, inner);
                index.end(member, first.isScalarValue() ? scalarEnd(from) : tokenStart() + 1);
            }
            index.end(cell, 2 * tokenStart() + filled);
        }

        /** Where the current token begins. Asking the parser for a location instead would make an object of each. */
        private int tokenStart() {
            return (int) parser.getTokenCharacterOffset() - 1;
        }

        private int scalarEnd(int from) {
            int at = from + 1;
            if (source[from] == '"') {
                while (at < source.length && source[at] != '"') {
                    at += source[at] == '\\' ? 2 : 1;
                }
                return at + 1; // the parser has seen, or will see, whether it is there
            }
            while (at < source.length && ",]} \t\r\n".indexOf(source[at]) < 0) {
                at++;
            }
            return at;
        }
    }
}
