package dev.weft.order;

import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * New order ids, made like ULIDs: the time in milliseconds first, then 80 random bits that nobody guesses, in Crockford's base 32. Ids of
 * orders that come together stand side by side, so the store's indexes over them are written at one end instead of all over: random ids
 * cost an order a page of each index, in the log and in the file. Safe from any thread if its source of randomness is.
 *
 * @see <a href="https://github.com/ulid/spec">the ULID specification</a>
 */
public final class OrderIds implements Supplier<OrderId> {
    private static final String PREFIX = "WO-";
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;
    /** 45 bits of milliseconds: until the year 3084. */
    private static final int TIME = 9;

    private static final int RANDOM = 16;

    private final Clock clock;
    private final RandomGenerator random;

    public OrderIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public OrderId get() {
        StringBuilder id = new StringBuilder(PREFIX);
        long now = clock.millis();
        for (int i = TIME - 1; i >= 0; i--) {
            id.append(ALPHABET.charAt((int) (now >>> i * BITS) & ALPHABET.length() - 1));
        }
        for (int i = 0; i < RANDOM; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new OrderId(id.toString());
    }
}
