package dev.weft.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Port: entries that are over and took more than one attempt, and what is set aside because one of them happened too often. Fails with
 * {@link dev.weft.kernel.Failed} where the store is dark.
 */
public interface Doubts {
    /** The entries that {@code search} means, in the order in which they ended, beginning at {@code from}. */
    Future<Page> ended(Search search, Optional<Place> from);

    /**
     * Writes an entry down that is set aside from the start, before all of its aggregate that nobody is about to send: those wait until an
     * operator has released or settled it. In one transaction; writes nothing and answers false where {@code news} is false of the
     * aggregate's entries of the same type, finished ones included. {@code news} runs on the store's thread, must not wait, and may run more
     * than once.
     */
    Future<Boolean> setAside(NewEntry entry, String reason, Predicate<List<NewEntry>> news);

    /**
     * Which entries.
     *
     * @param age they ended at least so long ago, by the store's clock
     * @param reach without a place to begin at, those that ended longer ago than that are left out
     */
    record Search(String lane, Set<String> types, Duration age, Duration reach, int limit) {
        public Search {
            types = Set.copyOf(types);
        }
    }

    /** A place among ended entries: after the one named so that ended then. */
    record Place(Instant at, String id) {}

    /**
     * Some of them.
     *
     * @param next where the next page begins, with this one empty too
     */
    record Page(List<NewEntry> entries, Place next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }
}
