package dev.weft.kernel;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One position in a distributed trace (W3C Trace Context, level 1).
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param sampled whether spans of this trace are recorded
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** A new trace of our own. */
    public static TraceContext create(boolean sampled) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new TraceContext(hex(random.nextLong(), random.nextLong() | 1), hex(random.nextLong() | 1), sampled);
    }

    /**
     * Reads a {@code traceparent} field. Empty where it is malformed: the specification then wants a new trace. The sampled flag of a
     * public client is not believed; whether we record is our own decision.
     */
    public static Optional<TraceContext> parse(String traceparent, boolean sampled) {
        if (traceparent.length() < 55
                || traceparent.charAt(2) != '-'
                || traceparent.charAt(35) != '-'
                || traceparent.charAt(52) != '-'
                || !isHex(traceparent, 0, 2)
                || !isHex(traceparent, 3, 35)
                || !isHex(traceparent, 36, 52)
                || !isHex(traceparent, 53, 55)) {
            return Optional.empty();
        }
        boolean version00 = traceparent.startsWith("00");
        boolean forbidden = traceparent.startsWith("ff");
        if (forbidden
                || (version00 && traceparent.length() != 55)
                || (traceparent.length() > 55 && traceparent.charAt(55) != '-')) {
            return Optional.empty();
        }
        String traceId = traceparent.substring(3, 35);
        String spanId = traceparent.substring(36, 52);
        return allZero(traceId) || allZero(spanId)
                ? Optional.empty()
                : Optional.of(new TraceContext(traceId, spanId, sampled));
    }

    /** The same trace, one span further down. */
    public TraceContext child() {
        return new TraceContext(traceId, hex(ThreadLocalRandom.current().nextLong() | 1), sampled);
    }

    /** This position as a {@code traceparent} field value. */
    public String traceparent() {
        return "00-" + traceId + '-' + spanId + (sampled ? "-01" : "-00");
    }

    private static String hex(long... words) {
        char[] out = new char[words.length * 16];
        int at = 0;
        for (long word : words) {
            for (int shift = 60; shift >= 0; shift -= 4) {
                out[at++] = HEX[(int) (word >>> shift) & 0xf];
            }
        }
        return new String(out);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean allZero(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
