package dev.weft;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stopping process hands back, after its last request and before its clients close: leases of the outbox, for one. In the reverse
 * order of {@link #add}; each has {@link #LIMIT}, and one that fails or is late is logged and keeps nobody waiting. Used by
 * {@link Application} alone, from one thread at a time.
 */
final class HandBack {
    static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(HandBack.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    private record Step(String what, Supplier<Future<Void>> how) {}

    /** Registers something to hand back, named for the log. */
    void add(String what, Supplier<Future<Void>> how) {
        steps.push(new Step(what, how));
    }

    /** Hands everything back; never fails. */
    Future<Void> run() {
        Step step = steps.poll();
        if (step == null) {
            return Future.succeededFuture();
        }
        Future<Void> done;
        try {
            done = step.how.get();
        } catch (RuntimeException bug) {
            done = Future.failedFuture(bug);
        }
        return done.timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> LOG.warn("while stopping: {} not handed back", step.what, cause))
                .transform(ended -> run());
    }
}
