package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, it gets a problem it can read, no system is asked, and nothing breaks. */
class BadInputTest {
    private static final String LONG = "x".repeat(101);

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/products",
                "/v1/products?skus=",
                "/v1/products?skus=,",
                "/v1/products?skus=1,,2",
                "/v1/products?skus=a%20b",
                "/v1/products?skus=%27%20or%201%20eq%201",
                "/v1/products?skus=1&skus=2",
                "/v1/products?skus=1&unknown=2",
                "/v1/products?skus=1&include=weather",
                "/v1/products?skus=1;site=WeftEU",
                "/v1/products?skus=1%00",
                "/v1/products?skus=%C0%AF",
                "/v1/products?skus=%ED%A0%80",
                "/v1/products/a%2Fb",
                "/v1/products/a%00b",
                "/v1/products/.hidden",
                "/v1/products/%2E%2E",
                "/v1/products/10000001?include=content&include=price",
                "/v1/products/10000001?locale=xx-XX",
                "/v1/products/10000001?currency=USD",
                "/v1/products/10000001?currency=eur",
                "/v1/products/10000001?skus=1",
                "/v1/availability",
                "/v1/availability?skus=1&include=stock",
                "/v1/me?skus=1",
                "/v1/me?include=content",
                "/v1/me?=x",
            })
    void aMalformedQuestionIsABadRequest(String target) {
        Answer answer = WEFT.shopper().get(target);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("bad_request");
        assertThat(answer.at("/detail").asText()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("Exception", "dev.weft.");
        assertThat(WEFT.sandbox().calls("sap")).isZero();
    }

    @Test
    void aSkuTooLongIsABadRequest() {
        assertThat(WEFT.guest().get("/v1/products/" + LONG).status()).isEqualTo(400);
        assertThat(WEFT.guest().get("/v1/products?skus=" + LONG).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing, 404",
        "GET, /v1/products/, 404",
        "GET, /v1/me/, 404",
        "GET, /V1/me, 404",
        "GET, /v1/products/1/2, 404",
        "GET, /, 404",
        "POST, /v1/me, 405",
        "DELETE, /v1/products/1, 405",
        "PUT, /v1/availability, 405",
        "OPTIONS, /v1/products, 405",
        "GET, /docs/../openapi.yaml, 400",
        "GET, /docs/secret.txt, 404",
    })
    void whatIsNotThereIsSaidSo(String method, String target, int status) {
        Answer answer = WEFT.guest().send(method, target);
        assertThat(answer.status()).isEqualTo(status);
        if (status == 405) {
            assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
        }
    }

    static Stream<Arguments> tokens() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("another scheme", "Basic dXNlcjpwYXNz"),
                Arguments.of("no token", "Bearer "),
                Arguments.of("not a JWT", "Bearer abc"),
                Arguments.of("two dots and nothing else", "Bearer .."),
                Arguments.of("three parts of junk", "Bearer a.b.c"),
                Arguments.of("none", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."),
                Arguments.of("too large", "Bearer " + "a".repeat(9_000) + ".b.c"),
                Arguments.of("odd letters", "Bearer é.é.é"),
                Arguments.of("several words", "Bearer a b c"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void aBadTokenIsUnauthorized(String name, String field) throws IOException {
        Answer answer = RawRequest.to(WEFT.port())
                .send("GET /v1/me HTTP/1.1\r\nHost: localhost\r\n"
                        + (field.isEmpty() ? "" : "Authorization: " + field + "\r\n") + "Connection: close\r\n\r\n");
        assertThat(answer.status()).as(name).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(Contract.instance().breaches("GET", "/v1/me", answer)).isEmpty();
    }

    @Test
    void anAlteredTokenIsUnauthorized() {
        String good = WEFT.sandbox().shopper(SharedSandbox.SHOPPER);
        int at = good.indexOf('.') + 20;
        String altered = good.substring(0, at) + (good.charAt(at) == 'A' ? 'B' : 'A') + good.substring(at + 1);
        assertThat(WEFT.as(altered).get("/v1/me").status()).isEqualTo(401);
        assertThat(WEFT.as(good).get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void anExpiredTokenIsUnauthorized() {
        String token = WEFT.sandbox().token("{'guest':true,'ttlSeconds':-3600}");
        assertThat(WEFT.as(token).get("/v1/products/" + WEFT.sandbox().sku()).status())
                .isEqualTo(401);
    }

    @Test
    void twoTokensAreABadRequest() {
        String token = WEFT.sandbox().guest();
        Answer answer = WEFT.as(token)
                .with("Authorization", "Bearer " + token)
                .get("/v1/products/" + WEFT.sandbox().sku());
        assertThat(answer.status()).isEqualTo(400);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("GET /v1/me?" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
                Arguments.of("GET /v1/me HTTP/1.1\r\nHost: localhost\r\nX-A: " + "x".repeat(70_000) + "\r\n\r\n", 431),
                Arguments.of("GET /v1/me HTTP/1.1\r\nHost: localhost\r\nX A: b\r\n\r\n", 400),
                Arguments.of("GET /v1/me SMTP/1.1\r\nHost: localhost\r\n\r\n", 400),
                Arguments.of("GET\r\n\r\n", 400));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCannotBeReadAsARequestIsAnsweredAndTheConnectionClosed(String bytes, int status) throws IOException {
        Answer answer = RawRequest.to(WEFT.port()).send(bytes);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.mediaType()).isEqualTo("application/problem+json");
        assertThat(answer.header("connection")).isEqualTo("close");
        assertThat(Contract.instance().breaches("GET", "/v1/nothing", answer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Request-Deadline-Ms, soon",
        "X-Request-Deadline-Ms, -1",
        "X-Request-Deadline-Ms, 99999999999999999999",
        "traceparent, 00-junk",
        "X-Request-Id, a b<script>",
        "If-None-Match, '\"'",
    })
    void anOptionalFieldThatMakesNoSenseIsIgnored(String name, String value) {
        Answer answer = WEFT.guest()
                .with(name, value)
                .get("/v1/products/" + WEFT.sandbox().sku());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-request-id")).doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%zz", "%u0041", "a%"})
    void aBrokenEscapeIsABadRequest(String broken) throws IOException {
        String token = WEFT.sandbox().guest();
        for (String target : new String[] {"/v1/products/" + broken, "/v1/products?skus=" + broken}) {
            Answer answer = RawRequest.to(WEFT.port())
                    .send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                            + "\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).as(target).isEqualTo(400);
            assertThat(Contract.instance().breaches("GET", "/v1/products", answer))
                    .isEmpty();
        }
    }

    @Test
    void whoWaitsForAWordBeforeTheBodyIsToldToGoOn() throws IOException {
        String head = "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + WEFT.sandbox().shopper("wsh00000001")
                + "\r\nIdempotency-Key: \"a-key-of-twenty-odd-characters\"\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", WEFT.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(line(socket)).isEqualTo("HTTP/1.1 100");
            socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length() - 12);
            socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
            assertThat(line(socket)).isEqualTo("HTTP/1.1 400");
        }
    }

    /** A body that nobody asked for would be taken for the next request. */
    @Test
    void whoWaitsForAWordAndIsRefusedIsClosed() throws IOException {
        long start = System.nanoTime();
        Answer answer = RawRequest.to(WEFT.port())
                .send("POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Expect: 100-continue\r\nContent-Length: 200\r\n\r\n");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("connection")).isEqualToIgnoringCase("close");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("closed by the answer, not as one whose body is slow")
                .isLessThan(Duration.ofSeconds(7));
    }

    private static String line(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
}
