package dev.weft.sandbox;

import dev.weft.sandbox.Arrivals.Fate;
import dev.weft.sandbox.fault.ErrorKind;
import dev.weft.sandbox.fault.Plight;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import dev.weft.sandbox.wire.Subject;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * One request going through what the faults have in store for it: whether it is carried out, when, and what the caller gets to
 * see of that. What became of it is noted before the caller can know. Confined to the request's event loop.
 */
final class Ordeal {

    /** Nobody waits longer than that for an answer that never comes. */
    private static final long LONGEST_HOLD_MS = 180_000;

    private final Vertx vertx;
    private final BackOffice system;
    private final Operation operation;
    private final Call call;
    private final Optional<Subject> subject;
    private final Arrivals arrivals;

    Ordeal(Vertx vertx, BackOffice system, Operation operation, Call call, Arrivals arrivals) {
        this.vertx = vertx;
        this.system = system;
        this.operation = operation;
        this.call = call;
        this.subject = operation.subject(call);
        this.arrivals = arrivals;
    }

    void undergo(HttpServerRequest request, Plight plight) {
        ErrorKind error = plight.error().orElse(null);
        if (plight.offline()) {
            note(Fate.LOST, false);
            Ending.close(request);
        } else if (plight.limitExceeded()) {
            note(Fate.REFUSED, false);
            answer(request, plight, retryAfter(system.limitExceeded(), plight));
        } else if (error == null) {
            Reply reply = operation.answer(call);
            note(Fate.ANSWERED, succeeded(reply));
            answer(request, plight, reply);
        } else if (error.status() > 0) {
            note(error.leavesDoubt() ? Fate.LOST : Fate.REFUSED, false);
            answer(request, plight, retryAfter(system.failure(error.status()), plight));
        } else {
            suffer(request, plight, error);
        }
    }

    private void suffer(HttpServerRequest request, Plight plight, ErrorKind error) {
        switch (error) {
            case LOST -> {
                note(Fate.LOST, false);
                hold(request, () -> {});
            }
            case APPLIED_LATE -> {
                note(Fate.LOST, false);
                hold(request, () -> vertx.setTimer(Math.max(1, plight.lateMs()), ignored -> applyLate()));
            }
            case INSUFFICIENT_POINTS -> {
                note(Fate.REFUSED, false);
                answer(request, plight, system.insufficientPoints());
            }
            default -> {
                Reply reply = operation.answer(call);
                note(Fate.SPOILT, succeeded(reply));
                later(plight.delayMs() + reply.delayMs(), () -> spoil(request, plight, reply, error));
            }
        }
    }

    private void applyLate() {
        boolean done = succeeded(operation.answer(call));
        if (done) {
            note(Fate.LATE, true);
        }
    }

    private void spoil(HttpServerRequest request, Plight plight, Reply reply, ErrorKind error) {
        switch (error) {
            case RESET -> Ending.close(request);
            case DRIP -> Ending.drip(vertx, request, reply);
            case GARBAGE -> Ending.garbage(request);
            case OVERSIZED -> Ending.oversized(request);
            case WRONG_LENGTH -> Ending.wrongLength(request, reply);
            case APPLIED_TIMEOUT -> hold(request, () -> {});
            case APPLIED_502 ->
                Ending.send(request, Reply.text(502, "text/html", "<html><body>502 Bad Gateway</body></html>"));
            case APPLIED_503 ->
                Ending.send(
                        request,
                        retryAfter(
                                Reply.text(
                                        503,
                                        "text/plain",
                                        "upstream connect error or disconnect/reset before headers. reset reason: connection"
                                                + " termination"),
                                plight));
            default -> Ending.send(request, reply);
        }
    }

    private void hold(HttpServerRequest request, Runnable onceGone) {
        Ending.hold(vertx, request, LONGEST_HOLD_MS, onceGone);
    }

    private void answer(HttpServerRequest request, Plight plight, Reply reply) {
        later(plight.delayMs() + reply.delayMs(), () -> Ending.send(request, reply));
    }

    private void later(long delayMs, Runnable ending) {
        if (delayMs > 0) {
            vertx.setTimer(delayMs, ignored -> ending.run());
        } else {
            ending.run();
        }
    }

    private void note(Fate fate, boolean success) {
        subject.ifPresent(about -> arrivals.note(system.name(), about, fate, success));
    }

    private boolean succeeded(Reply reply) {
        return subject.map(about -> about.success().test(reply)).orElse(false);
    }

    private static Reply retryAfter(Reply reply, Plight plight) {
        return plight.retryAfterSeconds() > 0
                ? reply.with("Retry-After", Integer.toString(plight.retryAfterSeconds()))
                : reply;
    }
}
