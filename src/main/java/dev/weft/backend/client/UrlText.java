package dev.weft.backend.client;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Percent-encoding for the parts of a request target (RFC 3986). Nothing an adapter puts through here can leave its place in the URL. */
public final class UrlText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final BitSet UNRESERVED = ascii("-._~");
    private static final BitSet QUERY = ascii("-._~()*,/:@!$");

    private UrlText() {}

    /** {@code raw} as one path segment, or as the name or value of a parameter. */
    public static String segment(String raw) {
        return encode(raw, UNRESERVED);
    }

    /** {@code raw} as a parameter's value, with brackets, commas and slashes left readable. */
    public static String query(String raw) {
        return encode(raw, QUERY);
    }

    /** True where {@code target} is printable ASCII without blanks and fragments, so that it can stand in a request line as it is. */
    public static boolean isClean(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\' || c == '"' || c == '<' || c == '>') {
                return false;
            }
        }
        return true;
    }

    private static String encode(String raw, BitSet kept) {
        int i = 0;
        while (i < raw.length() && kept.get(raw.charAt(i))) {
            i++;
        }
        if (i == raw.length()) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length() + 16);
        for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (kept.get(c)) {
                out.append((char) c);
            } else {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return out.toString();
    }

    private static BitSet ascii(String marks) {
        BitSet set = new BitSet(128);
        set.set('0', '9' + 1);
        set.set('A', 'Z' + 1);
        set.set('a', 'z' + 1);
        marks.chars().forEach(set::set);
        return set;
    }
}
