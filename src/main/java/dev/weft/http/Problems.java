package dev.weft.http;

import dev.weft.fanout.RequiredPartMissing;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes a status. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static Problem of(Throwable cause, String requestId) {
        if (cause instanceof BadInput bad) {
            return bad.problem();
        }
        if (cause instanceof RequiredPartMissing missing) {
            return requiredPart(missing);
        }
        if (cause instanceof Failed failed) {
            return upstream(failed.failure(), "");
        }
        LOG.error("unexpected failure, requestId={}", requestId, cause);
        return Problem.internal();
    }

    private static Problem requiredPart(RequiredPartMissing missing) {
        return upstream(missing.failure(), "The part '" + missing.part() + "' is required and could not be had.");
    }

    private static Problem upstream(Failure failure, String detail) {
        boolean late = failure.reason() == Failure.Reason.TIMEOUT;
        long retryAfter = failure.retryable() ? Math.max(1, failure.retryAfter().toSeconds()) : 0;
        return new Problem(
                late ? 504 : 502,
                late ? "backend_timeout" : "backend_failed",
                late ? "A required system did not answer in time" : "A required system could not be used",
                detail,
                failure.retryable(),
                retryAfter,
                List.of(failure.source()));
    }
}
