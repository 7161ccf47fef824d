package dev.weft.kernel;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings an answer home: shared work completes on the event loop of whoever started it, and everyone else must hop. */
public final class Loops {
    private Loops() {}

    /** {@code future}, completing on the event loop this method is called on; unchanged where there is none. */
    public static <T> Future<T> here(Future<T> future) {
        Context home = Vertx.currentContext();
        if (home == null || future.isComplete()) {
            return future;
        }
        Thread loop = Thread.currentThread();
        Promise<T> answer = Promise.promise();
        future.onComplete(outcome -> {
            if (Thread.currentThread() == loop) {
                answer.handle(outcome);
            } else {
                home.runOnContext(v -> answer.handle(outcome));
            }
        });
        return answer.future();
    }
}
