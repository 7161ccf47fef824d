package dev.weft.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, read strictly: only {@code &} separates, each parameter is known and stands once, escapes are valid UTF-8 and
 * free of control characters. Anything else is the caller's mistake, named. Strictness keeps cache keys honest.
 */
final class Query {
    private static final int MAX_PARAMETERS = 16;

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    static Query parse(@Nullable String raw, Set<String> known) {
        if (raw == null || raw.isEmpty()) {
            return new Query(Map.of());
        }
        Map<String, String> values = new LinkedHashMap<>();
        int from = 0;
        while (from <= raw.length()) {
            int end = raw.indexOf('&', from);
            end = end < 0 ? raw.length() : end;
            if (end > from) {
                int equals = raw.indexOf('=', from);
                boolean bare = equals < 0 || equals > end;
                String name = decode(raw, from, bare ? end : equals);
                put(values, known, name, bare ? "" : decode(raw, equals + 1, end));
            }
            from = end + 1;
        }
        return new Query(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static void put(Map<String, String> values, Set<String> known, String name, String value) {
        if (!known.contains(name)) {
            throw BadInput.of("Unknown query parameter; known are "
                    + known.stream().sorted().toList() + ".");
        }
        if (values.put(name, value) != null) {
            throw BadInput.of("The query parameter '" + name + "' stands more than once.");
        }
        if (values.size() > MAX_PARAMETERS) {
            throw BadInput.of("More than " + MAX_PARAMETERS + " query parameters.");
        }
    }

    /** Percent-decodes strictly; {@code +} is a blank, as forms have it. */
    static String decode(String raw, int from, int to) {
        boolean plain = true;
        for (int i = from; i < to && plain; i++) {
            char c = raw.charAt(i);
            plain = c != '%' && c != '+' && c > ' ' && c < 127;
        }
        if (plain) {
            return raw.substring(from, to);
        }
        ByteBuffer bytes = ByteBuffer.allocate(to - from);
        for (int i = from; i < to; i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                boolean whole = i + 2 < to;
                int high = whole ? hex(raw.charAt(i + 1)) : -1;
                int low = whole ? hex(raw.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    throw BadInput.of("The address holds an invalid percent escape.");
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (c == '+') {
                bytes.put((byte) ' ');
            } else if (c > ' ' && c < 127) {
                bytes.put((byte) c);
            } else {
                throw BadInput.of("The address holds a character that must be percent-encoded.");
            }
        }
        return utf8(bytes.flip());
    }

    /** The value of an ASCII hex digit, or -1; the JDK's own takes digits of every script. */
    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            for (int i = 0; i < text.length(); i++) {
                if (Character.isISOControl(text.charAt(i))) {
                    throw BadInput.of("The address holds a control character.");
                }
            }
            return text.toString();
        } catch (CharacterCodingException e) {
            throw BadInput.of("The address is not valid UTF-8.");
        }
    }
}
