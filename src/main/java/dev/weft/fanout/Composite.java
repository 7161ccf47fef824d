package dev.weft.fanout;

import dev.weft.kernel.Failure;
import dev.weft.kernel.Part;
import java.util.List;
import java.util.Optional;

/**
 * The joined parts of one answer, in the order they were declared, whatever order they arrived in. Immutable.
 *
 * @param parts one entry per part asked for
 */
public record Composite(List<Entry> parts) {

    /**
     * One part and how it went.
     *
     * @param nanos how long it took
     */
    public record Entry(String name, boolean required, Part<?> part, long nanos) {}

    public Composite {
        parts = List.copyOf(parts);
    }

    /** The part called {@code name}, which must have been asked with a question of type {@code T}; empty where it was not asked for. */
    @SuppressWarnings("unchecked")
    public <T> Optional<Part<T>> part(String name) {
        for (Entry entry : parts) {
            if (entry.name().equals(name)) {
                return Optional.of((Part<T>) entry.part());
            }
        }
        return Optional.empty();
    }

    /** True when every part is there and whole. */
    public boolean complete() {
        for (Entry entry : parts) {
            boolean whole = entry.part() instanceof Part.Present<?> present
                    && present.gap().isEmpty();
            if (!whole) {
                return false;
            }
        }
        return true;
    }

    /** The first required part that is missing. */
    public Optional<Entry> missingRequired() {
        for (Entry entry : parts) {
            if (entry.required() && entry.part() instanceof Part.Missing<?>) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Why {@code entry} is missing; call it only for one that is. */
    public static Failure failureOf(Entry entry) {
        return entry.part()
                .fold(
                        present -> {
                            throw new IllegalArgumentException(
                                    "entry: '" + entry.name() + "' is present (expected: missing)");
                        },
                        Part.Missing::failure);
    }
}
