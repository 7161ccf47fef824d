package dev.weft.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges a request's header in one pass over its fields, and finds its host. The first fault is the one reported. Made for one request;
 * confined to its event loop.
 */
final class Fields implements BiConsumer<String, String> {
    private static final Set<String> NOT_TO_BE_NAMED = Set.of(
            "authorization",
            "host",
            "cookie",
            "content-length",
            "content-type",
            "forwarded",
            "idempotency-key",
            "expect");

    private final RequestGuard.Limits limits;
    private final boolean framed;
    private Verdict fault = Verdict.ACCEPTED;
    private int count;
    private int bytes;
    private @Nullable String host;
    private boolean authorization;
    private boolean contentType;
    private boolean origin;
    private List<String> claims = List.of();
    private boolean contentLength;
    private boolean transferEncoding;

    Fields(RequestGuard.Limits limits, boolean framed) {
        this.limits = limits;
        this.framed = framed;
    }

    @Override
    public void accept(String name, String value) {
        count++;
        bytes += name.length() + value.length();
        if (name.isEmpty() || name.indexOf('_') >= 0 && !ofSalesforce(name)) {
            fault(Verdict.FIELD_NAME);
            return;
        }
        claim(name);
        switch (name.length()) {
            case 4 -> host(name, value);
            case 6 -> {
                expect(name, value);
                origin = once(name, "origin", origin);
            }
            case 10 -> connection(name, value);
            case 12 -> contentType = once(name, "content-type", contentType);
            case 13 -> authorization = once(name, "authorization", authorization);
            case 14 -> length(name, value);
            case 17 -> encoding(name, value);
            default -> {
                // No meaning for us that could be doubled.
            }
        }
    }

    /** {@code sfdc_user_agent}, {@code sfdc_dwsid}: no field that means something here is spelt like these with a hyphen. */
    private static boolean ofSalesforce(String name) {
        return name.regionMatches(true, 0, "sfdc_", 0, 5);
    }

    /** The value of Host; null where there is none. */
    @Nullable
    String host() {
        return host;
    }

    /** The names, in lower case, of fields that claim an identity or tell where the request came from. */
    List<String> claims() {
        return claims;
    }

    Verdict verdict() {
        if (count > limits.fields() || bytes > limits.fieldBytes()) {
            fault(Verdict.FIELDS_TOO_LARGE);
        }
        if (contentLength && transferEncoding || transferEncoding && !framed) {
            fault(Verdict.FRAMING);
        }
        return fault;
    }

    private void fault(Verdict found) {
        if (fault.accepted()) {
            fault = found;
        }
    }

    /** By their first letters nearly all names are out at once. */
    private void claim(String name) {
        char first = (char) (name.charAt(0) | 0x20);
        if (first != 'x'
                && first != 'w'
                && first != 'f'
                && first != 's'
                && first != 'r'
                && first != 't'
                && first != 'c') {
            return;
        }
        if (isInnocent(name)) {
            return;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (FieldPolicy.isIdentity(lower) || FieldPolicy.isForwarding(lower)) {
            if (claims.isEmpty()) {
                claims = new ArrayList<>();
            }
            claims.add(lower);
        }
    }

    /** The names that come with nearly every request; looked at first because looking further costs more. */
    private static boolean isInnocent(String name) {
        return switch (name.length()) {
            case 6 -> name.equalsIgnoreCase("cookie");
            case 10 -> name.equalsIgnoreCase("connection");
            case 11 -> name.equalsIgnoreCase("traceparent");
            case 12 -> name.equalsIgnoreCase("x-request-id") || name.equalsIgnoreCase("content-type");
            case 14 -> name.equalsIgnoreCase("content-length");
            default -> name.regionMatches(true, 0, "sec-", 0, 4);
        };
    }

    private boolean once(String name, String wanted, boolean before) {
        boolean is = name.equalsIgnoreCase(wanted);
        if (is && before) {
            fault(Verdict.FIELD_REPEATED);
        }
        return is || before;
    }

    private void host(String name, String value) {
        if (name.equalsIgnoreCase("host")) {
            if (host != null) {
                fault(Verdict.HOST_COUNT);
            }
            host = value;
        }
    }

    private void expect(String name, String value) {
        if (name.equalsIgnoreCase("expect") && !value.equalsIgnoreCase("100-continue")) {
            fault(Verdict.EXPECTATION);
        }
    }

    private void length(String name, String value) {
        if (!name.equalsIgnoreCase("content-length")) {
            return;
        }
        if (contentLength || value.isEmpty() || value.length() > 15 || !digits(value)) {
            fault(Verdict.FRAMING);
        } else if (Long.parseLong(value) > limits.body()) {
            fault(Verdict.BODY_TOO_LARGE);
        }
        contentLength = true;
    }

    private void encoding(String name, String value) {
        if (name.equalsIgnoreCase("transfer-encoding")) {
            if (transferEncoding || !value.equalsIgnoreCase("chunked")) {
                fault(Verdict.FRAMING);
            }
            transferEncoding = true;
        }
    }

    /** Whoever lists a field in Connection asks a proxy to drop it; asked of these, the request would change its meaning. */
    private void connection(String name, String value) {
        boolean plain = value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close");
        if (plain || !name.equalsIgnoreCase("connection")) {
            return;
        }
        for (String part : value.split(",", -1)) {
            String option = part.strip().toLowerCase(Locale.ROOT);
            boolean meaning = NOT_TO_BE_NAMED.contains(option) || option.startsWith("x-");
            if (meaning || FieldPolicy.isIdentity(option)) {
                fault(Verdict.CONNECTION_NAMES);
            }
        }
    }

    private static boolean digits(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
