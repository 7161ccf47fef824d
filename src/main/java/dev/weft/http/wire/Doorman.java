package dev.weft.http.wire;

import org.jspecify.annotations.Nullable;

/** Port: turns requests away before anybody has decoded them, while there is too much to do. */
@FunctionalInterface
public interface Doorman {
    /** Lets everyone in. */
    Doorman ABSENT = (head, length) -> null;

    /**
     * What to answer instead of serving; null to let the request in. Called on the connection's event loop, for requests that are whole,
     * well-formed, without a body, and whose answer is next.
     *
     * @param head the request's bytes, from the method on; not to be kept
     * @param length how many of them there are
     */
    @Nullable
    Refusal refusal(byte[] head, int length);
}
