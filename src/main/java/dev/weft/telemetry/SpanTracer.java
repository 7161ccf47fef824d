package dev.weft.telemetry;

import dev.weft.kernel.TraceContext;
import dev.weft.kernel.Tracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.tracing.opentelemetry.VertxContextStorageProvider.VertxContextStorage;
import java.util.Optional;

/**
 * Vert.x finds the span that a request belongs to in the context it is made in. Ours are made in batches, from queues and by timers, whose
 * contexts belong to nobody or to another shopper; so each call is given a context of its own, which holds the span it is really for.
 */
public final class SpanTracer implements Tracer {
    private final Vertx vertx;

    public SpanTracer(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Optional<TraceContext> here() {
        Context open = VertxContextStorage.INSTANCE.current();
        if (open == null) {
            return Optional.empty();
        }
        SpanContext span = Span.fromContext(open).getSpanContext();
        return span.isValid()
                ? Optional.of(new TraceContext(span.getTraceId(), span.getSpanId(), span.isSampled()))
                : Optional.empty();
    }

    @Override
    @SuppressWarnings("MustBeClosed") // the scope ends with the context, which is the call's alone
    public void under(TraceContext parent, Runnable call) {
        ContextInternal own = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
        TraceFlags flags = parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
        SpanContext span = SpanContext.create(parent.traceId(), parent.spanId(), flags, TraceState.getDefault());
        VertxContextStorage.INSTANCE.attach(own, Context.root().with(Span.wrap(span)));
        own.dispatch(call);
    }

    @Override
    public boolean carries() {
        return true;
    }
}
