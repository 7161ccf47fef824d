package dev.weft.outbox;

import dev.weft.kernel.Failure;
import java.util.Optional;

/**
 * What the failure of a call says about the effect the call carried. Whatever may have reached the other system is in doubt, also an
 * answer nobody could read, and any 5xx, 503 among them: whoever stands in between answers it after the other system has applied what it was
 * sent. Only what certainly never reached it, or what was refused by saying "later" (429), is known not to have happened.
 */
public final class AfterSend {
    private AfterSend() {}

    /** The outcome of a send that failed with {@code cause}. */
    public static Outcome of(Throwable cause, String source) {
        Failure failure = Failure.from(cause, source);
        return switch (failure.reason()) {
            case CONNECT, BREAKER_OPEN, SATURATED, THROTTLED, OVERLOADED, UNAUTHORIZED ->
                new Outcome.NotApplied(failure, true);
            case TIMEOUT, RESET, SERVER_ERROR, BAD_ANSWER, TOO_LARGE, INTERNAL -> new Outcome.Uncertain(failure);
            case REFUSED, NOT_FOUND -> new Outcome.Rejected(reason(failure), Optional.empty());
        };
    }

    /** The outcome where something about this entry that must come before the send failed: nothing was sent. */
    public static Outcome notSent(Throwable cause, String source) {
        Failure failure = Failure.from(cause, source);
        return new Outcome.NotApplied(failure, ofTheSystem(failure));
    }

    /** The outcome where what every send needs first could not be had, whatever the reason: nothing was sent, and no entry is at fault. */
    public static Outcome notReady(Throwable cause, String source) {
        return new Outcome.NotApplied(Failure.from(cause, source), true);
    }

    /**
     * Whether {@code failure} speaks of the other system as a whole, so that the same call may end well once that has changed. An answer
     * that refuses, or that nobody can read, speaks of what was asked, and a bug of ours of what it met.
     */
    static boolean ofTheSystem(Failure failure) {
        return switch (failure.reason()) {
            case TIMEOUT, CONNECT, RESET, BREAKER_OPEN, SATURATED, THROTTLED, OVERLOADED, SERVER_ERROR, UNAUTHORIZED ->
                true;
            case REFUSED, NOT_FOUND, BAD_ANSWER, TOO_LARGE, INTERNAL -> false;
        };
    }

    /** The outcome of a question that was not answered: as much is known as before. */
    public static Outcome notTold(Throwable cause, String source) {
        return new Outcome.Uncertain(Failure.from(cause, source));
    }

    /** The outcome of a question that was answered: there is nothing under this reference. */
    public static Outcome absent(String source) {
        return new Outcome.NotApplied(Failure.of(Failure.Reason.NOT_FOUND, source, "not there"), false);
    }

    public static Outcome applied(String result) {
        return new Outcome.Applied(result, Optional.empty());
    }

    /** {@code reason} is a code, free of personal data. */
    public static Outcome rejected(String reason) {
        return new Outcome.Rejected(reason, Optional.empty());
    }

    private static String reason(Failure failure) {
        return failure.code() + ": " + failure.detail();
    }
}
