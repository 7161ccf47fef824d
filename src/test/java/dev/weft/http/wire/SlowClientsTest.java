package dev.weft.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.wire.GuardedServer.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Time and number of connections, and what stands between the bytes and the guard. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("SlowClientsTest")
class SlowClientsTest {
    private static final WireLimits BRISK = new WireLimits(
            Duration.ofMillis(700),
            Duration.ofSeconds(30),
            Duration.ofMillis(700),
            1024,
            Duration.ofSeconds(2),
            1000,
            1000);
    private static final String GOOD = "GET / HTTP/1.1\r\nHost: weft.test\r\n\r\n";

    @Test
    void closesAConnectionThatSaysNothing() throws Exception {
        try (GuardedServer server = new GuardedServer(BRISK, new HttpServerOptions())) {
            assertThat(endOf(server, "")).isBetween(700L, 8_000L);
        }
    }

    @Test
    void closesAConnectionThatRestsTooLongAfterItsRequest() throws Exception {
        try (GuardedServer server = new GuardedServer(BRISK, new HttpServerOptions())) {
            long start = System.nanoTime();
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(GOOD.getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(answer).startsWith("HTTP/1.1 200 ");
            }
            assertThat((System.nanoTime() - start) / 1_000_000).isBetween(1_900L, 8_000L);
        }
    }

