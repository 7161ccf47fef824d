package dev.weft.http;

import dev.weft.fanout.Composite;
import dev.weft.http.door.Priority;
import java.util.Optional;

/** Hears of every request that was answered. Called on event loops: it must be quick and never throw. */
public interface EdgeListener {
    EdgeListener NONE = new EdgeListener() {};

    /**
     * What is worth knowing of an answered request. Holds no path, no token and no personal data.
     *
     * @param route the route's template, for example {@code /v1/products/{sku}}; {@code unmatched} where there was none
     * @param nanos from the head of the request to the end of the answer's writing
     * @param cache how the cache answered, or empty
     * @param clientId the OAuth client that asked, or empty
     * @param composite the parts, where the answer was composed by this very request
     */
    record Answered(
            String route,
            String method,
            int status,
            long nanos,
            String requestId,
            String traceId,
            String cache,
            String clientId,
            Optional<Composite> composite) {}

    default void answered(Answered request) {}

    /** A token was refused; {@code reason} never reaches the caller. */
    default void refused(String requestId, String reason) {}

    /** A request was turned away at the door. */
    default void shed(Priority priority, String reason) {}

    /** A throttle decided. */
    default void throttled(String policy, boolean allowed) {}

    /** A back-office system pushed something; {@code outcome} is how that went, and never reaches it when its seal is bad. */
    default void pushed(String backend, String kind, String outcome) {}
}
