package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With a collector configured, spans reach it over OTLP, and backends see one trace position, ours. */
class OtlpExportTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient LEDGER = VERTX.createHttpClient();
    private static final Queue<String> EXPORTS = new ConcurrentLinkedQueue<>();
    private static final Queue<List<String>> TRACEPARENTS = new ConcurrentLinkedQueue<>();
    private static final HttpServer SERVER = VERTX.createHttpServer()
            .requestHandler(OtlpExportTest::answer)
            .listen(0, "127.0.0.1")
            .await();

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(
                    RunningWeft.edited(text, "127.0.0.1:9100/loyalty", "127.0.0.1:" + SERVER.actualPort()),
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
                EXPORTS.add(body.toString(StandardCharsets.ISO_8859_1));
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
    void spansReachTheCollectorUnderTheClientsTrace() {
        WEFT.invalidate(false, "site:WeftEU");
        TRACEPARENTS.clear();
        WEFT.guest()
                .with("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                .get("/v1/products/" + WEFT.sandbox().sku() + "?include=content,points");
        assertThat(TRACEPARENTS)
                .isNotEmpty()
                .allSatisfy(fields -> assertThat(fields)
                        .singleElement()
                        .asString()
                        .startsWith("00-" + TRACE)
                        .doesNotContain(PARENT));
        String id = hexToLatin1(TRACE);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(EXPORTS)
                        .anySatisfy(
                                export -> assertThat(export).contains("weft").contains(id)));
    }

    /** A trace id as it stands in the export's bytes. */
    private static String hexToLatin1(String hex) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 2) {
            bytes.append((char) Integer.parseInt(hex.substring(i, i + 2), 16));
        }
        return bytes.toString();
    }

    @Test
    void withoutOneTheTraceOfAProblemIsTheTraceThatIsExported() {
        Answer answer = WEFT.guest().get("/v1/products/99999999");
        String id = hexToLatin1(answer.at("/traceId").asText());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(EXPORTS)
                        .anySatisfy(export -> assertThat(export).contains(id)));
    }
}
