package dev.weft.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Lets only what is on a list leave in spans: Vert.x puts paths and queries into them, which hold SKUs, shoppers' ids and whatever a client
 * likes to send. The trace state is the client's own text and stays behind, too; so do events, whose exceptions have messages.
 */
public final class CleanSpans implements SpanExporter {
    /** Any word but a known one is written {@code _OTHER}, as OpenTelemetry's conventions have it. */
    private static final String METHOD = "http.request.method";

    private static final Set<String> ATTRIBUTES = Set.of(
            METHOD,
            "http.response.status_code",
            "http.route",
            "network.protocol.version",
            "server.address",
            "server.port",
            "url.scheme",
            "weft.backend",
            "error.type");

    private final SpanExporter delegate;

    public CleanSpans(SpanExporter delegate) {
        this.delegate = delegate;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return delegate.export(spans.stream().<SpanData>map(Clean::new).toList());
    }

    @Override
    public CompletableResultCode flush() {
        return delegate.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return delegate.shutdown();
    }

    private static final class Clean extends DelegatingSpanData {
        private final Attributes attributes;

        Clean(SpanData span) {
            super(span);
            AttributesBuilder kept = Attributes.builder();
            span.getAttributes().forEach((key, value) -> keep(kept, key, value));
            attributes = kept.build();
        }

        @SuppressWarnings("unchecked") // a key and its own value
        private static <T> void keep(
                AttributesBuilder kept, io.opentelemetry.api.common.AttributeKey<T> key, Object value) {
            if (ATTRIBUTES.contains(key.getKey())) {
                kept.put(key, value instanceof String text ? (T) written(key.getKey(), text) : (T) value);
            }
        }

        private static String written(String key, String text) {
            return key.equals(METHOD) && !Methods.known(text) ? "_OTHER" : Masks.apply(text);
        }

        @Override
        public String getName() {
            String name = super.getName();
            return Methods.known(name) ? name : "request";
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public int getTotalAttributeCount() {
            return attributes.size();
        }

        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        @Override
        public List<LinkData> getLinks() {
            return List.of();
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }

        @Override
        public SpanContext getSpanContext() {
            return stateless(super.getSpanContext());
        }

        @Override
        public SpanContext getParentSpanContext() {
            return stateless(super.getParentSpanContext());
        }

        private static SpanContext stateless(SpanContext context) {
            return context.isRemote()
                    ? SpanContext.createFromRemoteParent(
                            context.getTraceId(), context.getSpanId(), context.getTraceFlags(), TraceState.getDefault())
                    : SpanContext.create(
                            context.getTraceId(),
                            context.getSpanId(),
                            context.getTraceFlags(),
                            TraceState.getDefault());
        }
    }
}
