package dev.weft.telemetry;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.Set;
import net.logstash.logback.mask.FieldMasker;
import net.logstash.logback.mask.MaskingJsonGenerator;
import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;

/**
 * What the log's encoder writes, named in {@code logback.xml}: fields of a closed list, every text through {@link Masks}. A field that is
 * not on the list is written as {@code ****}, so that whoever adds one decides here that it may be seen.
 */
public final class LogMask implements FieldMasker, ValueMasker {
    static final Set<String> FIELDS = Set.of(
            "@timestamp",
            "message",
            "logger_name",
            "thread_name",
            "level",
            "stack_trace",
            "tags",
            "route",
            "method",
            "status",
            "ms",
            "requestId",
            "traceId",
            "cache",
            "client",
            "parts",
            "reason",
            "operator",
            "address",
            "parameters",
            "fingerprint",
            "tls",
            "backend",
            "kind",
            "outcome",
            "more");

    @Override
    public @Nullable Object mask(JsonStreamContext context) {
        boolean top = context.getParent() != null && context.getParent().inRoot() || context.inRoot();
        String name = context.getCurrentName();
        return top && name != null && !FIELDS.contains(name) ? MaskingJsonGenerator.MASK : null;
    }

    @Override
    public @Nullable Object mask(JsonStreamContext context, @Nullable Object value) {
        if (!(value instanceof CharSequence text)) {
            return null;
        }
        String before = text.toString();
        String after = Masks.apply(before);
        return after.equals(before) ? null : after;
    }
}
