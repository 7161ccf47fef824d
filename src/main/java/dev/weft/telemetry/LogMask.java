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
 *
 * <p>One field is somebody's name on purpose: who the operator was, in {@code weft.audit} alone. An issuer's {@code sub} may well be a mail
 * address, and an audit that hides it tells nothing. It is written as it is, but for its length and what moves a terminal.
 */
public final class LogMask implements FieldMasker, ValueMasker {
    /** Who did what an audit's line tells. */
    static final String WHO = "operator";

    private static final int LONGEST_NAME = 512;

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
            WHO,
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
        String name = context.getCurrentName();
        return top(context) && name != null && !FIELDS.contains(name) ? MaskingJsonGenerator.MASK : null;
    }

    @Override
    public @Nullable Object mask(JsonStreamContext context, @Nullable Object value) {
        if (!(value instanceof CharSequence text)) {
            return null;
        }
        String before = text.toString();
        boolean who = top(context) && WHO.equals(context.getCurrentName());
        String after = who ? Masks.plain(before, LONGEST_NAME) : Masks.apply(before);
        return after.equals(before) ? null : after;
    }

    private static boolean top(JsonStreamContext context) {
        return context.getParent() != null && context.getParent().inRoot() || context.inRoot();
    }
}
