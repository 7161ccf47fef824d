package dev.weft.http.scapi;

import dev.weft.http.Face.Family;
import dev.weft.kernel.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many of the reads that may be held back SCAPI refused lately, with 429 or 503, and whether that means that it has too much to do.
 *
 * <p>One refusal is about one question: a shopper's own quota, or a hook whose breaker has tripped. It is about SCAPI where, of the answers of
 * the last two to four seconds, three at least and a tenth at least were refusals, and they were of several APIs, or no other API answered:
 * what one API alone refuses, while others answer, is that API's affair. Two windows of two seconds, the one under way and the one before,
 * are one immutable state behind an atomic reference; safe from any thread.
 */
final class Refusals {
    private static final long WINDOW = Duration.ofSeconds(2).toNanos();
    private static final int ENOUGH = 3;
    private static final int SHARE = 10;
    private static final Map<String, Long> BITS = bits(Families.ALL);

    private final Ticker ticker;
    private final AtomicReference<Windows> lately;

    Refusals(Ticker ticker) {
        this.ticker = ticker;
        this.lately = new AtomicReference<>(new Windows(ticker.nanos(), Count.NONE, Count.NONE));
    }

    /**
     * Some answers.
     *
     * @param answering which APIs gave others than refusals, a bit for each
     * @param refusing which gave refusals
     */
    private record Count(int answers, int refused, long answering, long refusing) {
        static final Count NONE = new Count(0, 0, 0, 0);

        Count and(Count other) {
            return new Count(
                    answers + other.answers,
                    refused + other.refused,
                    answering | other.answering,
                    refusing | other.refusing);
        }

        boolean tooMany() {
            return refused >= ENOUGH
                    && (long) refused * SHARE >= answers
                    && (Long.bitCount(refusing) > 1 || (answering & ~refusing) == 0);
        }
    }

    /** The window that began at {@code since}, and the one before. */
    private record Windows(long since, Count now, Count before) {
        Windows with(Count one, long at) {
            long past = at - since;
            if (past < WINDOW) {
                return new Windows(since, now.and(one), before);
            }
            return new Windows(at, one, past < 2 * WINDOW ? now : Count.NONE);
        }

        boolean tooMany() {
            return now.and(before).tooMany();
        }
    }

    /** Counts one answer of {@code api}; true where too many of the last ones were refusals. */
    boolean count(String api, boolean refused) {
        long bit = BITS.getOrDefault(api, 0L);
        Count one = new Count(1, refused ? 1 : 0, refused ? 0 : bit, refused ? bit : 0);
        long at = ticker.nanos();
        return lately.updateAndGet(windows -> windows.with(one, at)).tooMany();
    }

    private static Map<String, Long> bits(List<Family> families) {
        Map<String, Long> bits = new HashMap<>();
        families.forEach(family -> bits.put(family.prefix(), 1L << bits.size()));
        return Map.copyOf(bits);
    }
}
