package dev.weft;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.http.wire.Doormen;
import dev.weft.http.wire.GuardedTransport;
import dev.weft.http.wire.WireLimits;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Tracer;
import dev.weft.settings.GatewaySettings;
import dev.weft.telemetry.CleanSpans;
import dev.weft.telemetry.SpanTracer;
import dev.weft.telemetry.TrustedParents;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the process stands on: Vert.x, its meters and, where configured, its tracer. */
final class Platform {
    private static final long LOOP_WARNING_MILLIS = 100;

    private final Vertx vertx;
    private final PrometheusMeterRegistry registry;
    private final Optional<OpenTelemetrySdk> tracer;
    private final int eventLoops;
    private final Doormen doormen;

    private Platform(
            Vertx vertx,
            PrometheusMeterRegistry registry,
            Optional<OpenTelemetrySdk> tracer,
            int eventLoops,
            Doormen doormen) {
        this.vertx = vertx;
        this.registry = registry;
        this.tracer = tracer;
        this.eventLoops = eventLoops;
        this.doormen = doormen;
    }

    static Platform create(GatewaySettings settings) {
        int configured = settings.server().protocol().eventLoops();
        int loops = configured > 0 ? configured : Runtime.getRuntime().availableProcessors();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        closeWithProcess(registry);
        countProcessorTime(registry);
        VertxBuilder builder = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(loops)
                        .setPreferNativeTransport(true)
                        .setMaxEventLoopExecuteTime(LOOP_WARNING_MILLIS)
                        .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                        .setBlockedThreadCheckInterval(LOOP_WARNING_MILLIS)
                        .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                        .setMetricsOptions(meters()))
                .withMetrics(new MicrometerMetricsFactory(registry));
        Optional<OpenTelemetrySdk> tracer = settings.operations()
                .otlp()
                .map(otlp -> OpenTelemetrySdk.builder()
                        .setTracerProvider(SdkTracerProvider.builder()
                                .setSampler(Sampler.traceIdRatioBased(otlp.sample()))
                                .setResource(Resource.getDefault()
                                        .merge(Resource.create(
                                                Attributes.of(AttributeKey.stringKey("service.name"), "weft"))))
                                .addSpanProcessor(BatchSpanProcessor.builder(
                                                new CleanSpans(OtlpHttpSpanExporter.builder()
                                                        .setEndpoint(otlp.endpoint()
                                                                        .toString()
                                                                        .replaceAll("/+$", "") + "/v1/traces")
                                                        .build()))
                                        .build())
                                .build())
                        .setPropagators(io.opentelemetry.context.propagation.ContextPropagators.create(
                                io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator.getInstance()))
                        .build());
        Doormen doormen = new Doormen();
        builder.withTransport(GuardedTransport.over(
                GuardedTransport.fastest(),
                WireLimits.DEFAULT
                        .idleAfter(settings.server().times().idle())
                        .capped(
                                settings.server().connections().total(),
                                settings.server().connections().perAddress()),
                Ticker.system(),
                settings.server().outside().proxies()::trusts,
                doormen));
        tracer.ifPresent(sdk -> builder.withTracer(TrustedParents.over(
                new OpenTelemetryTracingFactory(sdk),
                settings.server().outside().proxies()::trusts)));
        return new Platform(builder.build(), registry, tracer, loops, doormen);
    }

    /** Of Vert.x's own meters only the worker pools'; requests, in and out, are metered by us, for a fraction of the cost. */
    private static MicrometerMetricsOptions meters() {
        Set<MetricsDomain> off = EnumSet.allOf(MetricsDomain.class);
        off.remove(MetricsDomain.NAMED_POOLS);
        MicrometerMetricsOptions options = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))
                .setLabels(EnumSet.of(Label.POOL_NAME, Label.POOL_TYPE));
        off.forEach(options::addDisabledMetricsCategory);
        return options;
    }

    @SuppressWarnings("resource") // lives as long as the registry, which lives as long as the process
    private static void closeWithProcess(PrometheusMeterRegistry registry) {
        new JvmGcMetrics().bindTo(registry);
    }

    /** {@code process_cpu_seconds_total}: what the overhead benchmark divides by requests. */
    private static void countProcessorTime(PrometheusMeterRegistry registry) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu.seconds", system, it -> it.getProcessCpuTime() / 1e9)
                    .description("Processor time of this process")
                    .register(registry);
        }
    }

    Vertx vertx() {
        return vertx;
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Where spans are recorded, if anywhere. */
    Tracer tracer() {
        return tracer.isPresent() ? new SpanTracer(vertx) : Tracer.NONE;
    }

    /** How many event loops there are, and so how many servers share the port. */
    int eventLoops() {
        return eventLoops;
    }

    Doormen doormen() {
        return doormen;
    }

    Future<Void> close() {
        tracer.ifPresent(OpenTelemetrySdk::close);
        return vertx.close();
    }
}
