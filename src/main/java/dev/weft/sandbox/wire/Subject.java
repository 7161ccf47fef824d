package dev.weft.sandbox.wire;

import java.util.function.Predicate;

/**
 * The document a request creates or looks for, so that verdicts can tell in which order that happened.
 *
 * @param kind what it is, for example {@code order}
 * @param reference the caller's reference to it
 * @param act creating it or looking for it
 * @param success told by the answer: created, or found
 */
public record Subject(String kind, String reference, Act act, Predicate<Reply> success) {

    /** What is done about the document. */
    public enum Act {
        CREATE,
        LOOKUP
    }
}
