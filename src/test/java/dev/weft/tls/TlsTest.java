package dev.weft.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.TestAuthority;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A listener's handshakes, its clients' certificates, and renewal under way, over real sockets. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("TlsTest")
class TlsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private static final Duration SELDOM = Duration.ofHours(1);

    @TempDir
    Path folder = Path.of("");

    private final TestAuthority authority = new TestAuthority("weft test");
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Map<String, DoubleSupplier> expiries = new java.util.concurrent.ConcurrentHashMap<>();
    private Vertx vertx = Vertx.vertx();
    private TlsWatch watch = new TlsWatch(vertx, Clock.systemUTC(), TlsListener.NONE);
    private Path chain = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void files() {
        chain = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
        authority.server("127.0.0.1").write(chain, key);
        watch = new TlsWatch(vertx, Clock.systemUTC(), new TlsListener() {
            @Override
            public void reloaded(String name, String result) {
                told.add(name + " " + result);
            }

            @Override
            public void watching(String name, DoubleSupplier seconds) {
                expiries.put(name, seconds);
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        watch.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void speaksOnlyAuthenticatedEncryption() throws Exception {
        int port = listen(settings(Optional.empty(), false, SELDOM)).actualPort();
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (SSLSocket socket = connect(port, authority.context(), protocol)) {
                socket.startHandshake();
                assertThat(socket.getSession().getCipherSuite()).containsAnyOf("GCM", "CHACHA20");
            }
        }
        try (SSLSocket socket = connect(port, authority.context(), "TLSv1.2")) {
            socket.setEnabledCipherSuites(
                    new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void offersHttp2OnlyWhereAsked() throws Exception {
        int port = listen(settings(Optional.empty(), false, SELDOM)).actualPort();
        try (SSLSocket socket = connect(port, authority.context(), "TLSv1.3")) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void takesClientsOfItsAuthorityAlone() throws Exception {
        Path trust = folder.resolve("clients.pem");
        TestAuthority clients = new TestAuthority("clients");
        Files.writeString(trust, clients.pem());
        int port = listen(settings(Optional.of(trust), true, SELDOM)).actualPort();
        Instant now = Instant.now();
        TestAuthority.Issued good = clients.client("CN=alice");
        TestAuthority.Issued stranger = new TestAuthority("clients").client("CN=alice");
        TestAuthority.Issued over =
                clients.client("CN=alice", KeyPurposeId.id_kp_clientAuth, now.minusSeconds(9000), now.minusSeconds(60));
        TestAuthority.Issued server =
                clients.client("CN=alice", KeyPurposeId.id_kp_serverAuth, now.minusSeconds(60), now.plusSeconds(9000));

        assertThat(status(port, authority.context(good))).isEqualTo("200");
        assertThat(status(port, authority.context())).as("none").isEqualTo("refused");
        assertThat(status(port, authority.context(stranger)))
                .as("wrong authority")
                .isEqualTo("refused");
        assertThat(status(port, authority.context(over))).as("expired").isEqualTo("refused");
        assertThat(status(port, authority.context(server))).as("wrong usage").isEqualTo("refused");
    }

    @Test
    void letsClientsWithoutCertificateInWhereTheyMay() throws Exception {
        Path trust = folder.resolve("clients.pem");
        Files.writeString(trust, authority.pem());
        int port = listen(settings(Optional.of(trust), false, SELDOM)).actualPort();
        assertThat(status(port, authority.context())).isEqualTo("200");
        assertThat(status(port, authority.context(new TestAuthority("weft test").client("CN=eve"))))
                .isEqualTo("refused");
    }

    @Test
    void renewsWhileAConnectionIsUnderWay() throws Exception {
        HttpServer server = listen(settings(Optional.empty(), false, SELDOM));
        SSLContext before = authority.context();
        try (SSLSocket under = connect(server.actualPort(), before, "TLSv1.3")) {
            assertThat(ask(under)).isEqualTo("200");
            Object old = under.getSession().getPeerCertificates()[0];

            TestAuthority.Issued renewed = authority.server("127.0.0.1");
            renewed.write(chain, key);
            assertThat(reload()).containsEntry("server", "ok");

            assertThat(ask(under)).as("the connection under way").isEqualTo("200");
            try (SSLSocket next = connect(server.actualPort(), before, "TLSv1.3")) {
                assertThat(ask(next)).isEqualTo("200");
                assertThat(next.getSession().getPeerCertificates()[0])
                        .isEqualTo(renewed.certificate())
                        .isNotEqualTo(old);
            }
        }
        assertThat(told).containsExactly("server ok");
    }

    @Test
    void noticesRenewedFilesByItself() throws Exception {
        HttpServer server = listen(settings(Optional.empty(), false, Duration.ofMillis(20)));
        TestAuthority.Issued renewed = authority.server("127.0.0.1");
        renewed.write(chain, key);
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            try (SSLSocket next = connect(server.actualPort(), authority.context(), "TLSv1.3")) {
                next.startHandshake();
                assertThat(next.getSession().getPeerCertificates()[0]).isEqualTo(renewed.certificate());
            }
        });
    }

    @Test
    void keepsTheOldWhereTheNewIsBad() throws Exception {
        HttpServer server = listen(settings(Optional.empty(), false, SELDOM));
        Object old = peer(server);

        TestAuthority.replace(chain, authority.server("127.0.0.1").pem());
        assertThat(reload()).as("another's key").containsEntry("server", "mismatch");
        TestAuthority.replace(chain, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThat(reload()).as("broken").containsEntry("server", "unreadable");
        authority
                .server(
                        "127.0.0.1",
                        Instant.now().minusSeconds(9000),
                        Instant.now().minusSeconds(9))
                .write(chain, key);
        assertThat(reload()).as("over").containsEntry("server", "expired");
        authority
                .server(
                        "127.0.0.1",
                        Instant.now().plusSeconds(900),
                        Instant.now().plusSeconds(9000))
                .write(chain, key);
        assertThat(reload()).as("to come").containsEntry("server", "not_yet_valid");
        Files.delete(chain);
        assertThat(reload()).as("gone").containsEntry("server", "unreadable");
        assertThat(reload()).as("still gone").containsEntry("server", "unreadable");

        assertThat(peer(server)).isEqualTo(old);
        assertThat(told).as("each mistake once").hasSize(5);
        assertThat(expiries.get("server").getAsDouble()).isBetween(86_000.0, 86_400.0);
    }

    @Test
    void failsNoRequestWhileRenewing() throws Exception {
        HttpServer server = listen(settings(Optional.empty(), false, SELDOM));
        int port = server.actualPort();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<Void>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean fresh = i % 2 == 0;
            running.add(clients.submit(() -> {
                while (!over.get()) {
                    try (SSLSocket socket = connect(port, authority.context(), "TLSv1.3")) {
                        for (int request = 0; request < (fresh ? 1 : 50) && !over.get(); request++) {
                            assertThat(ask(socket)).isEqualTo("200");
                            served.incrementAndGet();
                        }
                    }
                }
                return null;
            }));
        }
        for (int i = 0; i < 20; i++) {
            authority.server("127.0.0.1").write(chain, key);
            assertThat(reload()).containsEntry("server", "ok");
        }
        org.awaitility.Awaitility.await()
                .until(() -> served.get() > 20 || running.stream().anyMatch(Future::isDone));
        over.set(true);
        for (Future<Void> client : running) {
            client.get(20, TimeUnit.SECONDS); // fails with the first request that failed
        }
        clients.shutdown();
        assertThat(served.get()).isGreaterThan(20);
    }

    @Test
    void readsPkcs12() throws Exception {
        TestAuthority.Issued issued = authority.server("127.0.0.1");
        Path store = folder.resolve("weft.p12");
        java.security.KeyStore keys = java.security.KeyStore.getInstance("PKCS12");
        keys.load(null, new char[0]);
        keys.setKeyEntry("w", issued.keys().getPrivate(), "secret".toCharArray(), new java.security.cert.Certificate[] {
            issued.certificate()
        });
        try (var out = Files.newOutputStream(store)) {
            keys.store(out, "secret".toCharArray());
        }
        TlsSettings settings = new TlsSettings(
                Optional.of(new TlsSettings.Pkcs12(store, new dev.weft.kernel.Secret("secret"))),
                Optional.empty(),
                false,
                SELDOM);
        assertThat(peer(listen(settings))).isEqualTo(issued.certificate());
        TlsSettings wrong = new TlsSettings(
                Optional.of(new TlsSettings.Pkcs12(store, new dev.weft.kernel.Secret("guess"))),
                Optional.empty(),
                false,
                SELDOM);
        assertThatThrownBy(() -> TlsMaterial.read(wrong))
                .isInstanceOf(TlsRefused.class)
                .hasMessageContaining("weft.p12")
                .hasMessageNotContaining("guess");
    }

    private TlsSettings settings(Optional<Path> trust, boolean must, Duration look) {
        return new TlsSettings(Optional.of(new TlsSettings.Pem(chain, key)), trust, must, look);
    }

    private HttpServer listen(TlsSettings settings) throws Exception {
        java.util.concurrent.atomic.AtomicReference<HttpServer> holder =
                new java.util.concurrent.atomic.AtomicReference<>();
        TlsMaterial material = watch.watch(
                "server",
                settings,
                renewed -> java.util.Objects.requireNonNull(holder.get())
                        .updateSSLOptions(TlsOptions.server(renewed, settings.clientMust(), false)));
        HttpServerOptions options = new HttpServerOptions();
        TlsOptions.listen(options, material, settings.clientMust(), false);
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("ok"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        holder.set(server);
        return server;
    }

    private Map<String, String> reload() throws Exception {
        return watch.reload().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private Object peer(HttpServer server) throws IOException {
        try (SSLSocket socket = connect(server.actualPort(), authority.context(), "TLSv1.3")) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private static SSLSocket connect(int port, SSLContext context, String protocol) throws IOException {
        Socket plain = new Socket("127.0.0.1", port);
        plain.setSoTimeout(10_000);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        socket.setEnabledProtocols(new String[] {protocol});
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static String status(int port, SSLContext context) {
        try (SSLSocket socket = connect(port, context, "TLSv1.3")) {
            return ask(socket);
        } catch (IOException refused) {
            return "refused";
        }
    }

    /** The status of one request; an end before one is an exception. */
    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\nok")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after '" + text + "'");
            }
            text.append((char) next);
        }
        return text.substring(9, 12);
    }
}
