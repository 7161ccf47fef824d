package dev.weft.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are never connected to, and that a client's connection is checked on the very address it is made to. */
class DestinationsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.1",
                "239.1.1.1",
                "255.255.255.255",
                "::",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "::a9fe:a9fe",
                "::ffff:169.254.169.254"
            })
    void neverThere(String address) throws Exception {
        assertThat(Destinations.refusal(InetAddress.getByName(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "1.1.1.1",
                "::1",
                "fd00::1",
                "2001:db8::1",
                "169.253.1.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1"
            })
    void anywhereElse(String address) throws Exception {
        assertThat(Destinations.refusal(InetAddress.getByName(address))).isEmpty();
    }

    /** The forms of one address that a check of texts would miss; each resolves to it without any server of names. */
    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "0.0.0.0", "224.0.0.1", "::ffff:169.254.169.254", "fd00:ec2::254"})
    void aClientIsRefusedBeforeItConnects(String host) throws Exception {
        Vertx vertx = guarded();
        try {
            String failure = vertx.createHttpClient()
                    .request(HttpMethod.GET, 80, host, "/")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .handle((request, cause) -> String.valueOf(cause))
                    .get(10, TimeUnit.SECONDS);
            assertThat(failure).contains("never connected to");
        } finally {
            close(vertx);
        }
    }

    @Test
    void aClientReachesThisMachine() throws Exception {
        Vertx vertx = guarded();
        try {
            int port = vertx.createHttpServer()
                    .requestHandler(request -> request.response().end("here"))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .actualPort();
            String body = vertx.createHttpClient()
                    .request(HttpMethod.GET, port, "localhost", "/")
                    .compose(request -> request.send().compose(answer -> answer.body()))
                    .map(Object::toString)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(body).isEqualTo("here");
        } finally {
            close(vertx);
        }
    }

    private static Vertx guarded() {
        return Vertx.builder()
                .withTransport(GuardedTransport.over(GuardedTransport.fastest(), WireLimits.DEFAULT, Ticker.system()))
                .build();
    }

    private static void close(Vertx vertx) throws InterruptedException, ExecutionException {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }
}
