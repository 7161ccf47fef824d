package dev.weft.telemetry;

import io.vertx.core.Context;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every request is a span; its parent is what the request says only where whoever opened the connection is trusted to say so. A share of
 * the traces is recorded, by their ids: a client that could choose the id would be recorded as often as it likes, and write into the traces
 * of others. Its requests begin traces of their own.
 */
public final class TrustedParents<I, O> implements VertxTracer<I, O> {
    private final VertxTracer<I, O> tracer;
    private final Predicate<String> trusted;

    private TrustedParents(VertxTracer<I, O> tracer, Predicate<String> trusted) {
        this.tracer = tracer;
        this.trusted = trusted;
    }

    /** {@code tracers}, which believe only peers whose address, in digits, is {@code trusted}. */
    public static VertxTracerFactory over(VertxTracerFactory tracers, Predicate<String> trusted) {
        return new VertxTracerFactory() {
            @Override
            public VertxTracer<?, ?> tracer(TracingOptions options) {
                VertxTracer<?, ?> tracer = tracers.tracer(options);
                return guarded(tracer, trusted);
            }

            @Override
            public TracingOptions newOptions() {
                return tracers.newOptions();
            }
        };
    }

    private static <I, O> VertxTracer<I, O> guarded(VertxTracer<I, O> tracer, Predicate<String> trusted) {
        return new TrustedParents<>(tracer, trusted);
    }

    @Override
    public <R> @Nullable I receiveRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            Iterable<Map.Entry<String, String>> headers,
            TagExtractor<R> tags) {
        return tracer.receiveRequest(
                context, kind, policy, request, operation, believed(request) ? headers : List.of(), tags);
    }

    private boolean believed(Object request) {
        if (!(request instanceof HttpRequest http)) {
            return false;
        }
        @Nullable SocketAddress peer = http.remoteAddress();
        return peer != null && peer.hostAddress() != null && trusted.test(peer.hostAddress());
    }

    @Override
    public <R> void sendResponse(
            Context context, @Nullable R response, I span, @Nullable Throwable failure, TagExtractor<R> tags) {
        tracer.sendResponse(context, response, span, failure, tags);
    }

    @Override
    public <R> @Nullable O sendRequest(
            Context context,
            SpanKind kind,
            TracingPolicy policy,
            R request,
            String operation,
            BiConsumer<String, String> headers,
            TagExtractor<R> tags) {
        return tracer.sendRequest(context, kind, policy, request, operation, headers, tags);
    }

    @Override
    public <R> void receiveResponse(
            Context context, @Nullable R response, O span, @Nullable Throwable failure, TagExtractor<R> tags) {
        tracer.receiveResponse(context, response, span, failure, tags);
    }

    @Override
    public void close() {
        tracer.close();
    }
}
