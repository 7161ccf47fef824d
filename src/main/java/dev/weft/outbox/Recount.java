package dev.weft.outbox;

import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** How often something happened in another system that was to happen once: asked after it is over, where it took more than one attempt. */
public interface Recount {
    /** Which types of entries can be counted. */
    Set<String> types();

    /** What to set aside because {@code ended} happened too often; empty where it did not. Fails where it cannot be told. */
    Future<Optional<Surplus>> count(NewEntry ended, RequestContext context);

    /** How long after a send the other system may still apply it, or not yet show it. */
    Duration lag();

    /**
     * Too much of something.
     *
     * @param entry what is to be set aside, and asked about again once it is released
     * @param reason for operators, free of personal data
     * @param news false where the aggregate's entries of the same type say all of it already
     */
    record Surplus(NewEntry entry, String reason, Predicate<List<NewEntry>> news) {}
}
