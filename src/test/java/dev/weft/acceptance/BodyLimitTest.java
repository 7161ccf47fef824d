package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code server.maxBody} holds on Weft's own routes, also for bodies whose length nobody declared, and whichever way it differs from the default. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BodyLimitTest {
    private static final Vertx VERTX = Vertx.vertx();

    @RegisterExtension
    static final RunningWeft SMALL = limited("4KiB");

    @RegisterExtension
    static final RunningWeft LARGE = limited("3MiB");

    private static RunningWeft limited(String most) {
        return RunningWeft.with(
                RunningWeft.STANDARD,
                text -> RunningWeft.edited(
                        RunningWeft.operated(text),
                        "  port: 8080\n",
                        "  port: 8080\n  h2c: true\n  maxBody: " + most + "\n"));
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, /v1/orders, 4096, 400",
        "HTTP_1_1, /v1/orders, 4097, 413",
        "HTTP_1_1, /v1/reservations, 4097, 413",
        "HTTP_2, /v1/orders, 4096, 400",
        "HTTP_2, /v1/orders, 4097, 413",
        "HTTP_2, /v1/reservations, 4097, 413",
    })
    void aBodyOfUndeclaredLengthIsHeldToWhatIsConfigured(HttpVersion version, String path, int bytes, int status) {
        assertThat(status(SMALL, version, path, bytes, false)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, 2000000, true, 400",
        "HTTP_1_1, 2000000, false, 400",
        "HTTP_2, 2000000, false, 400",
        "HTTP_2, 3145729, false, 413",
    })
    void moreThanTheDefaultPassesWhereItIsConfigured(HttpVersion version, int bytes, boolean declared, int status) {
        assertThat(status(LARGE, version, "/v1/orders", bytes, declared)).isEqualTo(status);
    }

    /** The status of a JSON document of so many bytes that is no order. */
    private static int status(RunningWeft weft, HttpVersion version, String path, int bytes, boolean declared) {
        HttpClientAgent client = VERTX.createHttpClient(
                new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false));
        Buffer document = Buffer.buffer("{\"a\":1" + " ".repeat(bytes - 7) + "}");
        try {
            return ((HttpClient) client)
                    .request(HttpMethod.POST, weft.port(), "127.0.0.1", path)
                    .compose((HttpClientRequest request) -> {
                        request.putHeader(
                                        "Authorization",
                                        "Bearer " + weft.sandbox().shopper(SharedSandbox.SHOPPER))
                                .putHeader("Idempotency-Key", "\"" + java.util.UUID.randomUUID() + "\"")
                                .putHeader("Content-Type", "application/json");
                        if (declared) {
                            request.putHeader("Content-Length", Integer.toString(bytes));
                        } else {
                            request.setChunked(true);
                        }
                        request.end(document);
                        return request.response();
                    })
                    .await()
                    .statusCode();
        } finally {
            client.close().await();
        }
    }
}
