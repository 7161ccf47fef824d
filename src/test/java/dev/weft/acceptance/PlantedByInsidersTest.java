package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.security.TestIssuer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The marker comes from those whom Weft believes: in claims of tokens with a good signature, in orders that are accepted, in what commerce
 * says of a customer, in what operators ask for. It is in no log line, trace or metric, in nobody else's answer, and lines are events.
 */
@Isolated
class PlantedByInsidersTest {
    private static final String MARKER = "PlAnTeD5ecret";
    private static final String CUT = "\r\n{\"level\":\"" + MARKER + "\"}";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Queue<String> EXPORTS = new ConcurrentLinkedQueue<>();
    private static final TestIssuer.Key KEY = TestIssuer.elliptic(MARKER + "\r\nkid", "ES256");
    private static final byte[] KEYS = new TestIssuer().publish(KEY).keySet();
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpServer SYSTEMS = VERTX.createHttpServer()
            .requestHandler(PlantedByInsidersTest::answer)
            .listen(0, "127.0.0.1")
            .await();

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, text -> {
        String here = "http://127.0.0.1:" + SYSTEMS.actualPort();
        String marked = RunningWeft.edited(
                RunningWeft.operated(text),
                "\nsites:\n",
                "    marked: { issuer: \"https://marked.test\", audience: weft, jwks: \"" + here
                        + "/jwks\", algorithms: [ES256] }\n\nsites:\n");
        String sited = RunningWeft.edited(
                marked, "locales: [ja-JP, en-GB], issuer: slas", "locales: [ja-JP, en-GB], issuer: marked");
        return RunningWeft.edited(
                        sited,
                        "\nidentity:",
                        "\ntelemetry: { otlp: { endpoint: \"" + here + "\", sample: 1.0 } }\n\nidentity:")
                .replaceAll("sample: [0-9.]+, slow", "sample: 1.0, slow");
    });

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private static void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (request.path().equals("/jwks")) {
                request.response().putHeader("content-type", "application/json").end(Buffer.buffer(KEYS));
            } else {
                EXPORTS.add(body.toString(StandardCharsets.ISO_8859_1));
                request.response().end();
            }
        });
    }

    @Test
    void whatTheBelievedSayIsNowhereEither() throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                KeptConnection door = new KeptConnection(WEFT.port());
                KeptConnection console = new KeptConnection(WEFT.adminPort())) {
            int asked = claims(door) + shopper(door) + operator(console);

            List<String> foreign = new ArrayList<>();
            String stranger = WEFT.sandbox().guest();
            for (String target : List.of("/v1/products/" + WEFT.sandbox().sku(), "/v1/orders", "/openapi.yaml")) {
                foreign.add(send(door, "GET", target, stranger, "").toString());
            }
            String metrics =
                    send(console, "GET", "/metrics", RunningWeft.OPERATOR, "").body();
            assertThat(metrics).contains("http_server_request_duration");
            foreign.add(metrics);
            assertThat(foreign).noneMatch(body -> body.contains(MARKER));

            // spans leave in the order in which they ended: with those of the last one all are there
            Answer last = send(door, "GET", "/v1/products/99999999", stranger, "");
            String trace =
                    new String(HexFormat.of().parseHex(last.at("/traceId").asText()), StandardCharsets.ISO_8859_1);
            assertThat(trace).hasSize(16);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> EXPORTS.stream().anyMatch(export -> export.contains(trace)));
            assertThat(EXPORTS).noneMatch(export -> export.contains(MARKER));
            List<String> events = log.events();
            List<String> lines = String.join("", events).lines().toList();
            assertThat(lines).noneMatch(line -> line.contains(MARKER));
            assertThat(lines).hasSameSizeAs(events).hasSizeGreaterThan(asked / 2);
            for (String line : lines) {
                assertThat(JSON.readTree(line).path("level").asText()).isIn("DEBUG", "INFO", "WARN", "ERROR");
            }
        }
    }

    /** Tokens of an issuer that is believed, with a marker wherever a claim may have one. */
    private static int claims(KeptConnection door) {
        String token = token(MARKER + CUT);
        String sku = WEFT.sandbox().sku();
        List<String> targets = List.of(
                "/v1/products/" + sku + "?site=WeftJP",
                "/v1/me?site=WeftJP",
                "/v1/orders?site=WeftJP",
                "/v1/orders/" + MARKER,
                "/v1/products/" + sku + "?site=WeftEU",
                "/v1/reservations/" + MARKER);
        for (String target : targets) {
            assertThat(send(door, "GET", target, token, "").status())
                    .as(target)
                    .isNotEqualTo(401)
                    .isLessThan(500);
        }
        String odd =
                "{\"" + MARKER + "\":1,\"lines\":[{\"sku\":\"" + MARKER + "\"}],\"email\":\"" + MARKER + "\\r\\n\"}";
        for (String body : List.of(odd, "{\"" + MARKER, MARKER, "{\"a\":\"" + MARKER + CUT + "\"}")) {
            assertThat(send(door, "POST", "/v1/orders", token, body).status()).isEqualTo(400);
            assertThat(send(door, "POST", "/v1/reservations", token, body).status())
                    .isEqualTo(400);
        }
        return targets.size() + 8;
    }

    private static String token(String planted) {
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = JSON.createObjectNode()
                .put("iss", "https://marked.test")
                .put("aud", "weft")
                .put("site", "WeftJP")
                .put("iat", now)
                .put("exp", now + 600)
                .put("scope", "sfcc.shopper-products sfcc.shopper-myaccount sfcc.shopper-baskets-orders.rw " + MARKER);
        for (String name : List.of("sub", "name", "email", "jti", "client_id", "given_name", "phone_number")) {
            claims.put(name, name + planted);
        }
        ObjectNode header = JSON.createObjectNode().put("alg", "ES256").put("kid", KEY.id());
        return TestIssuer.sign(KEY, header.toString(), claims.toString());
    }

    /** An order that is accepted, delivered and refunded, and what commerce keeps of a customer. */
    private static int shopper(KeptConnection door) {
        PlantedShopper shopper = PlantedShopper.plant(
                WEFT, WEFT.sandbox().shoppersWithEverything().get(9), MARKER);
        Answer placed = send(door, "POST", "/v1/orders?site=WeftEU", shopper.token(), shopper.body("@order", MARKER));
        assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
        String order = placed.header("location");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> send(door, "GET", order, shopper.token(), "")
                        .at("/erpNumber")
                        .isTextual());
        Answer refund =
                send(door, "POST", order + "/refunds", shopper.token(), "{\"lines\":[{\"line\":1,\"quantity\":1}]}");
        assertThat(refund.status()).as(refund.toString()).isEqualTo(201);
        for (String target : List.of(
                "/v1/me",
                PlantedShopper.CUSTOMERS + shopper.customer() + "?siteId=WeftEU",
                PlantedShopper.CUSTOMERS + MARKER + "?siteId=WeftEU&" + MARKER + "=" + MARKER + "%0d%0a",
                PlantedShopper.BASKETS + "/" + MARKER + "?siteId=" + MARKER)) {
            assertThat(send(door, "GET", target, shopper.token(), "").status())
                    .as(target)
                    .isLessThan(500);
        }
        return 8;
    }

    private static int operator(KeptConnection console) {
        String cut = MARKER + "%0d%0a";
        List<String> asked = List.of(
                "GET /orders/" + MARKER,
                "POST /orders/" + MARKER + "/replay",
                "POST /orders/entries/" + MARKER + "/release",
                "POST /orders/" + MARKER + "/entries/" + MARKER + "/settle",
                "POST /orders/erase",
                "POST /cache/invalidate",
                "GET /orders/entries?lane=" + MARKER,
                "GET /orders/entries?limit=" + cut,
                "GET /" + MARKER,
                "POST /orders/" + MARKER + "%7b%22a%22/replay");
        for (String one : asked) {
            String[] words = one.split(" ");
            for (String body : List.of(
                    "{\"result\":\"" + MARKER + "\"}",
                    "{\"site\":\"" + MARKER + "\",\"customer\":\"" + MARKER + "\\r\\n\"}",
                    "{\"tags\":[\"" + MARKER + "\\r\\n\"]}",
                    MARKER)) {
                assertThat(send(console, words[0], words[1], RunningWeft.OPERATOR, body)
                                .status())
                        .as(one)
                        .isLessThan(500);
            }
            send(console, words[0], words[1], MARKER, "");
        }
        return asked.size() * 4;
    }

    private static Answer send(KeptConnection connection, String method, String target, String token, String body) {
        List<String> fields = new ArrayList<>(PlantedShopper.fields(token));
        fields.add("User-Agent: " + MARKER);
        fields.add("Cookie: " + MARKER + "=" + MARKER);
        return connection.send(method, target, fields, body.getBytes(StandardCharsets.UTF_8));
    }
}
