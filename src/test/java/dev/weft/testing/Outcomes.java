package dev.weft.testing;

import dev.weft.kernel.Failure;
import io.vertx.core.Future;

/** Reads how a future ended. */
public final class Outcomes {
    private Outcomes() {}

    /** Why {@code future} failed; fails the test where it did not. */
    public static Failure.Reason reason(Future<?> future) {
        if (!future.failed()) {
            throw new AssertionError("expected a failure, found " + future);
        }
        return Failure.from(future.cause(), "test").reason();
    }
}
