package dev.weft.store;

import dev.weft.kernel.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where orders, stock and outbox are kept.
 *
 * @param file the embedded database, used where no PostgreSQL is named
 * @param deadline the longest anybody waits for the store, at most a second
 * @param keys how long answers to idempotency keys are kept
 * @param done how long finished outbox entries and ended holds are kept
 */
public record StoreSettings(Path file, Optional<Postgres> postgres, Duration deadline, Duration keys, Duration done) {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration A_DAY = Duration.ofHours(24);

    public StoreSettings {
        if (deadline.compareTo(LONGEST) > 0 || deadline.compareTo(Duration.ofMillis(50)) < 0) {
            throw new IllegalArgumentException("deadline: " + deadline.toMillis() + "ms (expected: 50ms to 1s)");
        }
        if (keys.compareTo(A_DAY) < 0) {
            throw new IllegalArgumentException("keys: " + keys.toHours() + "h (expected: at least 24h)");
        }
    }

    /** An embedded database in {@code file}, with everything else as usual. */
    public static StoreSettings embedded(Path file) {
        return new StoreSettings(
                file, Optional.empty(), Duration.ofMillis(900), Duration.ofHours(48), Duration.ofDays(7));
    }

    /** The same, kept in another file. */
    public StoreSettings in(Path other) {
        return new StoreSettings(other, postgres, deadline, keys, done);
    }

    /**
     * A PostgreSQL that several processes share.
     *
     * @param address {@code postgresql://host:port/database}, with the driver's own parameters where needed, such as {@code sslmode}
     * @param pool connections for reading, beside the writer's one
     */
    public record Postgres(URI address, String user, Secret password, int pool) {
        public Postgres {
            if (!"postgresql".equals(address.getScheme())
                    || address.getHost() == null
                    || address.getRawUserInfo() != null) {
                throw new IllegalArgumentException("postgres address (expected: postgresql://host:port/database)");
            }
        }
    }
}
