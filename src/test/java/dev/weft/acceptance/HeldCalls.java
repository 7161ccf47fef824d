package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Requests that arrive at a {@link Tap} and are answered when a test says so. */
final class HeldCalls implements Handler<HttpServerRequest> {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<Call> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** A request that waits for its answer. */
    record Call(HttpServerRequest request, Context loop) {
        void answer(int status, String json) {
            loop.runOnContext(turned -> request.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .end(json));
        }
    }

    @Override
    public void handle(HttpServerRequest request) {
        count.incrementAndGet();
        waiting.add(new Call(request, Objects.requireNonNull(Vertx.currentContext())));
    }

    /** The next one that arrives, or has arrived. */
    Call next() {
        try {
            @Nullable Call call = waiting.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(call).as("a request that arrives").isNotNull();
            return Objects.requireNonNull(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many have arrived. */
    int count() {
        return count.get();
    }
}
