package dev.weft.store;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Ids of rows: UUIDs of version 7, which begin with the time in milliseconds, so that rows written together stand together in the indexes.
 * Safe from any thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.7">RFC 9562, 5.7</a>
 */
final class RowIds implements Supplier<String> {
    private static final long VERSION_7 = 0x7000;
    private static final int MOST_RANDOM = 1 << 12;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RowIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String get() {
        long head = clock.millis() << 16 | VERSION_7 | random.nextInt(MOST_RANDOM);
        long rest = random.nextLong() >>> 2 | Long.MIN_VALUE; // the variant, 10 in the two bits on top
        return new UUID(head, rest).toString();
    }
}
