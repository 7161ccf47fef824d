package dev.weft.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * One caller's work and the future it waits on. The future ends once: with the answer after the commit, or with a failure at its deadline,
 * whichever is first. Thread-safe.
 */
final class Task<I, O> {
    private final Group<I, O> group;
    private final I input;
    private final long deadline;
    private final Promise<O> promise = Promise.promise();

    Task(Group<I, O> group, I input, long deadline) {
        this.group = group;
        this.input = input;
        this.deadline = deadline;
    }

    Group<I, O> group() {
        return group;
    }

    I input() {
        return input;
    }

    Future<O> future() {
        return promise.future();
    }

    boolean over() {
        return promise.future().isComplete();
    }

    boolean late(long nanos) {
        return nanos - deadline >= 0;
    }

    void answer(O answer) {
        promise.tryComplete(answer);
    }

    void fail(Throwable cause) {
        promise.tryFail(cause);
    }
}
