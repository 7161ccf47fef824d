package dev.weft.sandbox;

import dev.weft.sandbox.fault.Faults;
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
    private final Arrivals arrivals;

    Front(
            Vertx vertx,
            Map<String, BackOffice> systems,
            ControlPlane control,
            Faults faults,
            RequestCounts counts,
            Arrivals arrivals) {
        this.vertx = vertx;
        this.systems = Map.copyOf(systems);
        this.control = control;
        this.faults = faults;
        this.counts = counts;
        this.arrivals = arrivals;
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
        new Ordeal(vertx, system, operation, call, arrivals)
                .undergo(request, faults.next(system.name(), operation.name()));
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
