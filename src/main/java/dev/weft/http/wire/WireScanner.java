package dev.weft.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Follows the bytes of one HTTP/1 connection, request by request, and finds the first byte that a strict reading of RFC 9112 does not
 * allow. It keeps no copy: it is a state machine with a scratch for the name and value at hand, so a request cut into any pieces is judged
 * like the whole. Confined to one event loop.
 *
 * <p>Stricter than the RFC where leniency helps only attackers: no folded lines, no chunk extensions, {@code Content-Length} once and
 * digits only, {@code Transfer-Encoding} only {@code chunked}, only on 1.1 and never beside a length, no underscore in names (CGI-like
 * systems read it as a hyphen) but in {@code sfdc_}'s, no trailer that would mean something had it been a header.
 */
final class WireScanner {
    private enum At {
        START,
        START_LF,
        METHOD,
        TARGET,
        VERSION,
        LINE_LF,
        NAME,
        VALUE,
        VALUE_LF,
        HEAD_LF,
        BODY,
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_LF
    }

    private static final int TOKEN = 1;
    private static final int TARGET = 2;
    private static final int VALUE = 4;
    private static final byte[] KIND = kinds();
    private static final int NAME_KEPT = 40;
    private static final int VALUE_KEPT = 20;
    private static final int MAX_LENGTH_DIGITS = 15;
    private static final int MAX_SIZE_DIGITS = 8;
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] WEBSOCKET_KEY = ascii("sec-websocket-key");
    private static final byte[] SFDC = ascii("sfdc");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] ORIGIN = ascii("origin");
    private static final byte[] EXPECT = ascii("expect");
    private static final byte[] UPGRADE = ascii("upgrade");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] HTTP2_SETTINGS = ascii("http2-settings");
    private static final byte[] VERSION_PREFIX = ascii("HTTP/1.");
    private static final Set<String> MEANINGFUL = Set.of(
            "authorization",
            "host",
            "cookie",
            "set-cookie",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "range",
            "forwarded",
            "transfer-encoding",
            "age",
            "cache-control",
            "expires",
            "date",
            "location",
            "retry-after",
            "vary",
            "warning",
            "pragma",
            "max-forwards",
            "idempotency-key",
            "origin",
            "traceparent",
            "tracestate");
    private static final Set<String> MEANINGFUL_FAMILIES = Set.of(
            "content-", "x-forwarded-", "proxy-", "if-", "sec-", "access-control-", "x-real-", "x-weft-", "weft-");

    private final boolean upgradable;
    private At at = At.START;
    private final byte[] name = new byte[NAME_KEPT];
    private final byte[] value = new byte[VALUE_KEPT];
    private int nameLength;
    private int valueLength;
    private int count;
    private boolean skippedLine;
    private boolean oldVersion;
    private boolean plain;
    private long begun;
    private boolean inTrailer;
    private boolean chunked;
    private long length = -1;
    private long left;
    private int requestStart;

    WireScanner() {
        this(false);
    }

    /**
     * As the other; where {@code upgradable}, what is behind us would take {@code HTTP2-Settings} as the wish to go on in HTTP/2, in the
     * middle of a connection that is read as HTTP/1 here. That field is refused then: whoever wants HTTP/2 begins with it.
     */
    WireScanner(boolean upgradable) {
        this.upgradable = upgradable;
    }

    /** Reads on. Returns the index of the first byte not allowed; {@code to} where all are fine. */
    int scan(byte[] bytes, int from, int to) {
        requestStart = -1;
        int i = from;
        while (i < to) {
            switch (at) {
                case START -> {
                    if (bytes[i] == '\r' && !skippedLine) {
                        skippedLine = true;
                        at = At.START_LF;
                        i++;
                    } else {
                        begin(i);
                    }
                }
                case METHOD, TARGET, NAME, VALUE -> {
                    int next = text(bytes, i, to);
                    if (next < 0) {
                        return ~next;
                    }
                    i = next;
                }
                case BODY, DATA -> i += skip(to - i);
                default -> {
                    if (!step(bytes[i])) {
                        return i;
                    }
                    i++;
                }
            }
        }
        return to;
    }

    /** Where the request at hand began in the bytes scanned last; -1 where it began before them. */
    int requestStart() {
        return requestStart;
    }

    /** True between requests. */
    boolean idle() {
        return at == At.START && !skippedLine;
    }

    /** How many requests have begun on this connection. */
    long begun() {
        return begun;
    }

    /** True where the request at hand is HTTP/1.1, has no body, and asks nothing about the connection, nor for a page of another origin. */
    boolean plain() {
        return plain;
    }

    /** True in a request line or header. */
    boolean inHead() {
        return !idle() && at.ordinal() <= At.HEAD_LF.ordinal() && !inTrailer;
    }

    private void begin(int index) {
        at = At.METHOD;
        plain = true;
        begun++;
        requestStart = index;
        count = 0;
        length = -1;
        chunked = false;
        inTrailer = false;
        oldVersion = false;
        skippedLine = false;
    }

    /** The runs of plain characters, where nearly all bytes are; the complement of the index of a character not allowed. */
    private int text(byte[] bytes, int from, int to) {
        int i = from;
        switch (at) {
            case METHOD -> {
                while (i < to && (KIND[bytes[i] & 0xff] & TOKEN) != 0) {
                    i++;
                    count++;
                }
                return i < to ? after(bytes[i] == ' ' && count > 0, At.TARGET, i) : i;
            }
            case TARGET -> {
                while (i < to && (KIND[bytes[i] & 0xff] & TARGET) != 0) {
                    i++;
                    count++;
                }
                return i < to ? after(bytes[i] == ' ' && count > 0, At.VERSION, i) : i;
            }
            case NAME -> {
                while (i < to && ((KIND[bytes[i] & 0xff] & TOKEN) != 0 || bytes[i] == '_' && ofSalesforce())) {
                    if (nameLength < NAME_KEPT) {
                        name[nameLength] = (byte) (bytes[i] | 0x20);
                    }
                    nameLength++;
                    i++;
                }
                return i < to ? afterName(bytes[i], i) : i;
            }
            default -> {
                boolean kept = inTrailer ? false : isFraming();
                while (i < to && (KIND[bytes[i] & 0xff] & VALUE) != 0) {
                    if (kept) {
                        keep(bytes[i]);
                    }
                    i++;
                }
                return i < to ? after(bytes[i] == '\r', At.VALUE_LF, i) : i;
            }
        }
    }

    private int after(boolean allowed, At next, int index) {
        if (!allowed) {
            return ~index;
        }
        at = next;
        count = 0;
        return index + 1;
    }

    private int afterName(byte b, int index) {
        if (b == ':' && nameLength > 0) {
            valueLength = 0;
            return after(inTrailer ? !isMeaningful() : !upgrades(), At.VALUE, index);
        }
        return after(b == '\r' && nameLength == 0, inTrailer ? At.TRAILER_LF : At.HEAD_LF, index);
    }

    private boolean upgrades() {
        return upgradable
                && nameLength == HTTP2_SETTINGS.length
                && Arrays.equals(name, 0, nameLength, HTTP2_SETTINGS, 0, nameLength);
    }

    /** Single characters with a meaning; false where {@code b} is not the one that must come. */
    private boolean step(byte b) {
        return switch (at) {
            case START_LF -> to(b == '\n', At.START);
            case VERSION -> version(b);
            case LINE_LF, VALUE_LF -> (at == At.LINE_LF || inTrailer || fieldEnds()) && toName(b == '\n');
            case HEAD_LF -> b == '\n' && headEnds();
            case SIZE -> size(b);
            case SIZE_LF -> b == '\n' && sizeEnds();
            case DATA_CR -> to(b == '\r', At.DATA_LF);
            case DATA_LF -> toSize(b == '\n');
            case TRAILER_LF -> to(b == '\n', At.START);
            default -> false;
        };
    }

    private boolean to(boolean allowed, At next) {
        at = next;
        return allowed;
    }

    private boolean toName(boolean allowed) {
        nameLength = 0;
        return to(allowed, At.NAME);
    }

    private boolean toSize(boolean allowed) {
        count = 0;
        left = 0;
        return to(allowed, At.SIZE);
    }

    private boolean version(byte b) {
        if (count < VERSION_PREFIX.length) {
            return b == VERSION_PREFIX[count++];
        }
        if (count == VERSION_PREFIX.length) {
            count++;
            oldVersion = b == '0';
            plain = !oldVersion;
            return b == '0' || b == '1';
        }
        return to(b == '\r', At.LINE_LF);
    }

    private boolean fieldEnds() {
        plain = plain && !isOfTheConnection();
        if (!isFraming()) {
            return !isHiddenFraming();
        }
        int from = 0;
        int to = Math.min(valueLength, VALUE_KEPT);
        while (to > from && blank(value[to - 1])) {
            to--;
        }
        boolean whole = valueLength <= VALUE_KEPT;
        if (nameLength == TRANSFER_ENCODING.length) {
            boolean first = !chunked;
            chunked = true;
            return first
                    && whole
                    && new String(value, from, to - from, StandardCharsets.ISO_8859_1).equalsIgnoreCase("chunked");
        }
        return length < 0 && whole && contentLength(to);
    }

    private boolean contentLength(int to) {
        if (to == 0 || to > MAX_LENGTH_DIGITS) {
            return false;
        }
        long sum = 0;
        for (int i = 0; i < to; i++) {
            if (value[i] < '0' || value[i] > '9') {
                return false;
            }
            sum = sum * 10 + value[i] - '0';
        }
        length = sum;
        return true;
    }

    private boolean headEnds() {
        plain = plain && !chunked && length <= 0;
        if (chunked) {
            return toSize(length < 0 && !oldVersion);
        }
        left = length;
        return to(true, length > 0 ? At.BODY : At.START);
    }

    private boolean size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            left = left << 4 | digit;
            return ++count <= MAX_SIZE_DIGITS;
        }
        return to(b == '\r' && count > 0, At.SIZE_LF);
    }

    private boolean sizeEnds() {
        if (left > 0) {
            return to(true, At.DATA);
        }
        inTrailer = true;
        return toName(true);
    }

    private int skip(int available) {
        int taken = (int) Math.min(available, left);
        left -= taken;
        if (left == 0) {
            at = at == At.BODY ? At.START : At.DATA_CR;
        }
        return taken;
    }

    /** Keeps the value's first characters, without the blanks before it. */
    private void keep(byte b) {
        if (valueLength > 0 || !blank(b)) {
            if (valueLength < VALUE_KEPT) {
                value[valueLength] = b;
            }
            valueLength++;
        }
    }

    private boolean isFraming() {
        return nameLength == CONTENT_LENGTH.length && nameIs(CONTENT_LENGTH)
                || nameLength == TRANSFER_ENCODING.length && nameIs(TRANSFER_ENCODING);
    }

    /**
     * {@code Sec-WebSocket-Key1} and {@code -Key2} of a draft of long ago: behind both of them Netty's decoder takes eight bytes for a
     * body that no length announces, and they would be the first eight of the next request.
     */
    private boolean isHiddenFraming() {
        return nameLength == WEBSOCKET_KEY.length + 1
                && nameIs(WEBSOCKET_KEY)
                && (name[nameLength - 1] == '1' || name[nameLength - 1] == '2');
    }

    private boolean isOfTheConnection() {
        return nameLength == ORIGIN.length && (nameIs(ORIGIN) || nameIs(EXPECT))
                || nameLength == UPGRADE.length && nameIs(UPGRADE)
                || nameLength == CONNECTION.length && nameIs(CONNECTION);
    }

    private boolean nameIs(byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (name[i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** The storefront's own fields ({@code sfdc_user_agent}) mean nothing to us, however they are read. */
    private boolean ofSalesforce() {
        return nameLength >= SFDC.length && nameIs(SFDC);
    }

    private boolean isMeaningful() {
        String text = new String(name, 0, Math.min(nameLength, NAME_KEPT), StandardCharsets.ISO_8859_1);
        return MEANINGFUL.contains(text) || MEANINGFUL_FAMILIES.stream().anyMatch(text::startsWith);
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = 0x21; c < 0x7f; c++) {
            boolean token = Character.isLetterOrDigit(c) || "!#$%&'*+-.^`|~".indexOf(c) >= 0;
            kinds[c] = (byte) (TARGET | VALUE | (token ? TOKEN : 0));
        }
        for (int c = 0x80; c < 0x100; c++) {
            kinds[c] = VALUE;
        }
        kinds[' '] = VALUE;
        kinds['\t'] = VALUE;
        return kinds;
    }
}
