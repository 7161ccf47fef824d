package dev.weft.http;

import dev.weft.kernel.Loops;
import dev.weft.order.Answer;
import dev.weft.order.Claim;
import dev.weft.order.OrderStore.Known;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs what has an idempotency key: once, however often it is asked for. A second request while the first runs is told 409, one with other
 * content 422, a later one the answer that was kept, also while others ask for the same. On the event loop of each request; shared by all.
 */
final class Idempotency {
    private final InFlight inFlight = new InFlight();
    private final Answers answers;
    private final Function<Claim, Future<Optional<Known>>> kept;

    /** {@code kept} looks up the answer that was given under a claim. */
    Idempotency(Answers answers, Function<Claim, Future<Optional<Known>>> kept) {
        this.answers = answers;
        this.kept = kept;
    }

    /** Answers {@code exchange} with what {@code work} comes to, or with why it was not begun. */
    void once(Exchange exchange, Claim claim, Supplier<Future<Known>> work) {
        switch (inFlight.enter(claim)) {
            case RUNNING -> unlessKept(exchange, claim, OrderProblems.inFlight());
            case OTHER_CONTENT -> unlessKept(exchange, claim, OrderProblems.otherContent());
            case FULL -> answers.problem(exchange, Problem.unavailable(1));
            case TAKEN -> run(exchange, claim, work);
        }
    }

    /** What is under way may itself be no more than a late repetition: what was kept long ago goes before it. */
    private void unlessKept(Exchange exchange, Claim claim, Problem running) {
        Loops.here(kept.apply(claim)).onComplete(found -> {
            if (found.failed()) {
                failed(exchange, found.cause());
            } else if (found.result().isPresent()) {
                told(exchange, found.result().get());
            } else {
                answers.problem(exchange, running);
            }
        });
    }

    private void run(Exchange exchange, Claim claim, Supplier<Future<Known>> work) {
        Loops.here(started(work)).onComplete(outcome -> {
            inFlight.leave(claim);
            if (outcome.failed()) {
                failed(exchange, outcome.cause());
            } else {
                told(exchange, outcome.result());
            }
        });
    }

    private void failed(Exchange exchange, Throwable cause) {
        answers.problem(exchange, OrderProblems.of(cause, exchange.context().requestId()));
    }

    private void told(Exchange exchange, Known known) {
        if (known.matches()) {
            write(exchange, known);
        } else {
            answers.problem(exchange, OrderProblems.otherContent());
        }
    }

    private static Future<Known> started(Supplier<Future<Known>> work) {
        try {
            return work.get();
        } catch (RuntimeException mistake) {
            return Future.failedFuture(mistake);
        }
    }

    private void write(Exchange exchange, Known known) {
        MultiMap headers = exchange.request().response().headers();
        if (!known.fresh()) {
            headers.set("idempotent-replayed", "true");
        }
        answer(exchange, known.answer());
    }

    /** An answer as the use case worded it. */
    void answer(Exchange exchange, Answer answer) {
        MultiMap headers = exchange.request().response().headers();
        if (!answer.location().isEmpty()) {
            headers.set(HttpHeaders.LOCATION, answer.location());
        }
        answers.worded(exchange, answer.status(), answer.contentType(), answer.body());
    }
}
