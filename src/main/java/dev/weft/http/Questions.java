package dev.weft.http;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what an address was found to ask, so that the addresses everybody asks for are read once. A direct-mapped table: each address
 * has one place, and whoever comes last has it; never larger than it is, never locked, and a miss costs next to nothing. Only what was
 * read without fault is kept. Safe from any thread; values must be immutable.
 *
 * @param <V> what is asked
 */
final class Questions<V> {
    private static final int PLACES = 4096;

    private final AtomicReferenceArray<@Nullable Place<V>> places = new AtomicReferenceArray<>(PLACES);

    /** What {@code address} asks on {@code site}; {@code read} finds out, and may throw. */
    V of(String address, String site, Supplier<V> read) {
        int hash = address.hashCode() * 31 + site.hashCode();
        int at = (hash ^ hash >>> 16) & (PLACES - 1);
        Place<V> place = places.get(at);
        if (place != null && place.address.equals(address) && place.site.equals(site)) {
            return place.question;
        }
        V question = read.get();
        places.set(at, new Place<>(address, site, question));
        return question;
    }

    private record Place<V>(String address, String site, V question) {}
}
