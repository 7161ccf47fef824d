package dev.weft.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.fanout.Composite;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Part;
import java.io.IOException;
import java.util.Map;

/** Writes {@code meta.parts}: what became of each part of a composite. */
final class PartsJson {
    private PartsJson() {}

    static void write(JsonGenerator json, Composite composite, long nowNanos) throws IOException {
        json.writeObjectFieldStart("parts");
        for (Composite.Entry entry : composite.parts()) {
            json.writeObjectFieldStart(entry.name());
            writePart(json, entry.part(), nowNanos);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writePart(JsonGenerator json, Part<?> part, long nowNanos) throws IOException {
        if (part instanceof Part.Missing<?> missing) {
            json.writeStringField("status", "missing");
            json.writeStringField("source", missing.source());
            json.writeStringField("reason", missing.failure().code());
        } else if (part instanceof Part.Present<?> present) {
            Age age = Age.of(present.value(), nowNanos);
            String status = present.gap().isPresent() ? "partial" : age.stale ? "stale" : "ok";
            json.writeStringField("status", status);
            json.writeStringField("source", present.source());
            json.writeNumberField("ageMs", age.millis);
            if (present.gap().isPresent()) {
                Failure gap = present.gap().get();
                json.writeStringField("reason", gap.code());
            }
        }
    }

    /** The least fresh of all values of a part. */
    private record Age(long millis, boolean stale) {
        static Age of(Object value, long nowNanos) {
            long oldest = 0;
            boolean stale = false;
            if (value instanceof Map<?, ?> values) {
                for (Object one : values.values()) {
                    if (one instanceof Aged<?> aged) {
                        oldest = Math.max(oldest, nowNanos - aged.atNanos());
                        stale |= aged.stale();
                    }
                }
            }
            return new Age(oldest / 1_000_000, stale);
        }
    }
}
