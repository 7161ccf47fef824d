package dev.weft.telemetry;

import dev.weft.fanout.Composite;
import dev.weft.http.EdgeListener;
import dev.weft.kernel.Part;
import dev.weft.kernel.Timers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One log line per request: route, status, time, trace, and each part with its time. A share of the good ones; all that failed, were
 * degraded or slow. Holds no path, no query, no token and nothing personal. Of refused tokens and refused pushes, which anybody can send
 * as many of as he likes, the first few of a second and the number of the others ({@link FirstFew}).
 */
public final class RequestLog implements EdgeListener {
    private static final Logger LOG = LoggerFactory.getLogger("weft.requests");

    /** What an issuer calls a client is a name; whatever else it may say there is not written down. */
    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._:@/-]{1,100}");

    private static final String ADMITTED = "admitted";

    private final double sample;
    private final long slowNanos;
    private final FirstFew tokens;
    private final FirstFew pushes;

    public RequestLog(double sample, Duration slow, Timers timers) {
        this.sample = sample;
        this.slowNanos = slow.toNanos();
        this.tokens = new FirstFew(timers, RequestLog::moreTokens);
        this.pushes = new FirstFew(timers, RequestLog::morePushes);
    }

    @Override
    public void answered(Answered request) {
        Level level = request.status() >= 500 ? Level.WARN : Level.INFO;
        if (!worthALine(request) || !LOG.isEnabledForLevel(level)) {
            return;
        }
        LoggingEventBuilder line = LOG.atLevel(level)
                .addKeyValue("route", request.route())
                .addKeyValue("method", Methods.named(request.method()))
                .addKeyValue("status", request.status())
                .addKeyValue("ms", millis(request.nanos()))
                .addKeyValue("requestId", request.requestId())
                .addKeyValue("traceId", request.traceId());
        if (!request.cache().isEmpty()) {
            line = line.addKeyValue("cache", request.cache());
        }
        if (!request.clientId().isEmpty()) {
            line = line.addKeyValue(
                    "client", CLIENT.matcher(request.clientId()).matches() ? request.clientId() : "odd");
        }
        if (request.composite().isPresent()) {
            line = line.addKeyValue("parts", parts(request.composite().get()));
        }
        line.log("request");
    }

    @Override
    public void refused(String requestId, String reason) {
        if (tokens.isOne(reason)) {
            LOG.atInfo()
                    .addKeyValue("requestId", requestId)
                    .addKeyValue("reason", reason)
                    .log("token refused");
        }
    }

    private static void moreTokens(String reason, int more) {
        LOG.atInfo().addKeyValue("reason", reason).addKeyValue("more", more).log("tokens refused");
    }

    @Override
    public void pushed(String backend, String kind, String outcome) {
        if (!outcome.equals(ADMITTED) && !pushes.isOne(backend + ' ' + outcome)) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("backend", backend)
                .addKeyValue("kind", kind)
                .addKeyValue("outcome", outcome)
                .log("push");
    }

    private static void morePushes(String refused, int more) {
        int end = refused.lastIndexOf(' ');
        LOG.atInfo()
                .addKeyValue("backend", refused.substring(0, end))
                .addKeyValue("outcome", refused.substring(end + 1))
                .addKeyValue("more", more)
                .log("pushes");
    }

    /** Tells of what it still has to tell of. */
    public void close() {
        tokens.close();
        pushes.close();
    }

    private boolean worthALine(Answered request) {
        boolean good = request.status() < 500
                && request.nanos() < slowNanos
                && request.composite().map(Composite::complete).orElse(true);
        return !good || sample >= 1 || ThreadLocalRandom.current().nextDouble() < sample;
    }

    private static Map<String, Object> parts(Composite composite) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (Composite.Entry entry : composite.parts()) {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("ms", millis(entry.nanos()));
            if (entry.part() instanceof Part.Missing<?> missing) {
                part.put("missing", missing.failure().code());
                part.put("detail", missing.failure().detail());
            }
            parts.put(entry.name(), part);
        }
        return parts;
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 10_000.0) / 100.0;
    }
}
