package dev.weft.outbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;

/** Brings answers home to the one thread a lane lives on. */
record Home(Executor executor) {
    <T> Future<T> bring(Future<T> future) {
        Promise<T> answer = Promise.promise();
        future.onComplete(outcome -> executor.execute(() -> answer.handle(outcome)));
        return answer.future();
    }
}
