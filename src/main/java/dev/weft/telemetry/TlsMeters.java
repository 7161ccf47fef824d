package dev.weft.telemetry;

import dev.weft.tls.TlsListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.DoubleSupplier;

/** Counts renewals of key material, and tells how long each certificate is still good. */
public final class TlsMeters implements TlsListener {
    private final MeterRegistry registry;
    private final Meters.Counters<Reloaded> reloads;

    private record Reloaded(String name, String result) {}

    public TlsMeters(MeterRegistry registry) {
        this.registry = registry;
        reloads = new Meters.Counters<>(
                registry,
                "weft.tls.reload",
                "Changed key material, by what came of it",
                key -> Tags.of("name", key.name, "result", key.result));
    }

    @Override
    public void reloaded(String name, String result) {
        reloads.increment(new Reloaded(name, result));
    }

    @Override
    public void watching(String name, DoubleSupplier seconds) {
        Gauge.builder("weft.tls.certificate.expiry.seconds", seconds, DoubleSupplier::getAsDouble)
                .description("How long the certificate in use is still good")
                .tags(Tags.of("name", name))
                .strongReference(true)
                .register(registry);
    }
}