    /** An answer may take longer than a connection may rest; the rest begins when it has been given. */
    @Test
    void leavesAConnectionAloneWhoseAnswerIsAwaited() throws Exception {
        try (GuardedServer server = new GuardedServer(BRISK, new HttpServerOptions());
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(3_500); // the idle time, and three looks
            socket.getOutputStream().write(GOOD.replace("/ ", "/held ").getBytes(StandardCharsets.US_ASCII));
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> socket.getInputStream().read())
                    .as("neither answered nor closed")
                    .isInstanceOf(java.net.SocketTimeoutException.class);
            long start = System.nanoTime();
            socket.setSoTimeout(10_000);
            server.release();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat((System.nanoTime() - start) / 1_000_000).isBetween(1_900L, 8_000L);
        }
    }

    @Test
    void closesAConnectionWhoseHeadDoesNotEnd() throws Exception {
        try (GuardedServer server = new GuardedServer(BRISK, new HttpServerOptions())) {
            assertThat(endOf(server, "GET / HTTP/1.1\r\nHost: we")).isBetween(700L, 8_000L);
        }
    }

    /** Each read ends within a head, so there is never a moment without a request that has not come whole. */
    @Test
    void leavesAConnectionAloneThatSendsHeadAfterHead() throws Exception {
        Duration head = Duration.ofMillis(1_500); // longer than a busy machine keeps the client waiting within one
        WireLimits limits =
                new WireLimits(head, BRISK.body(), BRISK.bodyGrace(), BRISK.bytesPerSecond(), BRISK.idle(), 1000, 1000);
        try (GuardedServer server = new GuardedServer(limits, new HttpServerOptions());
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            int split = GOOD.indexOf("Host");
            String inner = GOOD.substring(split) + GOOD.substring(0, split);
            socket.getOutputStream().write(GOOD.substring(0, split).getBytes(StandardCharsets.US_ASCII));
            long end = System.nanoTime() + 2 * head.toNanos();
            while (System.nanoTime() < end) {
                socket.getOutputStream().write(inner.getBytes(StandardCharsets.US_ASCII));
                assertThat(readSome(socket.getInputStream())).contains("HTTP/1.1 200");
            }
        }
    }

    @Test
    void closesAConnectionWhoseBodyDrips() throws Exception {
        try (GuardedServer server = new GuardedServer(BRISK, new HttpServerOptions())) {
            String head = "POST / HTTP/1.1\r\nHost: weft.test\r\nContent-Length: 1000\r\n\r\nab";
            assertThat(endOf(server, head)).isBetween(700L, 8_000L);
            assertThat(server.seen()).isZero();
        }
    }

    @Test
    void closesAConnectionThatDoesNotReadItsAnswer() throws Exception {
        try (GuardedServer server = new GuardedServer(BRISK, new HttpServerOptions());
                Socket socket = new Socket()) {
            AtomicInteger open = server.open();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.getOutputStream().write(GOOD.replace("/ ", "/large ").getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> server.seen() == 1); // over a connection that was counted before
            Awaitility.await().until(() -> open.get() == 0);
        }
    }

    @Test
    void closesAConnectionThatSipsItsAnswer() throws Exception {
        try (GuardedServer server = new GuardedServer(BRISK, new HttpServerOptions());
                Socket socket = new Socket()) {
            AtomicInteger open = server.open();
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.getOutputStream().write(GOOD.replace("/ ", "/large ").getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> server.seen() == 1);
            InputStream in = socket.getInputStream();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreException(SocketException.class)
                    .until(() -> open.get() == 0 || in.readNBytes(16).length < 0);
        }
    }

    @Test
    void letsAClientReadALargeAnswer() throws Exception {
        try (GuardedServer server = new GuardedServer(BRISK, new HttpServerOptions());
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(GOOD.replace("/ ", "/large ").getBytes(StandardCharsets.US_ASCII));
            long read = 0;
            byte[] buffer = new byte[1 << 16];
            while (read < GuardedServer.LARGE) {
                int count = socket.getInputStream().read(buffer);
                assertThat(count).as("after " + read).isPositive();
                read += count;
            }
        }
    }

    @Test
    void leavesAnIdleConnectionAloneBetweenRequests() throws Exception {
        WireLimits patient = BRISK.idleAfter(Duration.ofSeconds(60));
        try (GuardedServer server = new GuardedServer(patient, new HttpServerOptions());
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(GOOD.getBytes(StandardCharsets.US_ASCII));
            assertThat(readSome(socket.getInputStream())).startsWith("HTTP/1.1 200");
            socket.setSoTimeout(1_700); // more than a head may take, and a look
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> socket.getInputStream().read())
                    .isInstanceOf(java.net.SocketTimeoutException.class);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(GOOD.getBytes(StandardCharsets.US_ASCII));
            assertThat(readSome(socket.getInputStream())).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void acceptsNoMoreConnectionsThanAgreedAndAgainWhenSomeHaveEnded() throws Exception {
        WireLimits three = new WireLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(9),
                1024,
                Duration.ofSeconds(60),
                100,
                3);
        try (GuardedServer server = new GuardedServer(three, new HttpServerOptions())) {
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket("127.0.0.1", server.port());
                socket.setSoTimeout(5000);
                socket.getOutputStream().write(GOOD.getBytes(StandardCharsets.US_ASCII));
                assertThat(readSome(socket.getInputStream())).startsWith("HTTP/1.1 200");
                open.add(socket);
            }
            for (int i = 0; i < 5; i++) { // more than are agreed: who was refused holds nothing
                Answer refused = server.send(GOOD.getBytes(StandardCharsets.US_ASCII), 1000, 1);
                assertThat(refused.count(200)).isZero();
            }
            for (Socket socket : open) {
                socket.close();
            }
            Awaitility.await()
                    .until(() -> server.send(GOOD.getBytes(StandardCharsets.US_ASCII), 1000, 1)
                                    .count(200)
                            == 1);
        }
    }

    @Test
    void guardsBehindTlsAndLeavesHttp2Alone(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("weft.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "weft",
                        "-dname",
                        "CN=weft.test",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .start()
                .waitFor();
        HttpServerOptions tls = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword("changeit"));
        try (GuardedServer server = new GuardedServer(WireLimits.DEFAULT, tls)) {
            assertThat(status(server, HttpVersion.HTTP_1_1, "a")).isEqualTo(200);
            assertThat(status(server, HttpVersion.HTTP_2, "a")).isEqualTo(200);
            assertThat(server.seen()).isEqualTo(2);
            assertThat(overTls(server, "GET / HTTP/1.1\r\nHost: weft.test\r\nX: a\r\n b\r\n\r\n"))
                    .contains(" 400 Bad Request");
            assertThat(server.seen()).isEqualTo(2);
        }
    }

    private static int status(GuardedServer server, HttpVersion version, String field) throws Exception {
        Vertx vertx = server.vertx();
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(version));
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(io.vertx.core.net.SocketAddress.inetSocketAddress(server.port(), "127.0.0.1"))
                .setHost("any.weft.test")
                .setPort(443)
                .setURI("/")
                .putHeader("X", field);
        return client.request(request)
                .compose(it -> it.send("body"))
                .map(answer -> answer.version() == version ? answer.statusCode() : -1)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static String overTls(GuardedServer server, String request) throws Exception {
        var context = javax.net.ssl.SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new TrustAnyone()}, null);
        try (Socket socket = context.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return readSome(socket.getInputStream());
        }
    }

    /** The test's own certificate is nobody's business. */
    private static final class TrustAnyone extends javax.net.ssl.X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(
                java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(
                java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }

    /** Milliseconds until the server ends a connection on which only {@code text} is said. */
    private static long endOf(GuardedServer server, String text) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            return (System.nanoTime() - start) / 1_000_000;
        }
    }

    private static String readSome(InputStream in) throws IOException {
        byte[] buffer = new byte[1000];
        int count = in.read(buffer);
        return count < 0 ? "" : new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
    }
}
