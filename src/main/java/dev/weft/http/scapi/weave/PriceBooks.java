package dev.weft.http.scapi.weave;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** The member {@code prices} of a product: an amount for each price book. */
final class PriceBooks {
    private static final JsonFactory JSON = new JsonFactory();

    private PriceBooks() {}

    /** {@code raw} with {@code amount}, written as {@code json}, in every book; as it is where it is no object. */
    static String all(String raw, BigDecimal amount, String json) {
        StringWriter text = new StringWriter(raw.length());
        try (JsonParser in = JSON.createParser(raw);
                JsonGenerator out = JSON.createGenerator(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return raw;
            }
            out.writeStartObject();
            for (String book = in.nextFieldName(); book != null; book = in.nextFieldName()) {
                out.writeFieldName(book);
                if (in.nextToken().isNumeric()) {
                    out.writeRawValue(in.getDecimalValue().compareTo(amount) == 0 ? in.getText() : json);
                } else {
                    out.copyCurrentStructure(in);
                }
            }
            out.writeEndObject();
            out.flush();
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the whole document was scanned before
        }
    }
}
