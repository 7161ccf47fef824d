package dev.weft.http;

import java.util.Arrays;

/**
 * Reads request targets so strictly that everyone behind us must read them alike. Refused are encoded slashes, backslashes, dots and percent
 * signs, empty and dot segments, path parameters ({@code ;}), control characters, and whatever is not UTF-8 in its shortest form.
 *
 * <p>Letters, digits, hyphens and underscores of a path stand for themselves (RFC 3986, 2.3): an escaped one would be the same resource to
 * whoever stands behind us, and another one to whatever here goes by the path. The tilde may be escaped, since older encoders do it
 * (Java's {@code URLEncoder}, .NET's {@code UrlEncode}); nothing here goes by one. One pass, no allocation.
 */
final class Target {
    private static final byte[] KIND = kinds();
    private static final int PATH = 1;
    private static final int QUERY = 2;

    /** Never escaped in a path. */
    private static final int PLAIN = 4;

    private Target() {}

    /** Judges {@code target} from {@code from}, where its path begins. */
    static Verdict judge(String target, int from) {
        int length = target.length();
        int segment = from + 1;
        int i = from + 1;
        while (i < length) {
            char c = target.charAt(i);
            if (c == '/') {
                if (!fine(target, segment, i)) {
                    return Verdict.PATH;
                }
                segment = ++i;
            } else if (c == '%') {
                i = escaped(target, i, true);
                if (i < 0) {
                    return Verdict.PATH;
                }
            } else if (c == '?') {
                break;
            } else if (c >= 128 || (KIND[c] & PATH) == 0) {
                return Verdict.PATH;
            } else {
                i++;
            }
        }
        if (i > segment && !fine(target, segment, i)) {
            return Verdict.PATH;
        }
        return query(target, i + 1);
    }

    private static Verdict query(String target, int from) {
        int length = target.length();
        int i = from;
        while (i < length) {
            char c = target.charAt(i);
            if (c == '%') {
                i = escaped(target, i, false);
                if (i < 0) {
                    return Verdict.QUERY;
                }
            } else if (c >= 128 || (KIND[c] & QUERY) == 0) {
                return Verdict.QUERY;
            } else {
                i++;
            }
        }
        return Verdict.ACCEPTED;
    }

    private static boolean fine(String target, int from, int to) {
        int length = to - from;
        boolean dots = length <= 2 && target.charAt(from) == '.' && (length < 2 || target.charAt(from + 1) == '.');
        return length > 0 && !dots;
    }

    /** The index after the character whose escapes begin at {@code at}; -1 where there is no such character, or it may not be here. */
    private static int escaped(String target, int at, boolean path) {
        int first = octet(target, at);
        if (first < 0x20 || first == 0x7f) {
            return -1;
        }
        if (first < 0x80) {
            return path && (KIND[first] & PLAIN) != 0 ? -1 : at + 3;
        }
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if (first < 0xc2 || first > 0xf4) {
            return -1;
        }
        int code = first & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
            int octet = octet(target, at + 3 * i);
            if (octet < 0x80 || octet > 0xbf) {
                return -1;
            }
            code = code << 6 | (octet & 0x3f);
        }
        boolean overlong = code < (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000);
        boolean control = code < 0xa0;
        boolean surrogate = code >= 0xd800 && code <= 0xdfff;
        return overlong || control || surrogate || code > 0x10ffff ? -1 : at + 3 * (more + 1);
    }

    private static int octet(String target, int at) {
        if (at + 2 >= target.length() || target.charAt(at) != '%') {
            return -1;
        }
        int high = Character.digit(target.charAt(at + 1), 16);
        int low = Character.digit(target.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        Arrays.fill(kinds, 0x21, 0x7f, (byte) QUERY);
        for (char c : "\"<>#\\".toCharArray()) {
            kinds[c] = 0;
        }
        for (int c = 0x21; c < 0x7f; c++) {
            if (Character.isLetterOrDigit(c) || "-_./\\;%".indexOf(c) >= 0) {
                kinds[c] |= PLAIN;
            }
            if (Character.isLetterOrDigit(c) || "-._~!$&'()*+,=:@".indexOf(c) >= 0) {
                kinds[c] |= PATH;
            }
        }
        return kinds;
    }
}
