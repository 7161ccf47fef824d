package dev.weft.http;

import dev.weft.kernel.Loops;
import dev.weft.order.Answer;
import dev.weft.order.Claim;
import dev.weft.order.OrderStore.Known;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.function.Supplier;

/**
 * Runs what has an idempotency key: once, however often it is asked for. A second request while the first runs is told 409, one with other
 * content 422, a later one the answer that was kept. On the event loop of each request; shared by all.
 */
final class Idempotency {
    private final InFlight inFlight = new InFlight();
    private final Answers answers;

    Idempotency(Answers answers) {
        this.answers = answers;
    }

    /** Answers {@code exchange} with what {@code work} comes to, or with why it was not begun. */
    void once(Exchange exchange, Claim claim, Supplier<Future<Known>> work) {
        switch (inFlight.enter(claim)) {
            case RUNNING -> answers.problem(exchange, OrderProblems.inFlight());
            case OTHER_CONTENT -> answers.problem(exchange, OrderProblems.otherContent());
            case FULL -> answers.problem(exchange, Problem.unavailable(1));
            case TAKEN -> run(exchange, claim, work);
        }
    }

    private void run(Exchange exchange, Claim claim, Supplier<Future<Known>> work) {
        Loops.here(started(work)).onComplete(outcome -> {
            inFlight.leave(claim);
            if (outcome.failed()) {
                answers.problem(
                        exchange,
                        OrderProblems.of(outcome.cause(), exchange.context().requestId()));
            } else if (!outcome.result().matches()) {
                answers.problem(exchange, OrderProblems.otherContent());
            } else {
                write(exchange, outcome.result());
            }
        });
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
