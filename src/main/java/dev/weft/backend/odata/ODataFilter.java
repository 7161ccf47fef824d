package dev.weft.backend.odata;

import dev.weft.backend.client.UrlText;
import java.util.Collection;

/**
 * A condition of {@code $filter}, already percent-encoded, so that the fixed part of a condition is encoded once and not per request.
 * Immutable.
 */
public record ODataFilter(String encoded) {

    /** {@code property eq 'value'}. Apostrophes in the value are doubled: it cannot end its literal early. */
    public static ODataFilter eq(String property, String value) {
        StringBuilder out = new StringBuilder(property.length() + value.length() + 16);
        appendEq(out, property, value);
        return new ODataFilter(out.toString());
    }

    /** {@code property op literal} for a literal that is written without apostrophes of ours, such as a date's. */
    public static ODataFilter compare(String property, String op, String literal) {
        return new ODataFilter(property + "%20" + op + "%20" + UrlText.query(literal));
    }

    /** {@code (property eq 'a' or property eq 'b' ...)}: version 2 has no {@code in}. */
    public static ODataFilter anyOf(String property, Collection<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values: empty (expected: at least one value of " + property + ")");
        }
        StringBuilder out = new StringBuilder(values.size() * (property.length() + 40)).append('(');
        for (String value : values) {
            if (out.length() > 1) {
                out.append("%20or%20");
            }
            appendEq(out, property, value);
        }
        return new ODataFilter(out.append(')').toString());
    }

    /** How many characters {@code value} adds to {@link #anyOf}. */
    public static int lengthInAnyOf(String property, String value) {
        return property.length() + "%20eq%20%27%27".length() + quoted(value).length() + "%20or%20".length();
    }

    /** Both conditions. */
    public ODataFilter and(ODataFilter other) {
        return new ODataFilter(encoded + "%20and%20" + other.encoded);
    }

    /** {@code value} as a string literal, encoded, with its apostrophes. */
    static String literal(String value) {
        return "%27" + quoted(value) + "%27";
    }

    private static void appendEq(StringBuilder out, String property, String value) {
        out.append(property).append("%20eq%20%27").append(quoted(value)).append("%27");
    }

    private static String quoted(String value) {
        return UrlText.query(value.indexOf('\'') < 0 ? value : value.replace("'", "''"));
    }
}
