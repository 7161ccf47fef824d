package dev.weft.http;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.TraceContext;
import dev.weft.kernel.Tracer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives each request its id, its place in a trace and its deadline. */
final class RequestScope {
    private static final int MAX_ID = 64;

    private final Duration deadline;
    private final Ticker ticker;
    private final Tracer tracer;

    RequestScope(Duration deadline, Ticker ticker, Tracer tracer) {
        this.deadline = deadline;
        this.ticker = ticker;
        this.tracer = tracer;
    }

    Exchange open(HttpServerRequest request, Route route, List<String> parameters) {
        MultiMap headers = request.headers();
        long now = ticker.nanos();
        TraceContext trace = tracer.here().orElseGet(() -> trace(headers.get("traceparent")));
        Optional<Duration> shorter =
                wanted(headers.get("x-request-deadline-ms")).filter(wanted -> wanted.compareTo(deadline) < 0);
        Duration budget = shorter.orElse(deadline);
        RequestContext context =
                new RequestContext(id(headers.get("x-request-id"), trace), trace, Deadline.after(budget, ticker));
        return new Exchange(request, route, parameters, context, shorter.isPresent(), now);
    }

    private static TraceContext trace(@Nullable String traceparent) {
        if (traceparent == null) {
            return TraceContext.create(false);
        }
        return TraceContext.parse(traceparent, false).orElseGet(() -> TraceContext.create(false));
    }

    /** The client's own id, where it is short and harmless; else the trace's. */
    private static String id(@Nullable String given, TraceContext trace) {
        if (given == null || given.isEmpty() || given.length() > MAX_ID) {
            return trace.traceId();
        }
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            boolean harmless = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
            if (!harmless && c != '_' && c != '.') {
                return trace.traceId();
            }
        }
        return given;
    }

    /** The client's own deadline; a malformed one is ignored, as an unknown field would be. */
    private static Optional<Duration> wanted(@Nullable String millis) {
        if (millis == null || millis.isEmpty() || millis.length() > 6) {
            return Optional.empty();
        }
        for (int i = 0; i < millis.length(); i++) {
            if (millis.charAt(i) < '0' || millis.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        return Optional.of(Duration.ofMillis(Math.max(1, Long.parseLong(millis))));
    }
}
