package dev.weft.journey;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A store whose writes end when the test says so. */
final class HeldBaskets implements BasketStore {
    final List<List<BasketChange>> written = new ArrayList<>();
    final List<Rule> asked = new ArrayList<>();
    final Deque<Step> steps = new ArrayDeque<>();
    private final Deque<Promise<Void>> open = new ArrayDeque<>();
    private Optional<Left> left = Optional.empty();
    private Optional<Throwable> dark = Optional.empty();
    private Runnable whileAsked = () -> {};

    void end() {
        open.remove().complete();
    }

    void fail(Throwable cause) {
        open.remove().fail(cause);
    }

    void holds(Left basket) {
        left = Optional.of(basket);
    }

    void goesDark(Throwable cause) {
        dark = Optional.of(cause);
    }

    void whileAsked(Runnable action) {
        whileAsked = action;
    }

    @Override
    public Future<Void> apply(List<BasketChange> changes) {
        written.add(changes);
        Promise<Void> promise = Promise.promise();
        open.add(promise);
        return promise.future();
    }

    @Override
    public Future<Step> abandon(Rule rule, int limit) {
        asked.add(rule);
        whileAsked.run();
        return dark.<Future<Step>>map(Future::failedFuture)
                .orElseGet(() -> Future.succeededFuture(steps.isEmpty() ? new Step(0, false) : steps.remove()));
    }

    @Override
    public Future<Optional<Left>> left(String id) {
        return dark.<Future<Optional<Left>>>map(Future::failedFuture).orElseGet(() -> Future.succeededFuture(left));
    }

    @Override
    public Future<Integer> forget(Duration age, int limit) {
        throw new AssertionError("nobody asks for it here");
    }
}
