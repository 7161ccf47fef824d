package dev.weft.http.scapi.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one JSON document and what of interest stands where. Read in one pass of Jackson's streaming parser, which tells the offset
 * of each token; members outside the {@link Shape} are skipped, not kept. What the parser does not take as JSON is no document, and
 * whoever holds the bytes passes them on as they are.
 */
public final class Document {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(128).build())
            .build();

    private final byte[] source;
    private final List<Item> roots;

    private Document(byte[] source, List<Item> roots) {
        this.source = source;
        this.roots = roots;
    }

    /** Scans {@code source}, which is not copied and must not change; empty where it is not JSON. */
    public static Optional<Document> scan(byte[] source, Shape shape) {
        try (JsonParser parser = JSON.createParser(source)) {
            Scan scan = new Scan(source, parser);
            List<Item> roots = scan.document(shape);
            return Optional.of(new Document(source, roots));
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** The object the document is, or the objects of the array it is; none for a scalar. */
    public List<Item> roots() {
        return roots;
    }

    /** Edits to be collected for this document. */
    public Edits edits() {
        return new Edits(source);
    }

    /** One pass over the tokens. */
    private static final class Scan {
        private final byte[] source;
        private final JsonParser parser;

        Scan(byte[] source, JsonParser parser) {
            this.source = source;
            this.parser = parser;
        }

        List<Item> document(Shape shape) throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IOException("empty");
            }
            List<Item> roots = value(first, shape);
            if (parser.nextToken() != null) {
                throw new IOException("more than one document");
            }
            return roots;
        }

        /** Reads the value whose first token is current, to its last token. */
        private List<Item> value(JsonToken first, @Nullable Shape shape) throws IOException {
            if (shape == null || shape.leaf()) {
                parser.skipChildren();
                parser.finishToken();
                return List.of();
            }
            if (first == JsonToken.START_OBJECT) {
                return List.of(object(shape));
            }
            if (first == JsonToken.START_ARRAY) {
                List<Item> elements = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    elements.addAll(value(next, shape));
                }
                return elements;
            }
            parser.finishToken();
            return List.of();
        }

        private Item object(Shape shape) throws IOException {
            Item item = new Item(source, tokenStart());
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                item.filled();
                Shape inner = shape.member(name);
                JsonToken first = parser.nextToken();
                int from = inner == null ? 0 : tokenStart();
                List<Item> items = value(first, inner);
                if (inner != null) {
                    item.member(name, from, tokenEnd(), items);
                }
            }
            item.closed(tokenStart());
            return item;
        }

        private int tokenStart() {
            return (int) parser.currentTokenLocation().getByteOffset();
        }

        private int tokenEnd() {
            return (int) parser.currentLocation().getByteOffset();
        }
    }
}
