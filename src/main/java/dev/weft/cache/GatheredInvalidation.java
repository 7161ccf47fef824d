package dev.weft.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Invalidates at most once at a time: what is asked for while the caches are being walked is gathered, and done in the walk that follows.
 * So many small pushes cost as much as a few large ones, and nothing waits behind more than two walks. A failed walk fails everybody
 * whose tags were in it. Safe from any thread.
 */
public final class GatheredInvalidation {
    private record Gathered(Set<String> tags, Promise<Void> done) {}

    private enum Mark {
        IDLE,
        WALKING
    }

    /** One walk waits at most, with everything asked for since the last one began. */
    private record State(Mark mark, @Nullable Gathered next) {}

    private static final State IDLE = new State(Mark.IDLE, null);
    private static final State WALKING = new State(Mark.WALKING, null);

    private final Function<Invalidation.Selection, Future<Integer>> walk;
    private final AtomicReference<State> state = new AtomicReference<>(IDLE);

    /** {@code walk} drops what is selected, off the event loop. */
    public GatheredInvalidation(Function<Invalidation.Selection, Future<Integer>> walk) {
        this.walk = walk;
    }

    /** Completes once nothing that {@code tags} name, and that was cached before, is served any more. */
    public Future<Void> drop(Set<String> tags) {
        while (true) {
            State now = Objects.requireNonNull(state.get());
            if (now.mark() == Mark.IDLE) {
                if (state.compareAndSet(now, WALKING)) {
                    return run(new Gathered(tags, Promise.promise()));
                }
                continue;
            }
            Gathered waiting = now.next();
            Set<String> all = new HashSet<>(tags);
            if (waiting != null) {
                all.addAll(waiting.tags());
            }
            Gathered joined = new Gathered(all, waiting == null ? Promise.promise() : waiting.done());
            if (state.compareAndSet(now, new State(Mark.WALKING, joined))) {
                return joined.done().future();
            }
        }
    }

    private Future<Void> run(Gathered gathered) {
        walk.apply(new Invalidation.Selection(gathered.tags())).onComplete(walked -> {
            next();
            if (walked.succeeded()) {
                gathered.done().complete();
            } else {
                gathered.done().fail(walked.cause());
            }
        });
        return gathered.done().future();
    }

    private void next() {
        State now = Objects.requireNonNull(state.getAndUpdate(before -> before.next() == null ? IDLE : WALKING));
        Gathered waiting = now.next();
        if (waiting != null) {
            Future<Void> unused = run(waiting); // whoever waits holds the same future
        }
    }
}
