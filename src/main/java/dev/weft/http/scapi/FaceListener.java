package dev.weft.http.scapi;

import java.time.Duration;

/** Hears how SCAPI does behind the face. Called on event loops: it must be quick and never throw. */
public interface FaceListener {
    FaceListener NONE = new FaceListener() {};

    /**
     * The head of an answer came, or none did.
     *
     * @param operation one of a few hundred: the API and its path, with {@code {}} for ids
     * @param expand what was to be expanded, as {@link Operation} writes it; empty where the request does not say
     * @param outcome the status' class, for example {@code 2xx}, or a failure's code
     */
    default void answered(String operation, String expand, String outcome, Duration took) {}

    /** How busy SCAPI says it is, in percent. */
    default void load(int percent) {}

    /** That SCAPI warns ({@code WARN}) or throttles ({@code THROTTLE}). */
    default void warned(String status) {}

    /** How many reads may be under way to it. */
    default void limit(int reads) {}
}
