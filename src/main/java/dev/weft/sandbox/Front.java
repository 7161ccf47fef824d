package dev.weft.sandbox;

import dev.weft.sandbox.fault.ErrorKind;
import dev.weft.sandbox.fault.Faults;
import dev.weft.sandbox.fault.Plight;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request: finds its system by prefix, counts it, lets it suffer what the faults say, and has it answered.
 * Holds no state of its own, so every event loop uses the same one.
 */
final class Front {

    private static final Logger log = LoggerFactory.getLogger(Front.class);

    private final Vertx vertx;
    private final Map<String, BackOffice> systems;
    private final ControlPlane control;
    private final Faults faults;
    private final RequestCounts counts;

    Front(Vertx vertx, Map<String, BackOffice> systems, ControlPlane control, Faults faults, RequestCounts counts) {
        this.vertx = vertx;
        this.systems = Map.copyOf(systems);
        this.control = control;
        this.faults = faults;
        this.counts = counts;
    }

    void handle(HttpServerRequest request) {
        String uri = request.uri();
        int end = endOfFirstSegment(uri);
        String prefix = uri.substring(Math.min(1, end), end);
        String rest = uri.substring(end);
        BackOffice system = systems.get(prefix);
        if (system == null && !prefix.equals("_sandbox")) {
            Ending.send(request, Reply.text(404, "text/plain", "no system under /" + prefix + "\n"));
        } else if (mayHaveBody(request)) {
            request.body()
                    .onSuccess(body -> answer(
                            system, request, Call.of(request.method(), rest, request.headers(), body.toString())));
        } else {
            answer(system, request, Call.of(request.method(), rest, request.headers(), ""));
        }
    }

    private void answer(@Nullable BackOffice system, HttpServerRequest request, Call call) {
        try {
            if (system == null) {
                Ending.send(request, control.answer(call));
            } else {
                answer(system, request, call, system.operation(call));
            }
        } catch (RuntimeException e) {
            log.error("the sandbox failed to answer {} {}", call.method(), call.path(), e);
            Ending.send(request, Reply.text(500, "text/plain", "the sandbox itself failed\n"));
        }
    }

    private void answer(BackOffice system, HttpServerRequest request, Call call, Operation operation) {
        counts.count(system.name(), operation.name());
        Plight plight = faults.next(system.name(), operation.name());
        if (plight.offline()) {
            Ending.close(request);
            return;
        }
        ErrorKind error = plight.error().orElse(null);
        Reply reply;
        if (plight.limitExceeded()) {
            reply = retryAfter(system.limitExceeded(), plight);
        } else if (error != null && error.status() > 0) {
            reply = retryAfter(system.failure(error.status()), plight);
        } else {
            reply = operation.answer(call);
        }
        Runnable ending = () -> end(request, reply, error);
        long delay = plight.delayMs() + reply.delayMs();
        if (delay > 0) {
            vertx.setTimer(delay, ignored -> ending.run());
        } else {
            ending.run();
        }
    }

    private void end(HttpServerRequest request, Reply reply, @Nullable ErrorKind error) {
        if (error == null || error.status() > 0) {
            Ending.send(request, reply);
            return;
        }
        switch (error) {
            case RESET -> Ending.close(request);
            case DRIP -> Ending.drip(vertx, request, reply);
            case GARBAGE -> Ending.garbage(request);
            case OVERSIZED -> Ending.oversized(request);
            case WRONG_LENGTH -> Ending.wrongLength(request, reply);
            default -> Ending.send(request, reply);
        }
    }

    private static Reply retryAfter(Reply reply, Plight plight) {
        return plight.retryAfterSeconds() > 0
                ? reply.with("Retry-After", Integer.toString(plight.retryAfterSeconds()))
                : reply;
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        HttpMethod method = request.method();
        return !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD);
    }

    private static int endOfFirstSegment(String uri) {
        for (int i = 1; i < uri.length(); i++) {
            char at = uri.charAt(i);
            if (at == '/' || at == '?') {
                return i;
            }
        }
        return uri.length();
    }
}
