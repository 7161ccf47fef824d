package dev.weft.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.cache.Invalidation;
import dev.weft.http.Authorities;
import dev.weft.testing.TestAuthority;
import dev.weft.tls.TlsMaterial;
import dev.weft.tls.TlsOptions;
import dev.weft.tls.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who gets what on the operators' port, over real sockets. */
@Isolated
class OperatorsPortTest {
    private static final String TOKEN = "correct-horse-battery-staple-0123456789";
    private static final AdminSettings NOBODY_NAMED =
            new AdminSettings(true, Optional.empty(), List.of(), Map.of(), Map.of(), Optional.empty());

    @TempDir
    Path folder = Path.of("");

    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void listen() {
        audit.start();
        Logger log = (Logger) LoggerFactory.getLogger("weft.audit");
        log.setLevel(Level.INFO);
        log.addAppender(audit);
    }

    @AfterEach
    void close() throws Exception {
        ((Logger) LoggerFactory.getLogger("weft.audit")).detachAppender(audit);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void probesAreOpenAndNothingElse() throws Exception {
        int port = start(alice());
        assertThat(status(port, "GET /health/live", "")).isEqualTo(200);
        assertThat(status(port, "GET /health/ready", "")).isEqualTo(503);
        for (String route :
                List.of("GET /metrics", "POST /cache/invalidate", "POST /tls/reload", "GET /console", "GET /")) {
            assertThat(status(port, route, "")).as(route).isEqualTo(401);
            assertThat(status(port, route, "Authorization: Bearer guess\r\n"))
                    .as(route)
                    .isEqualTo(401);
            assertThat(status(port, route, bearer() + bearer()))
                    .as(route + " twice")
                    .isEqualTo(400);
        }
        assertThat(status(port, "GET /metrics", bearer())).isEqualTo(200);
        assertThat(status(port, "POST /tls/reload", bearer())).isEqualTo(200);
        assertThat(status(port, "GET /console", bearer())).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3:9090", "[fd00::7]:9090", "weft.pods.internal", "WEFT.TEST"})
    void probesAreAnsweredWhateverTheHostIsCalled(String host) throws Exception {
        int port = start(alice());
        assertThat(statusAt(port, host, "GET /health/live", "")).isEqualTo(200);
        assertThat(statusAt(port, host, "HEAD /health/ready", "")).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "421 GET /metrics",
                "421 GET /health",
                "421 GET /health/live/",
                "421 GET /health//live",
                "421 GET /health/../metrics",
                "421 GET /health/live/../../metrics",
                "421 GET /health/%6cive",
                "421 POST /health/live",
                "421 POST /tls/reload",
                "405 TRACE /health/live"
            })
    void nothingElseIs(String expectedAndLine) throws Exception {
        int port = start(alice());
        int expected = Integer.parseInt(expectedAndLine.substring(0, 3));
        assertThat(statusAt(port, "10.1.2.3:9090", expectedAndLine.substring(4), bearer()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: 10.1.2.3:9090\r\nHost: 10.1.2.3:9090",
                "Host: 10.1.2.3:9090:9090",
                "Host: user@10.1.2.3",
                "Host: fd00::7",
                "Host: 10.1.2.3\r\nX y: z",
                "Accept: */*"
            })
    void aProbeIsHeldToEveryOtherRule(String fields) throws Exception {
        int port = start(alice());
        assertThat(statusOf(new Socket("127.0.0.1", port), "GET /health/live HTTP/1.1\r\n" + fields + "\r\n\r\n"))
                .isEqualTo(400);
    }

    @Test
    void whoDidWhatIsTold() throws Exception {
        int port = start(alice());
        status(port, "POST /tls/reload", bearer());
        status(port, "POST /tls/reload", "");
        assertThat(audit.list).hasSize(2);
        assertThat(String.valueOf(audit.list.get(0).getKeyValuePairs()))
                .contains("operator=\"alice\"", "route=\"/tls/reload\"", "status=\"200\"")
                .doesNotContain(TOKEN);
        assertThat(String.valueOf(audit.list.get(1).getKeyValuePairs())).contains("operator=\"\"", "status=\"401\"");
        assertThat(audit.list)
                .allSatisfy(line -> assertThat(line.getThreadName())
                        .as("an event loop may not wait for the log")
                        .contains("worker"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice@example.com", "+49 40 1234567", "svc:token=deploy", "4111111111111111"})
    void whoDidItStandsInTheWrittenLineWhateverTheirNameLooksLike(String name) throws Exception {
        int port = start(operator(name));
        status(port, "POST /tls/reload", bearer());
        assertThat(written().path("operator").asText()).isEqualTo(name);
    }

    @Test
    void aNameMovesNoTerminalAndFillsNoDisk() throws Exception {
        int port = start(operator("al\u001b[2Jice\u202e\n" + "x".repeat(5_000)));
        status(port, "POST /tls/reload", bearer());
        assertThat(written().path("operator").asText())
                .startsWith("al?[2Jice?")
                .endsWith("xxx...")
                .hasSizeLessThan(600)
                .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\u202e]");
        assertThat(encoded()).hasLineCount(1);
    }

    /** The one line of the audit as the delivered configuration writes it. */
    private JsonNode written() throws Exception {
        return new ObjectMapper().readTree(encoded());
    }

    private String encoded() throws Exception {
        LoggerContext delivered = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(delivered);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        try {
            ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                    delivered.getLogger("weft.audit").getAppender("stderr");
            assertThat(audit.list).hasSize(1);
            return new String(console.getEncoder().encode(audit.list.get(0)), StandardCharsets.UTF_8);
        } finally {
            delivered.stop();
        }
    }

    @Test
    void withNobodyNamedThisMachineIsLetIn() throws Exception {
        int port = start(NOBODY_NAMED);
        assertThat(status(port, "GET /metrics", "")).isEqualTo(200);
        assertThat(status(port, "POST /tls/reload", "Origin: https://evil.test\r\n"))
                .isEqualTo(403);
        assertThat(status(port, "POST /tls/reload", "Origin: http://weft.test\r\n"))
                .isEqualTo(200);
    }

    @Test
    void whereItIsNotOpenAndNobodyIsNamedNobodyIsLetIn() throws Exception {
        int port = start(NOBODY_NAMED.closed());
        assertThat(status(port, "GET /metrics", "")).isEqualTo(401);
        assertThat(status(port, "POST /tls/reload", bearer())).isEqualTo(401);
        assertThat(status(port, "GET /health/live", "")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 GET /metrics HTTP/1.1\r\n\r\n",
                "421 GET /metrics HTTP/1.1\r\nHost: evil.test\r\n\r\n",
                "400 GET /metrics HTTP/1.1\r\nHost: weft.test\r\nHost: weft.test\r\n\r\n",
                "405 TRACE /metrics HTTP/1.1\r\nHost: weft.test\r\n\r\n",
                "400 GET /health/../metrics HTTP/1.1\r\nHost: weft.test\r\n\r\n",
                "400 GET /health/%2e%2e/metrics HTTP/1.1\r\nHost: weft.test\r\n\r\n",
                "413 POST /cache/invalidate HTTP/1.1\r\nHost: weft.test\r\nContent-Length: 100000\r\n\r\n",
                "400 POST /cache/invalidate HTTP/1.1\r\nHost: weft.test\r\nContent-Length: 2\r\n\r\n{}",
            })
    void isAsStrictAsTheStorefronts(String expectedAndRequest) throws Exception {
        int port = start(NOBODY_NAMED);
        int expected = Integer.parseInt(expectedAndRequest.substring(0, 3));
        assertThat(statusOf(new Socket("127.0.0.1", port), expectedAndRequest.substring(4)))
                .isEqualTo(expected);
    }

    @Test
    void refusesABodyThatGrowsTooLarge() throws Exception {
        int port = start(NOBODY_NAMED);
        StringBuilder request = new StringBuilder(
                "POST /cache/invalidate HTTP/1.1\r\nHost: weft.test\r\nTransfer-Encoding: chunked\r\n\r\n");
        request.append(("2000\r\n" + "x".repeat(0x2000) + "\r\n").repeat(9)).append("0\r\n\r\n");
        assertThat(statusOf(new Socket("127.0.0.1", port), request.toString())).isEqualTo(413);
    }

    @Test
    void knowsAnOperatorByCertificate() throws Exception {
        TestAuthority authority = new TestAuthority("operators");
        Path chain = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        Path trust = folder.resolve("ca.pem");
        authority.server("127.0.0.1").write(chain, key);
        Files.writeString(trust, authority.pem());
        TlsSettings tls = new TlsSettings(
                Optional.of(new TlsSettings.Pem(chain, key)), Optional.of(trust), false, Duration.ofHours(1));
        AdminSettings settings = new AdminSettings(
                false, Optional.of(tls), List.of(), Map.of(), Map.of("bob", "CN=bob,O=Acme"), Optional.empty());
        HttpServerOptions options = AdminServer.options();
        TlsOptions.listen(options, TlsMaterial.read(tls), false, false);
        int port = start(settings, options);

        var bob = authority.context(authority.client("CN=bob,O=Acme"));
        var eve = authority.context(authority.client("CN=eve,O=Acme"));
        String request = "GET /metrics HTTP/1.1\r\nHost: weft.test\r\n\r\n";
        assertThat(statusOf(bob.getSocketFactory().createSocket("127.0.0.1", port), request))
                .isEqualTo(200);
        assertThat(statusOf(eve.getSocketFactory().createSocket("127.0.0.1", port), request))
                .isEqualTo(401);
        assertThat(statusOf(authority.context().getSocketFactory().createSocket("127.0.0.1", port), request))
                .isEqualTo(401);
    }

    private static AdminSettings alice() throws Exception {
        return operator("alice");
    }

    private static AdminSettings operator(String name) throws Exception {
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8)));
        return new AdminSettings(false, Optional.empty(), List.of(), Map.of(name, hash), Map.of(), Optional.empty());
    }

    private int start(AdminSettings settings) throws Exception {
        return start(settings, AdminServer.options());
    }

    private int start(AdminSettings settings, HttpServerOptions options) throws Exception {
        AdminRoutes routes = new AdminRoutes(
                vertx,
                new Readiness(),
                () -> "up 1\n",
                new Invalidation(),
                () -> Future.succeededFuture(Map.of()),
                List.of());
        dev.weft.http.RequestGuard guard = new dev.weft.http.RequestGuard(
                new Authorities(List.of("weft.test")), AdminServer.LIMITS, dev.weft.http.Proxies.NONE);
        return new AdminServer(routes, guard, new Operators(settings, Optional.empty()))
                .listen(options, "127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private static String bearer() {
        return "Authorization: Bearer " + TOKEN + "\r\n";
    }

    private static int status(int port, String line, String fields) throws IOException {
        return statusAt(port, "weft.test", line, fields);
    }

    private static int statusAt(int port, String host, String line, String fields) throws IOException {
        return statusOf(new Socket("127.0.0.1", port), line + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n");
    }

    private static int statusOf(Socket connected, String request) throws IOException {
        try (Socket socket = connected) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(head.substring(9));
        }
    }
}
