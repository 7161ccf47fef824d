package dev.weft.papers;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.weft.cache.CacheListener;
import dev.weft.cache.Invalidation;
import dev.weft.cache.ResponseCache;
import dev.weft.fanout.Composite;
import dev.weft.http.EdgeListener;
import dev.weft.http.door.Door;
import dev.weft.http.door.DoorSettings;
import dev.weft.http.door.Priority;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Part;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.outbox.RelayListener;
import dev.weft.resilience.Bulkhead;
import dev.weft.resilience.ResilienceListener;
import dev.weft.resilience.ResilienceSettings;
import dev.weft.security.IssuerSettings;
import dev.weft.security.Pace;
import dev.weft.security.SecurityListener;
import dev.weft.security.TokenValidator;
import dev.weft.telemetry.BackendMeters;
import dev.weft.telemetry.EdgeMeters;
import dev.weft.telemetry.FaceMeters;
import dev.weft.telemetry.JourneyMeters;
import dev.weft.telemetry.LogMeters;
import dev.weft.telemetry.LogQueue;
import dev.weft.telemetry.OutboxMeters;
import dev.weft.telemetry.StateMeters;
import dev.weft.telemetry.StockMeters;
import dev.weft.telemetry.TlsMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Everything that meters are made of happens once here; what is scraped then, what the operations page names and what the sources declare
 * must be the same. Meters of the process itself (those of Micrometer's own and of Vert.x's pools) are on the page by their family.
 */
class MeterNamesTest {
    private static final Pattern DECLARED = Pattern.compile("(?<!getLogger\\()\"((?:weft|http|vertx)(?:\\.[a-z]+)+)\"");
    private static final Pattern NAMED = Pattern.compile("`((?:weft|http|vertx_http)_[a-z_]+)`");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Ticker ticker = Ticker.system();
    private final Timers timers = (delay, action) -> () -> {};
    private final List<Object> kept = new ArrayList<>();

    @Test
    void theOperationsPageNamesEveryMeterAsItIsScrapedAndNoOther() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));
        String table = page.substring(page.indexOf("## Metrics"), page.indexOf("Worth an alert"));
        Set<String> named = new TreeSet<>();
        table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .forEach(cell -> NAMED.matcher(cell).results().forEach(name -> named.add(name.group(1))));

        assertThat(scraped()).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(named);
    }

    /** Or a meter could be on neither side of the comparison above. */
    @Test
    void everyMeterTheSourcesDeclareHappensHere() throws IOException {
        Set<String> declared = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/dev/weft"))) {
            for (Path source :
                    sources.filter(it -> it.toString().endsWith("Meters.java")).toList()) {
                DECLARED.matcher(Files.readString(source))
                        .results()
                        .forEach(name -> declared.add(name.group(1).replace('.', '_')));
            }
        }
        Set<String> scraped = scraped();
        assertThat(declared)
                .hasSizeGreaterThan(40)
                .allSatisfy(name -> assertThat(scraped).containsAnyOf(name, name + "_total", name + "_seconds"));
    }

    private Set<String> scraped() {
        happenAtTheEdge(new EdgeMeters(registry));
        happenBehind(new BackendMeters(registry));
        happenInside(new StateMeters(registry));
        happenOnTheWayOut(new OutboxMeters(registry, Clock.systemUTC()));
        StockMeters.watch(registry, this, any -> 1, any -> 1, any -> 1);
        lineTheLog();
        happenAtTheFace(new FaceMeters(registry));
        happenToBaskets(new JourneyMeters(registry));
        happenToCertificates(new TlsMeters(registry));

        Set<String> scraped = new TreeSet<>();
        registry.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .filter(name -> !name.endsWith("_max"))
                .forEach(scraped::add);
        assertThat(kept).isNotEmpty(); // gauges hold what they read weakly
        return scraped;
    }

    private void happenAtTheFace(FaceMeters face) {
        kept.add(face);
        face.answered("products", "prices", "2xx", Duration.ofMillis(1));
        face.warned("WARN");
    }

    private static void happenToBaskets(JourneyMeters baskets) {
        baskets.abandoned("WeftEU", 1);
        baskets.refused("WeftEU", "status 400");
        baskets.lost("WeftEU");
    }

    private static void happenToCertificates(TlsMeters tls) {
        tls.reloaded("server", "ok");
        tls.watching("server", () -> 1);
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
        edge.shed(Priority.PREFETCH, "lag");
        edge.pushed("erp", "stock", "admitted");
    }

    private void happenBehind(BackendMeters backends) {
        Bulkhead<String, String> bulkhead = new Bulkhead<>(
                "erp",
                new ResilienceSettings.Limit(16, 8, 64),
                1,
                ticker,
                timers,
                ResilienceListener.NONE,
                (question, context) -> Future.succeededFuture(question));
        kept.add(bulkhead);
        backends.watch("erp", bulkhead);
        backends.answered("erp", "stock", 200, 1);
        backends.failed("erp", "stock", Failure.Reason.TIMEOUT, 1);
        backends.tokenFetched("erp", true);
        backends.turnedAway("erp", Failure.Reason.SATURATED);
        backends.retried("erp");
        backends.retryBudgetExhausted("erp");
        backends.coalesced("stock");
        backends.batched("stock", 2, 3);
    }

    private void happenOnTheWayOut(OutboxMeters outbox) {
        kept.add(outbox);
        outbox.watch("erp");
        outbox.sent("erp", RelayListener.Result.APPLIED);
        outbox.asked("erp", RelayListener.Result.ABSENT);
        outbox.done("erp");
        outbox.booking("erp");
        outbox.forgiven("loyalty", 12);
    }

    private void happenInside(StateMeters state) {
        TokenValidator tokens = TokenValidator.create(
                List.of(IssuerSettings.slas(
                        "slas", "iss", "aud", Set.of("WeftEU"), URI.create("https://login.example.test/jwks"))),
                issuer -> () -> Future.failedFuture("dark"),
                new Pace(Clock.systemUTC(), ticker, timers),
                SecurityListener.NONE);
        Door door = new Door(new DoorSettings(Duration.ofMillis(20), 64), 1, ticker, () -> 0.5);
        Invalidation caches = new Invalidation();
        caches.register(new ResponseCache(10_000, ticker, CacheListener.NONE));
        kept.addAll(List.of(tokens, door, caches));
        state.watch(tokens, "slas", ticker);
        state.watch(door, 1);
        state.watch(caches);
        state.answered("stock", CacheListener.Outcome.HIT);
        state.tokenKnown("slas");
        state.keysRefreshed("slas", SecurityListener.Refresh.OK, 1);
    }
}
