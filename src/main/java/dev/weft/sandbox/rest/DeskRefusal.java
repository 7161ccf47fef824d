package dev.weft.sandbox.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.wire.Reply;
import java.io.IOException;
import java.util.Optional;

/** A request the order desk refuses, with status, its own number, and the document that is in the way, if one is. */
final class DeskRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final int number;
    private final String existing;

    DeskRefusal(int status, int number, String text) {
        this(status, number, text, Optional.empty());
    }

    DeskRefusal(int status, int number, String text, Optional<String> existing) {
        super(text, null, false, false);
        this.status = status;
        this.number = number;
        this.existing = existing.orElse("");
    }

    Reply reply() {
        return Reply.json(status, this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("fault");
        json.writeNumberField("no", number);
        json.writeStringField("text", String.valueOf(getMessage()));
        if (!existing.isEmpty()) {
            json.writeStringField("existing_no", existing);
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
