package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** With a collector configured, spans reach it over OTLP, and backends see one trace position, ours. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("OtlpExportTest")
class OtlpExportTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private static final String PROXY = "127.0.0.2";

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient LEDGER = VERTX.createHttpClient();
    private static final Queue<ExportedSpan> SPANS = new ConcurrentLinkedQueue<>();
    private static final Queue<List<String>> TRACEPARENTS = new ConcurrentLinkedQueue<>();
    private static final HttpServer SERVER = VERTX.createHttpServer()
            .requestHandler(OtlpExportTest::answer)
            .listen(0, "127.0.0.1")
            .await();

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(
                            RunningWeft.edited(text, "127.0.0.1:9100/loyalty", "127.0.0.1:" + SERVER.actualPort()),
                            "  requestDeadline: 2s\n",
                            "  requestDeadline: 2s\n  trustedProxies: [" + PROXY + "]\n"),
                    "\nidentity:",
                    "\ntelemetry: { otlp: { endpoint: \"http://127.0.0.1:" + SERVER.actualPort()
                            + "\", sample: 1.0 } }\n\nidentity:"));

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    /** A collector, and before the sandbox's ledger a place to see what it is asked with. */
    private static void answer(HttpServerRequest request) {
        if (request.path().equals("/v1/traces")) {
            request.body().onSuccess(body -> {
                SPANS.addAll(ExportedSpan.of(body.getBytes()));
                request.response().end();
            });
            return;
        }
        TRACEPARENTS.add(request.headers().getAll("traceparent"));
        request.body()
                .compose(body -> LEDGER.request(new RequestOptions()
                                .setMethod(request.method())
                                .setHost("127.0.0.1")
                                .setPort(WEFT.sandbox().port())
                                .setURI("/loyalty" + request.uri())
                                .setHeaders(withoutHost(request)))
                        .compose(call -> call.send(body)))
                .compose(answer -> answer.body().compose(body -> {
                    answer.headers().remove("transfer-encoding");
                    request.response()
                            .setStatusCode(answer.statusCode())
                            .headers()
                            .setAll(answer.headers());
                    return request.response().end(body);
                }))
                .onFailure(failure -> request.response().setStatusCode(502).end());
    }

    private static MultiMap withoutHost(HttpServerRequest request) {
        return MultiMap.caseInsensitiveMultiMap().addAll(request.headers()).remove("host");
    }

    @Test
    void spansReachTheCollectorUnderTheTraceOfATrustedProxy() throws Exception {
        WEFT.invalidate(false, "site:WeftEU");
        TRACEPARENTS.clear();
        String request = "GET /v1/products/" + WEFT.sandbox().sku()
                + "?include=content,points HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
                + WEFT.sandbox().guest() + "\r\ntraceparent: 00-" + TRACE + "-" + PARENT + "-01\r\n\r\n";
        try (Socket proxy = new Socket("127.0.0.1", WEFT.port(), InetAddress.getByName(PROXY), 0)) {
            proxy.setSoTimeout(20_000);
            proxy.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(proxy.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(TRACEPARENTS)
                .isNotEmpty()
                .allSatisfy(fields -> assertThat(fields)
                        .singleElement()
                        .asString()
                        .startsWith("00-" + TRACE)
                        .doesNotContain(PARENT));
        wholeTrace(TRACE, PARENT);
    }

    @Test
    void aClientNeitherChoosesItsTraceNorWhetherItIsRecorded() {
        String chosen = "0000000000000000ffff000000000001";
        WEFT.invalidate(false, "site:WeftEU");
        TRACEPARENTS.clear();
        WEFT.guest()
                .with("traceparent", "00-" + chosen + "-" + PARENT + "-01")
                .get("/v1/products/" + WEFT.sandbox().sku() + "?include=content,points");
        assertThat(TRACEPARENTS)
                .isNotEmpty()
                .allSatisfy(fields -> assertThat(fields)
                        .singleElement()
                        .asString()
                        .doesNotContain(chosen)
                        .doesNotContain(PARENT));
        wholeTrace(TRACEPARENTS.element().get(0).substring(3, 35), "");
        assertThat(SPANS).noneMatch(span -> span.trace().equals(chosen));
    }

    @Test
    void withoutOneTheTraceOfAProblemIsTheTraceThatIsExported() {
        Answer answer = WEFT.guest().get("/v1/products/99999999");
        wholeTrace(answer.at("/traceId").asText(), "");
    }

    /** All spans of the trace are there: one of ours for the request, under {@code parent}, and every other one under one that is there. */
    private static void wholeTrace(String trace, String parent) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<ExportedSpan> spans =
                    SPANS.stream().filter(span -> span.trace().equals(trace)).toList();
            List<String> ids = spans.stream().map(ExportedSpan::id).toList();
            assertThat(spans).anyMatch(span -> span.kind() == ExportedSpan.CLIENT);
            assertThat(spans)
                    .filteredOn(span -> span.kind() == ExportedSpan.SERVER)
                    .singleElement()
                    .satisfies(span -> assertThat(span.parent()).isEqualTo(parent));
            assertThat(spans)
                    .filteredOn(span -> span.kind() != ExportedSpan.SERVER)
                    .allSatisfy(span -> assertThat(span.parent()).isIn(ids));
        });
    }
}
