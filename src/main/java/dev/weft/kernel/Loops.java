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
        if (home == null) {
            return future;
        }
        if (future.isComplete()) {
            return unbound(future); // as it is, it would still answer on the loop it was made for
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

    private static <T> Future<T> unbound(Future<T> complete) {
        return complete.succeeded() ? Future.succeededFuture(complete.result()) : Future.failedFuture(complete.cause());
    }
}
