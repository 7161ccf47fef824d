package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cache.CacheKey;
import dev.weft.cache.CacheListener;
import dev.weft.cache.CachedResponse;
import dev.weft.cache.Freshness;
import dev.weft.cache.ResponseCache;
import dev.weft.http.door.Door;
import dev.weft.http.door.DoorSettings;
import dev.weft.http.door.Place;
import dev.weft.http.door.Priority;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Tracer;
import dev.weft.resilience.Rate;
import dev.weft.security.Principal;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The edge's stages one by one, behind a real server, so that every header is read and written for real. */
class EdgePiecesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Freshness FRESHNESS =
            new Freshness(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(600));
    private static final Route ROUTE =
            new Route("GET", "/x", Route.Access.ANYONE, "browse", dev.weft.http.door.Priority.PRODUCT, exchange -> {});

    private final ManualClock clock = new ManualClock();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ClientThrottle throttle =
            new ClientThrottle(Map.of("browse", new Rate(60, Duration.ofSeconds(60), 3)), clock, EdgeListener.NONE);
    private final Answers answers = new Answers(
            clock,
            EdgeListener.NONE,
            new HttpDate(Clock.systemUTC()),
            throttle,
            new SecurityFields(Exposure.NONE, Proxies.NONE, Optional.empty()));
    private final RequestScope scope = new RequestScope(Duration.ofSeconds(2), clock, Tracer.NONE);
    private final CachedAnswers cached =
            new CachedAnswers(new ResponseCache(100_000, clock, CacheListener.NONE), answers, clock);

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void withoutHeadersARequestGetsItsOwnIdTraceAndOurDeadline() throws Exception {
        Exchange exchange = opened();
        assertThat(exchange.context().deadline().remaining()).isEqualTo(Duration.ofSeconds(2));
        assertThat(exchange.context().requestId()).isEqualTo(exchange.trace().traceId());
        assertThat(exchange.hurried()).isFalse();
    }

    /** A client may go on sending to a request that has been answered; nobody would ever give back what was counted then. */
    @Test
    void whatComesAfterTheAnswerIsNotCountedAgainstOtherBodies() throws Exception {
        Door door = new Door(DoorSettings.DEFAULT, 1, clock, () -> 0.5);
        Exchange exchange = opened();
        exchange.holding(door.here().enter(Priority.BASKET));
        Place other = door.here().enter(Priority.BASKET);
        int all = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 8);
        assertThat(exchange.keeps(all)).isTrue();
        assertThat(other.keeps(1)).isFalse();
        exchange.leave();
        assertThat(exchange.keeps(all)).isTrue();
        assertThat(other.keeps(all)).isTrue();
    }

    @Test
    void aClientMayShortenItsDeadlineAndIsThenInAHurry() throws Exception {
        Exchange exchange = opened("x-request-deadline-ms", "150");
        assertThat(exchange.context().deadline().remaining()).isEqualTo(Duration.ofMillis(150));
        assertThat(exchange.hurried()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000", "5000", "999999", "1000000", "-1", "1.5", "soon", "1e3", "+10"})
    void whoeverAsksForNoLessThanOursOrMakesNoSenseIsNotInAHurry(String wanted) throws Exception {
        Exchange exchange = opened("x-request-deadline-ms", wanted);
        assertThat(exchange.context().deadline().remaining()).isEqualTo(Duration.ofSeconds(2));
        assertThat(exchange.hurried()).isFalse();
    }

    @Test
    void aHarmlessRequestIdIsKeptAndTheTraceContinued() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        Exchange exchange = opened("x-request-id", "a-B_c.9", "traceparent", "00-" + trace + "-b7ad6b7169203331-01");
        assertThat(exchange.context().requestId()).isEqualTo("a-B_c.9");
        assertThat(exchange.trace().traceId()).isEqualTo(trace);
        assertThat(exchange.trace().sampled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "<b>",
                "{\"a\":1}",
                "äöü",
                "a;b",
                "a'b",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void anyOtherRequestIdIsReplaced(String id) throws Exception {
        Exchange exchange = opened("x-request-id", id);
        assertThat(exchange.context().requestId()).isEqualTo(exchange.trace().traceId());
    }

    @Test
    void countsDownInRateLimitFieldsAndThenRefusesUntilToldOtherwise() throws Exception {
        Consumer<Exchange> throttled = exchange -> {
            exchange.admit(who("sub"), "token");
            if (throttle.admit(exchange, answers)) {
                answers.json(exchange, 200, new byte[0]);
            }
        };
        HttpResponse<String> first = ask(throttled);
        assertThat(header(first, "ratelimit-policy")).isEqualTo("\"browse\";q=3;w=3");
        assertThat(header(first, "ratelimit")).isEqualTo("\"browse\";r=2;t=1");
        ask(throttled);
        assertThat(header(ask(throttled), "ratelimit")).isEqualTo("\"browse\";r=0;t=3");
        HttpResponse<String> refused = ask(throttled);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "retry-after")).isEqualTo("1");
        assertThat(header(refused, "ratelimit")).isEqualTo("\"browse\";r=0;t=1");
        assertThat(header(refused, "content-type")).isEqualTo("application/problem+json");
        clock.passMillis(1_000);
        assertThat(ask(throttled).statusCode()).isEqualTo(200);
    }

    @Test
    void clientsDoNotShareABucket() throws Exception {
        for (int i = 0; i < 3; i++) {
            ask(exchange -> admit(exchange, "greedy"));
        }
        assertThat(ask(exchange -> admit(exchange, "greedy")).statusCode()).isEqualTo(429);
        assertThat(ask(exchange -> admit(exchange, "modest")).statusCode()).isEqualTo(200);
    }

    private void admit(Exchange exchange, String subject) {
        exchange.admit(who(subject), "token");
        if (throttle.admit(exchange, answers)) {
            answers.json(exchange, 200, new byte[0]);
        }
    }

    @Test
    void aMissThenAHitTellTheirAgeAndStatus() throws Exception {
        HttpResponse<String> miss = ask(exchange -> serve(exchange, true, fresh("v")));
        assertThat(header(miss, "cache-status")).isEqualTo("weft; fwd=miss; stored");
        assertThat(header(miss, "cache-control"))
                .isEqualTo("public, max-age=60, stale-while-revalidate=30, stale-if-error=600");
        assertThat(header(miss, "etag")).isEqualTo("\"v\"");
        assertThat(header(miss, "weft-complete")).isEqualTo("?1");
        clock.passMillis(20_500);
        HttpResponse<String> hit = ask(exchange -> serve(exchange, false, fresh("other")));
        assertThat(hit.body()).isEqualTo("v");
        assertThat(header(hit, "age")).isEqualTo("20");
        assertThat(header(hit, "cache-status")).isEqualTo("weft; hit; ttl=39");
        assertThat(header(hit, "cache-control")).startsWith("private, max-age=60");
    }

    @Test
    void aStaleAnswerSaysSo() throws Exception {
        ask(exchange -> serve(exchange, true, fresh("v")));
        clock.passMillis(70_000);
        HttpResponse<String> stale = ask(exchange -> serve(exchange, true, fresh("new")));
        assertThat(stale.body()).isEqualTo("v");
        assertThat(header(stale, "cache-status")).isEqualTo("weft; hit; ttl=-10; detail=stale");
        assertThat(ask(exchange -> serve(exchange, true, fresh("newer"))).body())
                .isEqualTo("new");
    }

    @Test
    void whatIsNotKeptDoesNotClaimToBe() throws Exception {
        HttpResponse<String> answer =
                ask(exchange -> serve(exchange, true, () -> Future.succeededFuture(response("v", Freshness.NONE))));
        assertThat(header(answer, "cache-status")).isEqualTo("weft; fwd=miss");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v\" | 304",
                "W/\"v\" | 304",
                "* | 304",
                "\"a\", \"v\" | 304",
                "\"a\" ,W/\"v\" | 304",
                "\"a\" | 200",
                "v | 200",
                "\"V\" | 200",
            })
    void whoeverHasItAlreadyGetsNoBody(String known, int status) throws Exception {
        HttpResponse<String> answer = ask(exchange -> serve(exchange, true, fresh("v")), "if-none-match", known);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(status == 304 ? "" : "v");
        assertThat(header(answer, "etag")).isEqualTo("\"v\"");
    }

    @Test
    void aFailureIsAProblemThatNamesTheSystemAndNothingInternal() throws Exception {
        HttpResponse<String> answer = ask(exchange -> serve(
                exchange,
                true,
                () -> Future.failedFuture(Failure.of(Failure.Reason.TIMEOUT, "erp", "secret detail 10.0.0.7")
                        .asException())));
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("backend_timeout", "erp").doesNotContain("secret", "10.0.0.7");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | origin",
                "Accept-Encoding | Accept-Encoding;origin",
                "accept-encoding, Origin | accept-encoding, Origin",
                "original | original;origin",
                "* | *",
            })
    void whatAnAnswerVariesByIsAddedToNotReplaced(String said, String lines) throws Exception {
        Exposure shop =
                new Exposure(Map.of("https://shop.example.com", Set.of()), false, Duration.ofMinutes(5), Duration.ZERO);
        SecurityFields security = new SecurityFields(shop, Proxies.NONE, Optional.empty());
        Answers open = new Answers(clock, EdgeListener.NONE, new HttpDate(Clock.systemUTC()), throttle, security);
        HttpResponse<String> answer = ask(exchange -> {
            if (said != null) {
                exchange.request().response().headers().add("vary", said);
            }
            open.json(exchange, 200, new byte[0]);
        });
        assertThat(answer.headers().allValues("vary")).containsExactly(lines.split(";"));
    }

    private void serve(Exchange exchange, boolean shareable, Supplier<Future<CachedResponse>> render) {
        cached.serve(exchange, CacheKey.of(List.of("k")), shareable, render);
    }

    private Supplier<Future<CachedResponse>> fresh(String text) {
        return () -> Future.succeededFuture(response(text, FRESHNESS));
    }

    private CachedResponse response(String text, Freshness freshness) {
        return new CachedResponse(
                text.getBytes(StandardCharsets.UTF_8), "\"" + text + "\"", true, clock.nanos(), freshness, Set.of());
    }

    private static Principal who(String subject) {
        return new Principal(
                "slas", "WeftEU", subject, "c", false, new Principal.Grant("client", Set.of()), Instant.MAX);
    }

    private Exchange opened(String... headers) throws Exception {
        AtomicReference<Exchange> opened = new AtomicReference<>();
        ask(
                exchange -> {
                    opened.set(exchange);
                    answers.json(exchange, 200, new byte[0]);
                },
                headers);
        return opened.get();
    }

    /** Sends one request to a server of its own that hands it, opened, to {@code stage}. */
    private HttpResponse<String> ask(Consumer<Exchange> stage, String... headers) throws Exception {
        var server = VERTX.createHttpServer()
                .requestHandler((HttpServerRequest request) -> stage.accept(scope.open(request, ROUTE, List.of())))
                .listen(0, "127.0.0.1")
                .await();
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/x"));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } finally {
            server.close().await();
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
