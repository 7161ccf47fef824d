package dev.weft.backend.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.resilience.ResilienceSettings;
import dev.weft.testing.TestAuthority;
import dev.weft.testing.TestAuthority.Issued;
import dev.weft.tls.TlsListener;
import dev.weft.tls.TlsRefused;
import dev.weft.tls.TlsSettings;
import dev.weft.tls.TlsWatch;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** TLS to backends over real sockets: whom we talk to, who we say we are, and that a refused backend gets no request. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("BackendTlsTest")
class BackendTlsTest {
    private static final Duration SELDOM = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final TestAuthority authority = new TestAuthority("erp-authority");
    private final TestAuthority stranger = new TestAuthority("somebody-else");
    private final AtomicInteger served = new AtomicInteger();
    private final Wire wire = new Wire();
    private @Nullable TlsWatch watch;

    @BeforeEach
    void watch() {
        watch = new TlsWatch(wire.vertx, Clock.systemUTC(), TlsListener.NONE);
    }

    @AfterEach
    void close() {
        watching().close();
        wire.close();
    }

    private TlsWatch watching() {
        return java.util.Objects.requireNonNull(watch);
    }

    /** Answers with the subject of the certificate it was shown. */
    private HttpServer serve(Issued certificate, Optional<TestAuthority> clients) {
        HttpServerOptions options = new HttpServerOptions().setSsl(true).setKeyCertOptions(own(certificate));
        clients.ifPresent(their -> options.setClientAuth(ClientAuth.REQUIRED).setTrustOptions(trusting(their)));
        return wire.vertx
                .createHttpServer(options)
                .requestHandler(request -> {
                    served.incrementAndGet();
                    request.response().putHeader("connection", "close").end(subject(request));
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    private static PemKeyCertOptions own(Issued certificate) {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificate.pem()))
                .addKeyValue(Buffer.buffer(certificate.keyPem()));
    }

    private static PemTrustOptions trusting(TestAuthority authority) {
        return new PemTrustOptions().addCertValue(Buffer.buffer(authority.pem()));
    }

    private static String subject(HttpServerRequest request) {
        try {
            return request.connection().sslSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException none) {
            return "nobody";
        }
    }

    private ClientTls trusting(Optional<TestAuthority> authority, Optional<Issued> mine) throws Exception {
        Path trust = folder.resolve("trust.pem");
        if (authority.isPresent()) {
            Files.writeString(trust, authority.get().pem());
        }
        Path chain = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        mine.ifPresent(it -> it.write(chain, key));
        return watched(new TlsSettings(
                mine.map(it -> new TlsSettings.Pem(chain, key)), authority.map(it -> trust), false, SELDOM));
    }

    private ClientTls watched(TlsSettings settings) throws TlsRefused {
        return ClientTls.watched(watching(), "backend.erp", settings);
    }

    private BackendClient client(HttpServer server, ClientTls tls) {
        return wire.clients.open(
                new BackendSettings(
                        "erp",
                        URI.create("https://localhost:" + server.actualPort()),
                        new BackendAuth.None(),
                        Duration.ofSeconds(5),
                        4,
                        10_000,
                        ResilienceSettings.defaults(Duration.ofSeconds(10))),
                tls);
    }

    private String ask(BackendClient client) {
        return new String(wire.get(client, "/", 10_000).await().body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void refused(BackendClient client) {
        Future<BackendResponse> answer = wire.get(client, "/", 10_000);
        assertThat(Wire.causeOf(answer)).isNotNull();
        assertThat(served).as("requests that got through").hasValue(0);
    }

    @Test
    void talksToABackendOfItsOwnAuthority() throws Exception {
        HttpServer server = serve(authority.server("localhost"), Optional.empty());
        assertThat(ask(client(server, trusting(Optional.of(authority), Optional.empty()))))
                .isEqualTo("nobody");
    }

    @Test
    void refusesABackendOfAnotherAuthority() throws Exception {
        HttpServer server = serve(stranger.server("localhost"), Optional.empty());
        refused(client(server, trusting(Optional.of(authority), Optional.empty())));
    }

    @Test
    void withoutATrustStoreOfItsOwnThePlatformsAuthoritiesCount() throws Exception {
        HttpServer server = serve(authority.server("localhost"), Optional.empty());
        refused(client(server, ClientTls.platform()));
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        HttpServer server = serve(authority.server("erp.example.com"), Optional.empty());
        refused(client(server, trusting(Optional.of(authority), Optional.empty())));
    }

    @Test
    void refusesACertificateThatIsOverOrNotYetGood() throws Exception {
        Instant now = Instant.now();
        Issued over = authority.server("localhost", now.minusSeconds(7200), now.minusSeconds(3600));
        refused(client(serve(over, Optional.empty()), trusting(Optional.of(authority), Optional.empty())));
        Issued early = authority.server("localhost", now.plusSeconds(3600), now.plusSeconds(7200));
        refused(client(serve(early, Optional.empty()), trusting(Optional.of(authority), Optional.empty())));
    }

    @Test
    void refusesAClientsCertificateInAServersPlace() throws Exception {
        Instant now = Instant.now();
        Issued client = authority.client(
                "CN=localhost",
                org.bouncycastle.asn1.x509.KeyPurposeId.id_kp_clientAuth,
                now.minusSeconds(60),
                now.plusSeconds(3600));
        refused(client(serve(client, Optional.empty()), trusting(Optional.of(authority), Optional.empty())));
    }

    @Test
    void showsItsCertificateWhereOneIsAskedFor() throws Exception {
        HttpServer server = serve(authority.server("localhost"), Optional.of(stranger));
        Issued weft = stranger.client("CN=weft");
        assertThat(ask(client(server, trusting(Optional.of(authority), Optional.of(weft)))))
                .isEqualTo("CN=weft");
    }

    @Test
    void getsNothingWithoutACertificateWhereOneIsAskedFor() throws Exception {
        HttpServer server = serve(authority.server("localhost"), Optional.of(stranger));
        refused(client(server, trusting(Optional.of(authority), Optional.empty())));
    }

    @Test
    void renewedFilesAreWhatTheNextConnectionUses() throws Exception {
        TestAuthority next = new TestAuthority("the-next-authority");
        HttpServer server = serve(authority.server("localhost"), Optional.of(stranger));
        BackendClient client =
                client(server, trusting(Optional.of(authority), Optional.of(stranger.client("CN=weft-1"))));
        assertThat(ask(client)).isEqualTo("CN=weft-1");

        ServerSSLOptions renewed = new ServerSSLOptions()
                .setKeyCertOptions(own(next.server("localhost")))
                .setTrustOptions(trusting(next))
                .setClientAuth(ClientAuth.REQUIRED);
        assertThat(server.updateSSLOptions(renewed).await()).isTrue();
        assertThat(Wire.causeOf(wire.get(client, "/", 10_000)))
                .as("trusts the old one still")
                .isNotNull();

        next.client("CN=weft-2").write(folder.resolve("chain.pem"), folder.resolve("key.pem"));
        TestAuthority.replace(folder.resolve("trust.pem"), next.pem());
        assertThat(watching().reload().await()).containsEntry("backend.erp", "ok");
        assertThat(ask(client)).isEqualTo("CN=weft-2");
    }
}
