package dev.weft.sandbox.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * How a system behaves that is no failure of one request.
 *
 * @param searchLag a document just created is not found by its reference for so long
 * @param duplicates whether a second document of one reference is refused; empty for what the vendor does by itself
 */
public record Habits(Duration searchLag, Optional<Duplicates> duplicates) {

    /** A second document of one reference is taken like the first, or refused. */
    public enum Duplicates {
        ALLOWED,
        REFUSED
    }

    public static final Habits USUAL = new Habits(Duration.ZERO, Optional.empty());

    /** What is done where nobody said otherwise is {@code usually}. */
    public boolean refusesDuplicates(Duplicates usually) {
        return duplicates.orElse(usually) == Duplicates.REFUSED;
    }

    /** Both: the longer lag, and the first word on duplicates. */
    Habits and(Habits other) {
        Duration longer = searchLag.compareTo(other.searchLag) >= 0 ? searchLag : other.searchLag;
        return new Habits(longer, duplicates.or(other::duplicates));
    }
}
