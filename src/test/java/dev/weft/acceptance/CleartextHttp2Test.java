package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTP/2 without TLS is spoken where it is asked for, from the first byte on, and nowhere else. */
class CleartextHttp2Test {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final byte SETTINGS = 4;

    @RegisterExtension
    static final RunningWeft PLAIN = RunningWeft.with(RunningWeft.STANDARD, RunningWeft::operated);

    @RegisterExtension
    static final RunningWeft ASKED = RunningWeft.with(
            RunningWeft.STANDARD,
            text -> RunningWeft.edited(RunningWeft.operated(text), "  port: 8080\n", "  port: 8080\n  h2c: true\n"));

    /** What comes back for {@code request}, at most its first {@code most} bytes. */
    private static byte[] answer(int port, byte[] request, int most) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return socket.getInputStream().readNBytes(most);
        }
    }

    private static byte[] preface() {
        byte[] all = Arrays.copyOf(PREFACE, PREFACE.length + EMPTY_SETTINGS.length);
        System.arraycopy(EMPTY_SETTINGS, 0, all, PREFACE.length, EMPTY_SETTINGS.length);
        return all;
    }

    @Test
    void isRefusedUnlessAskedFor() throws IOException {
        String refusal = new String(answer(PLAIN.port(), preface(), 12), StandardCharsets.US_ASCII);
        assertThat(refusal).isEqualTo("HTTP/1.0 400");
    }

    @Test
    void isSpokenFromTheFirstByteWhereItIsAskedFor() throws IOException {
        byte[] frame = answer(ASKED.port(), preface(), 9);
        assertThat(frame).hasSize(9);
        assertThat(frame[3]).as("the first frame's type").isEqualTo(SETTINGS);
    }

    @Test
    void isNeverUpgradedTo() throws IOException {
        byte[] request = ("GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                        + "Upgrade: h2c\r\nhttp2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(line(PLAIN, request)).as("the wish is not heard").isEqualTo("HTTP/1.1 200");
        assertThat(line(ASKED, request)).as("the wish is refused").isEqualTo("HTTP/1.0 400");
        byte[] plain = "GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(line(ASKED, plain)).as("HTTP/1 is spoken there, too").isEqualTo("HTTP/1.1 200");
    }

    private static String line(RunningWeft weft, byte[] request) throws IOException {
        return new String(answer(weft.port(), request, 12), StandardCharsets.US_ASCII);
    }

    private record Wish(String path, String authorization, int status) {}

    /** A body that has been read, one that nobody reads, and one that goes on to commerce. */
    @Test
    void answersARequestWithABody() {
        Vertx vertx = Vertx.vertx();
        try {
            var client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            String member = "Bearer " + ASKED.sandbox().shopper("wsh00000001");
            String baskets = "/checkout/shopper-baskets/v2" + ScapiCalls.ORG + "/baskets?" + ScapiCalls.SITE;
            List<Wish> wishes = List.of(
                    new Wish("/v1/orders", "", 401),
                    new Wish("/v1/orders", member, 400),
                    new Wish(baskets, "Bearer " + ASKED.sandbox().guest(), 200));
            for (Wish wish : wishes) {
                var response = client.request(HttpMethod.POST, ASKED.port(), "localhost", wish.path())
                        .compose(request -> request.putHeader("authorization", wish.authorization())
                                .putHeader("content-type", "application/json")
                                .putHeader("idempotency-key", "\"a-key-of-twenty-odd-characters\"")
                                .send("{}"))
                        .timeout(20, TimeUnit.SECONDS)
                        .await();
                assertThat(response.statusCode()).as(wish.path()).isEqualTo(wish.status());
            }
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void aHeadIsAnsweredWithTheLengthAndNothingElse() {
        Vertx vertx = Vertx.vertx();
        try {
            var client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            for (String path : List.of("/openapi.yaml", "/v1/nothing")) {
                var answers = List.of(HttpMethod.GET, HttpMethod.HEAD).stream()
                        .map(method -> client.request(method, ASKED.port(), "localhost", path)
                                .compose(request -> request.send())
                                .compose(response -> response.body().map(body -> Map.entry(response, body)))
                                .timeout(20, TimeUnit.SECONDS)
                                .await())
                        .toList();
                assertThat(answers.get(1).getKey().statusCode())
                        .isEqualTo(answers.get(0).getKey().statusCode());
                assertThat(answers.get(0).getValue().length()).isPositive();
                assertThat(answers.get(1).getValue().length()).as(path).isZero();
            }
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void answersARequest() {
        Vertx vertx = Vertx.vertx();
        try {
            var client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            var response = client.request(HttpMethod.GET, ASKED.port(), "localhost", "/openapi.yaml")
                    .compose(request -> request.send())
                    .await();
            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(200);
        } finally {
            vertx.close().await();
        }
    }
}
