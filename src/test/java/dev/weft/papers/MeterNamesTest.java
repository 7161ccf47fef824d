package dev.weft.papers;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.weft.cache.CacheListener;
import dev.weft.fanout.Composite;
import dev.weft.http.EdgeListener;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Part;
import dev.weft.outbox.RelayListener;
import dev.weft.security.SecurityListener;
import dev.weft.telemetry.BackendMeters;
import dev.weft.telemetry.EdgeMeters;
import dev.weft.telemetry.LogMeters;
import dev.weft.telemetry.LogQueue;
import dev.weft.telemetry.OutboxMeters;
import dev.weft.telemetry.StateMeters;
import dev.weft.telemetry.StockMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeterNamesTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void theOperationsPageNamesEveryMeterAsItIsScraped() throws IOException {
        happenAtTheEdge(new EdgeMeters(registry));
        happenBehind(new BackendMeters(registry));
        happenInside(new StateMeters(registry));
        happenOnTheWayOut(new OutboxMeters(registry, Clock.systemUTC()));
        StockMeters.watch(registry, this, any -> 1, any -> 1, any -> 1);
        lineTheLog();
        String page = Files.readString(Path.of("docs/operations.md"));

        List<String> scraped = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .filter(name -> !name.endsWith("_max"))
                .toList();

        assertThat(scraped)
                .hasSizeGreaterThan(12)
                .allSatisfy(name -> assertThat(page).contains('`' + name + '`'));
    }

    private void lineTheLog() {
        LoggerContext log = new LoggerContext();
        log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(new LogQueue());
        LogMeters.watch(registry, log);
    }

    private static void happenAtTheEdge(EdgeMeters edge) {
        Part<?> missing = new Part.Missing<>("erp", Failure.of(Failure.Reason.TIMEOUT, "erp", "late"));
        Composite composite = new Composite(List.of(new Composite.Entry("orders", false, missing, 1)));
        edge.answered(
                new EdgeListener.Answered("/v1/me", "GET", 200, 1, "id", "trace", "", "", Optional.of(composite)));
        edge.refused("id", "expired");
        edge.throttled("browse", true);
    }

    private static void happenBehind(BackendMeters backends) {
        backends.answered("erp", "stock", 200, 1);
        backends.failed("erp", "stock", Failure.Reason.TIMEOUT, 1);
        backends.tokenFetched("erp", true);
        backends.turnedAway("erp", Failure.Reason.SATURATED);
        backends.retried("erp");
        backends.retryBudgetExhausted("erp");
        backends.coalesced("stock");
        backends.batched("stock", 2, 3);
    }

    private static void happenOnTheWayOut(OutboxMeters outbox) {
        outbox.watch("erp");
        outbox.sent("erp", RelayListener.Result.APPLIED);
        outbox.asked("erp", RelayListener.Result.ABSENT);
        outbox.done("erp");
        outbox.recounted("erp");
    }

    private static void happenInside(StateMeters state) {
        state.answered("stock", CacheListener.Outcome.HIT);
        state.tokenKnown("slas");
        state.keysRefreshed("slas", SecurityListener.Refresh.OK, 1);
    }
}
