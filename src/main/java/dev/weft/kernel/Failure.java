package dev.weft.kernel;

import java.time.Duration;

/**
 * An expected way for a call to fail, with a code that never changes its meaning. {@code detail} is for the log and for operators; it
 * never reaches a caller. Bugs are exceptions, not failures.
 *
 * @param reason what went wrong
 * @param source the backend, by its configured name, or {@code weft}
 * @param detail one line for the log, free of secrets and personal data
 * @param retryAfter how long the backend asked to be left alone; zero where it did not say
 */
public record Failure(Reason reason, String source, String detail, Duration retryAfter) {

    /** Why a call failed. The code stands in answers, logs and metrics. */
    public enum Reason {
        TIMEOUT("timeout"),
        BREAKER_OPEN("breaker_open"),
        SATURATED("saturated"),
        THROTTLED("throttled"),
        CONNECT("connect"),
        RESET("reset"),
        SERVER_ERROR("server_error"),
        OVERLOADED("overloaded"),
        REFUSED("refused"),
        UNAUTHORIZED("unauthorized"),
        NOT_FOUND("not_found"),
        BAD_ANSWER("bad_answer"),
        TOO_LARGE("too_large"),
        INTERNAL("internal");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public static Failure of(Reason reason, String source, String detail) {
        return new Failure(reason, source, detail, Duration.ZERO);
    }

    public String code() {
        return reason.code();
    }

    /** True where the same question may well be answered a little later. */
    public boolean retryable() {
        return switch (reason) {
            case TIMEOUT, BREAKER_OPEN, SATURATED, THROTTLED, CONNECT, RESET, SERVER_ERROR, OVERLOADED -> true;
            case REFUSED, UNAUTHORIZED, NOT_FOUND, BAD_ANSWER, TOO_LARGE, INTERNAL -> false;
        };
    }

    /** This failure as the throwable a failed future carries. */
    public Failed asException() {
        return new Failed(this);
    }

    /** The failure inside {@code cause}, or an INTERNAL one naming its class where {@code cause} is a bug. */
    public static Failure from(Throwable cause, String source) {
        if (cause instanceof Failed failed) {
            return failed.failure();
        }
        if (cause instanceof PartlyFailed partly) {
            return partly.failure();
        }
        return of(Reason.INTERNAL, source, cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
}
