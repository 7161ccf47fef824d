package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
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

    private static final Vertx VERTX = Vertx.vertx();
    private static final Queue<String> EXPORTS = new ConcurrentLinkedQueue<>();
    private static final Queue<List<String>> TRACEPARENTS = new ConcurrentLinkedQueue<>();
    private static final HttpServer SERVER = VERTX.createHttpServer()
            .requestHandler(OtlpExportTest::answer)
            .listen(0, "127.0.0.1")
            .await();

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.partial(text -> RunningWeft.edited(
            RunningWeft.edited(text, "127.0.0.1:9100/loyalty", "127.0.0.1:" + SERVER.actualPort()),
            "\nidentity:",
            "\ntelemetry: { otlp: { endpoint: \"http://127.0.0.1:" + SERVER.actualPort()
                    + "\", sample: 1.0 } }\n\nidentity:"));

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private static void answer(HttpServerRequest request) {
        if (request.path().equals("/v1/traces")) {
            request.body().onSuccess(body -> {
                EXPORTS.add(body.toString(StandardCharsets.ISO_8859_1));
                request.response().end();
            });
        } else if (request.path().endsWith("/token")) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"issued_at\":\"1\"}");
        } else {
            TRACEPARENTS.add(request.headers().getAll("traceparent"));
            request.response().setStatusCode(404).end("[]");
        }
    }

    @Test
    void spansReachTheCollectorUnderTheClientsTrace() {
        // A call that warming up leads is in no trace, and ours may join it: ask until one is ours.
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            WEFT.guest()
                    .with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                    .get("/v1/products/" + WEFT.sandbox().sku() + "?include=content,points");
            assertThat(TRACEPARENTS)
                    .anySatisfy(fields ->
                            assertThat(fields).singleElement().asString().contains(TRACE));
        });
        assertThat(TRACEPARENTS).allSatisfy(fields -> assertThat(fields).hasSizeLessThanOrEqualTo(1));
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
}
