package dev.weft.settings;

import dev.weft.admin.AdminSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The operators' side.
 *
 * @param admin where health, metrics and cache invalidation are
 * @param access who may use them, and how that port is secured
 * @param otlp where traces go; nowhere when absent
 */
public record OperationsSettings(ServerSettings.Listen admin, AdminSettings access, Log log, Optional<Otlp> otlp) {
    public OperationsSettings {
        access = admin.loopback() ? access : access.closed();
    }

    OperationsSettings listeningOn(ServerSettings.Listen other) {
        return new OperationsSettings(other, access, log, otlp);
    }

    /**
     * What is logged.
     *
     * @param level least level that is written: error, warn, info or debug
     * @param sample share of the requests that are logged, 0 to 1
     * @param slow requests slower than this are always logged
     */
    public record Log(String level, double sample, Duration slow) {}

    /** An OpenTelemetry collector, and the share of traces it gets, 0 to 1. */
    public record Otlp(URI endpoint, double sample) {}
}
