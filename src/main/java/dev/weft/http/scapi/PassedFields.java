package dev.weft.http.scapi;

import dev.weft.http.FieldPolicy;
import dev.weft.http.Passage;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a client's header fields SCAPI is to have: those that storefronts are known to send, and what the configuration adds. What is
 * left out is what SCAPI has no use for, or could mistake for the word of a system of its own.
 */
final class PassedFields {
    /** Besides, all that begin with {@link #FAMILY}. */
    static final List<String> ALLOWED = List.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "authorization",
            "cache-control",
            "content-encoding",
            "content-language",
            "content-type",
            "cookie",
            "correlation-id",
            "dnt",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "origin",
            "pragma",
            "range",
            "referer",
            "traceparent",
            "tracestate",
            "user-agent",
            "x-correlation-id",
            "x-mobify",
            "x-site-id",
            "x-slas-client-auth");

    /** Salesforce's own: {@code sfdc_user_agent}, {@code sfdc_dwsid}. */
    static final String FAMILY = "sfdc_";

    /** What would have another answer come back than the one that can be woven into. */
    private static final List<String> CONDITIONS =
            List.of("if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range", "range");

    /** What a question keeps whose answer is shared: who asks by what right, and what is for logs and made anew in each answer. */
    private static final Set<String> HARMLESS = Set.of("authorization", "correlation-id", "traceparent", "tracestate");

    static final CharSequence CORRELATION = HttpHeaders.createOptimized("correlation-id");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence IDENTITY = HttpHeaders.createOptimized("identity");

    private PassedFields() {}

    /** What passes, {@code more} included. */
    static FieldPolicy policy(Collection<String> more) {
        List<String> names = new ArrayList<>(ALLOWED);
        names.addAll(more);
        return new FieldPolicy(names, FAMILY);
    }

    /** A client's fields for SCAPI. */
    static MultiMap onward(Passage passage, FieldPolicy policy, boolean body) {
        MultiMap fields = passage.onward(policy);
        if (body) {
            @Nullable String length = passage.request().headers().get(HttpHeaders.CONTENT_LENGTH);
            if (length != null) {
                fields.set(HttpHeaders.CONTENT_LENGTH, length);
            }
        }
        if (!fields.contains(CORRELATION)) {
            fields.set(CORRELATION, uuid(passage.context().trace().traceId()));
        }
        return fields;
    }

    /** Leaves only what cannot change an answer that others will get too. */
    static void unkeyed(MultiMap fields) {
        for (String name : List.copyOf(fields.names())) {
            if (!HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
                fields.remove(name);
            }
        }
        fields.set(HttpHeaders.ACCEPT, JSON);
    }

    /** Has the whole answer come back, readable. */
    static void whole(MultiMap fields) {
        CONDITIONS.forEach(fields::remove);
        plain(fields);
    }

    /** Has the answer come back without an encoding, on the conditions that the client made. */
    static void plain(MultiMap fields) {
        fields.set(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
    }

    /** The trace's own id as the UUID that SCAPI's correlation ids are, so that one leads to the other. */
    private static String uuid(String traceId) {
        return traceId.substring(0, 8)
                + '-'
                + traceId.substring(8, 12)
                + '-'
                + traceId.substring(12, 16)
                + '-'
                + traceId.substring(16, 20)
                + '-'
                + traceId.substring(20);
    }
}
