package dev.weft.backend.client;

import dev.weft.kernel.Failure;

/** Hears of every request that really went out. Called on event loops: it must be quick and never throw. */
public interface ClientListener {
    ClientListener NONE = new ClientListener() {};

    /** A backend answered, with any status. */
    default void answered(String backend, String operation, int status, long nanos) {}

    /** No usable answer came. */
    default void failed(String backend, String operation, Failure.Reason reason, long nanos) {}

    /** A client token was fetched, or could not be. */
    default void tokenFetched(String backend, boolean ok) {}
}
