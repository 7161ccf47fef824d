package dev.weft.http;

import java.util.List;

/**
 * The field {@code Idempotency-Key}: one structured-field string (RFC 8941) of 16 to 255 characters. A token without quotes is taken for the
 * string of the same characters, since clients are used to sending a bare UUID; nothing else is.
 */
final class IdempotencyKey {
    private static final int MIN = 16;
    private static final int MAX = 255;

    private IdempotencyKey() {}

    /** The key among the values of the field; {@link BadInput} where there is not exactly one good one. */
    static String of(List<String> fields) {
        if (fields.isEmpty()) {
            throw refused(
                    "missing_idempotency_key",
                    "This needs an Idempotency-Key",
                    "Send a new UUID, in quotes, for each order.");
        }
        String key = fields.size() == 1 ? parse(fields.get(0).strip()) : "";
        if (key.length() < MIN || key.length() > MAX) {
            throw refused(
                    "malformed_idempotency_key",
                    "The Idempotency-Key is malformed",
                    "Exactly one string in quotes, of 16 to 255 printable characters.");
        }
        return key;
    }

    private static BadInput refused(String code, String title, String detail) {
        return new BadInput(new Problem(400, code, title, detail, false, 0, List.of()));
    }

    /** Empty where it is neither. */
    private static String parse(String field) {
        boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
        return quoted ? unquoted(field) : bare(field);
    }

    private static String unquoted(String field) {
        StringBuilder key = new StringBuilder(field.length());
        for (int i = 1; i < field.length() - 1; i++) {
            char c = field.charAt(i);
            if (c == '\\') {
                i++;
                c = i < field.length() - 1 ? field.charAt(i) : ' ';
                if (c != '"' && c != '\\') {
                    return "";
                }
            } else if (c == '"' || c < ' ' || c > '~') {
                return "";
            }
            key.append(c);
        }
        return key.toString();
    }

    private static String bare(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            boolean letterOrDigit = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letterOrDigit && "!#$%&'*+-.^_`|~:/".indexOf(c) < 0) {
                return "";
            }
        }
        return field;
    }
}
