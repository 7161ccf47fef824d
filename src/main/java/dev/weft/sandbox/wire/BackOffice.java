package dev.weft.sandbox.wire;

/**
 * A simulated system. Called from several event loops at once and never blocks; failures it is told to show are answered in
 * the vendor's own shape.
 */
public interface BackOffice {

    /** The path prefix without its slash, also the name in the control plane. */
    String name();

    /** What this call asks for; a path nobody knows is an operation too, which answers the vendor's 404. */
    Operation operation(Call call);

    /** The vendor's answer with this status: 429, 500, 502, 503 or 504. */
    Reply failure(int status);

    /** The vendor's answer when a quota is used up. */
    default Reply limitExceeded() {
        return failure(429);
    }

    /** The vendor's answer to a member with too few points, where there is such a thing. */
    default Reply insufficientPoints() {
        return failure(500);
    }

    /** Makes every token given out so far invalid. */
    default void expireTokens() {}

    /** Makes every CSRF token given out so far invalid. */
    default void expireCsrf() {}

    /** Sets how many rows a server-driven page holds, where the system has such pages. */
    default void pageSize(int rows) {}
}
