package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.DeafPort;
import dev.weft.testing.TestAuthority;
import dev.weft.tls.TlsMaterial;
import dev.weft.tls.TlsOptions;
import dev.weft.tls.TlsSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weft orders} reaches a port that speaks TLS, and says what is in the way where it does not. */
class OperatorCallTest {
    private final Vertx vertx = Vertx.vertx();
    private final TestAuthority authority = new TestAuthority("operations");
    private final StringWriter said = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(file("ca.pem"), authority.pem());
        Files.writeString(file("other-ca.pem"), new TestAuthority("others").pem());
        Files.writeString(file("text.pem"), "no certificate\n");
        authority.client("CN=bob,O=Acme").write(file("bob.pem"), file("bob-key.pem"));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private int port(HttpServerOptions options) {
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("{\"entries\":[],\"changed\":3}"))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private int tlsPort(String host, boolean clientMust) throws Exception {
        authority.server(host).write(file("chain.pem"), file("key.pem"));
        TlsSettings tls = new TlsSettings(
                Optional.of(new TlsSettings.Pem(file("chain.pem"), file("key.pem"))),
                clientMust ? Optional.of(file("ca.pem")) : Optional.empty(),
                clientMust,
                Duration.ofHours(1));
        HttpServerOptions options = new HttpServerOptions();
        TlsOptions.listen(options, TlsMaterial.read(tls), clientMust, false);
        return port(options);
    }

    private int replay(String scheme, int port, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("orders", "replay", "WEFT-1", "--admin", scheme + "://127.0.0.1:" + port));
        arguments.addAll(List.of(more));
        PrintWriter out = new PrintWriter(said, true);
        return Main.commandLine().setOut(out).setErr(out).execute(arguments.toArray(new String[0]));
    }

    @Test
    void anAuthorityThatIsNamedIsTrusted() throws Exception {
        assertThat(replay(
                        "https",
                        tlsPort("127.0.0.1", false),
                        "--trust",
                        file("ca.pem").toString()))
                .as(said.toString())
                .isZero();
        assertThat(said.toString()).contains("changed: 3");
    }

    @Test
    void oneThatIsNotNamedIsNot() throws Exception {
        int port = tlsPort("127.0.0.1", false);
        assertThat(replay("https", port)).isEqualTo(Main.FAILED);
        assertThat(replay("https", port, "--trust", file("other-ca.pem").toString()))
                .isEqualTo(Main.FAILED);
        assertThat(said.toString().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("is not trusted").contains("--trust FILE"));
    }

    @Test
    void theCertificateMustBeForTheHost() throws Exception {
        int port = tlsPort("weft.test", false);
        assertThat(replay("https", port, "--trust", file("ca.pem").toString())).isEqualTo(Main.FAILED);
        assertThat(said.toString()).contains("is not good for it").contains("127.0.0.1");
    }

    @Test
    void anOperatorMayComeWithACertificate() throws Exception {
        int port = tlsPort("127.0.0.1", true);
        String trust = file("ca.pem").toString();
        assertThat(replay(
                        "https",
                        port,
                        "--trust",
                        trust,
                        "--certificate",
                        file("bob.pem").toString(),
                        "--key",
                        file("bob-key.pem").toString()))
                .as(said.toString())
                .isZero();
        said.getBuffer().setLength(0);
        assertThat(replay("https", port, "--trust", trust)).isEqualTo(Main.FAILED);
        assertThat(said.toString()).contains("--certificate, --key");
    }

    @Test
    void theOtherSchemeIsSuggestedWhereThisOneIsWrong() throws Exception {
        assertThat(replay("http", tlsPort("127.0.0.1", false))).isEqualTo(Main.FAILED);
        assertThat(said.toString()).contains("write https://");
        said.getBuffer().setLength(0);
        assertThat(replay("https", port(new HttpServerOptions()))).isEqualTo(Main.FAILED);
        assertThat(said.toString()).contains("write http://");
    }

    @Test
    void whatIsWronglyGivenIsWrongInput() {
        assertThat(replay("https", 1, "--trust", file("text.pem").toString())).isEqualTo(Main.WRONG_INPUT);
        assertThat(said.toString()).contains("text.pem holds no PEM certificate");
        assertThat(replay("https", 1, "--trust", file("none.pem").toString())).isEqualTo(Main.WRONG_INPUT);
        assertThat(replay("https", 1, "--certificate", file("bob.pem").toString()))
                .isEqualTo(Main.WRONG_INPUT);
        assertThat(said.toString()).contains("--certificate and --key go together");
        assertThat(replay("http", 1, "--trust", file("ca.pem").toString())).isEqualTo(Main.WRONG_INPUT);
        assertThat(said.toString()).contains("write https://");
    }

    @Test
    void nobodyThereIsNotTheSameAsNoAnswer() {
        try (DeafPort nobody = new DeafPort()) {
            assertThat(replay("http", nobody.port())).isEqualTo(Main.FAILED);
            assertThat(said.toString()).contains("no gateway listens at http://127.0.0.1:" + nobody.port());
        }

        URI address = URI.create("http://weft.test:9090");
        assertThat(CallFailure.told(new HttpTimeoutException("timed out"), address))
                .contains("did not answer in time");
        assertThat(CallFailure.told(new HttpConnectTimeoutException("timed out"), address))
                .contains("no connection to http://weft.test:9090 in time");
        ConnectException unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());
        assertThat(CallFailure.told(unknown, address)).contains("there is no host weft.test");
    }
}
