package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** A marker in every input there is, line breaks with it: it is in no log line, trace, metric or body, and lines are events. */
@Isolated
class PlantedSecretsTest {
    private static final String MARKER = "PlAnTeD5ecret";
    private static final String BREAK = "%0d%0a{\"level\":\"" + MARKER + "\"}";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACE_BYTES =
            new String(java.util.HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
    private static final Queue<String> EXPORTS = new ConcurrentLinkedQueue<>();
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpServer SYSTEMS = VERTX.createHttpServer()
            .requestHandler(PlantedSecretsTest::answer)
            .listen(0, "127.0.0.1")
            .await();

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.partial(text -> RunningWeft.edited(
                    RunningWeft.edited(
                            RunningWeft.edited(text, "127.0.0.1:9100/loyalty", "127.0.0.1:" + SYSTEMS.actualPort()),
                            "  requestDeadline: 2s\n",
                            "  requestDeadline: 2s\n  trustedProxies: [127.0.0.1]\n"), // whose traces are taken on
                    "\nidentity:",
                    "\ntelemetry: { otlp: { endpoint: \"http://127.0.0.1:" + SYSTEMS.actualPort()
                            + "\", sample: 1.0 } }\n\nidentity:")
            .replaceAll("sample: [0-9.]+, slow", "sample: 1.0, slow"));

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    /** Collects traces, and stands for a loyalty system that tells its secrets in every way an answer has. */
    private static void answer(HttpServerRequest request) {
        if (request.path().equals("/v1/traces")) {
            request.body().onSuccess(body -> {
                EXPORTS.add(body.toString(StandardCharsets.ISO_8859_1));
                request.response().end();
            });
        } else if (request.path().endsWith("/token")) {
            request.response()
                    .putHeader("content-type", "application/json")
                    .end("{\"access_token\":\"" + MARKER + "\",\"token_type\":\"Bearer\",\"issued_at\":\"1\"}");
        } else {
            request.response()
                    .setStatusCode(400 + (int) (System.nanoTime() % 2) * 100)
                    .putHeader("content-type", "application/json")
                    .putHeader("x-error", MARKER)
                    .end("[{\"errorCode\":\"" + MARKER + "\\r\\n\",\"message\":\"" + MARKER + "\\r\\nforged\"}]");
        }
    }

    @Test
    void aPlantedMarkerIsNowhere() throws Exception {
        try (CapturedLog log = CapturedLog.begin()) {
            List<String> bodies = new ArrayList<>();
            String sku = WEFT.sandbox().sku();
            String good = WEFT.sandbox().guest();
            for (String request : requests(sku, good)) {
                bodies.add(RawRequest.to(WEFT.port()).send(request).body());
            }
            Storefront shopper = WEFT.shopper();
            bodies.add(shopper.get("/v1/me").body());
            assertThat(bodies).noneMatch(body -> body.contains(MARKER));

            String metrics = new Http()
                    .send(Http.request("http://127.0.0.1:" + WEFT.adminPort() + "/metrics"))
                    .body();
            assertThat(metrics).contains("http_server_request_duration").doesNotContain(MARKER);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> EXPORTS.stream().anyMatch(export -> export.contains(TRACE_BYTES)));
            assertThat(EXPORTS).noneMatch(export -> export.contains(MARKER));

            List<String> events = log.events();
            String text = String.join("", events);
            assertThat(text).contains("token refused").doesNotContain(MARKER);
            List<String> lines = text.lines().toList();
            assertThat(lines).hasSameSizeAs(events).hasSizeGreaterThan(bodies.size());
            ObjectMapper json = new ObjectMapper();
            for (String line : lines) {
                assertThat(json.readTree(line).path("level").asText()).isIn("DEBUG", "INFO", "WARN", "ERROR");
            }
        }
    }

    private static List<String> requests(String sku, String good) {
        List<String> requests = new ArrayList<>();
        String path = "/v1/products/" + sku;
        requests.add(request("GET", "/v1/" + MARKER, good));
        requests.add(request("GET", "/v1/products/" + MARKER, good));
        requests.add(request("GET", "/v1/products/a" + BREAK.replace("\"", "%22"), good));
        requests.add(request("GET", path + "?include=" + MARKER, good));
        requests.add(request("GET", path + "?" + MARKER + "=1", good));
        requests.add(request("GET", path + "?site=" + MARKER + "%0d%0a", good));
        requests.add(request("GET", path + "?locale=" + MARKER, good));
        requests.add(request(MARKER.toUpperCase(java.util.Locale.ROOT), path, good));
        for (String name : List.of(
                "Cookie",
                "X-Request-Deadline-Ms",
                "If-None-Match",
                "User-Agent",
                "Referer",
                "Origin",
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "tracestate",
                "baggage",
                "traceparent",
                "Purpose",
                "Sec-Purpose",
                "Idempotency-Key",
                "Accept",
                "Accept-Language",
                "X-" + MARKER)) {
            requests.add(request("GET", path, good, name + ": " + MARKER));
            requests.add(request("GET", path, good, name + ": v=" + MARKER + "\t%0d%0a\\r\\n"));
        }
        requests.add(request("GET", path, good, "X-Request-Id: " + MARKER + " \\r\\n"));
        requests.add(request(
                "GET",
                path,
                good,
                "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01",
                "tracestate: " + MARKER.toLowerCase(java.util.Locale.ROOT) + "=" + MARKER));
        requests.add(request("GET", path, good, "Host: " + MARKER));
        requests.add(request("GET", path, good, "obs: a\r\n " + MARKER));
        requests.add(request("POST", path, good, "Content-Length: " + MARKER.length()) + MARKER);
        requests.add(request("GET", path, MARKER));
        requests.add(request("GET", path, MARKER + "." + MARKER + "." + MARKER));
        requests.add(request(
                "GET", path, forged("{\"alg\":\"ES256\",\"kid\":\"" + MARKER + "\\r\\n\"}", "{\"sub\":\"x\"}")));
        requests.add(request("GET", path, forged("{\"alg\":\"" + MARKER + "\"}", "{\"iss\":\"" + MARKER + "\"}")));
        requests.add(request(
                "GET",
                path,
                forged(
                        "{\"alg\":\"ES256\",\"kid\":\"a\"}",
                        "{\"iss\":\"slas/prod/zzwf_001\",\"sub\":\"" + MARKER + "\",\"client_id\":\"" + MARKER
                                + "\\r\\n\"}")));
        requests.add(request("GET", path, good.substring(0, good.lastIndexOf('.') + 1) + MARKER));
        return requests;
    }

    private static String request(String method, String target, String token, String... fields) {
        return method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + WEFT.port() + "\r\nAuthorization: Bearer "
                + token + "\r\nConnection: close\r\n" + (fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n")
                + "\r\n";
    }

    private static String forged(String header, String claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + "." + "AA".repeat(43);
    }
}
