package dev.weft.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.wire.GuardedServer.Answer;
import dev.weft.http.wire.WireCases.Case;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of {@code wire/requests.txt} inside TLS, and handshakes that are slow or never come. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("WireOverTlsTest")
class WireOverTlsTest {
    private static final WireLimits BRISK = new WireLimits(
            Duration.ofMillis(700),
            Duration.ofSeconds(30),
            Duration.ofMillis(700),
            1024,
            Duration.ofSeconds(2),
            1000,
            1000);

    @TempDir
    static Path folder = Path.of("");

    private static GuardedServer server;

    @BeforeAll
    static void start() throws Exception {
        TestTls tls = TestTls.in(folder);
        server = new GuardedServer(
                WireLimits.DEFAULT, tls.options(), tls.authority().context().getSocketFactory());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void atOnce(Case it) throws Exception {
        judge(it, it.bytes().length);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void inPieces(Case it) throws Exception {
        judge(it, it.bytes().length > 1000 ? 997 : 7);
    }

    @Test
    void closesAConnectionWhoseHandshakeDoesNotCome() throws Exception {
        assertThat(endAfter(new byte[0])).isBetween(700L, 8_000L);
    }

    @Test
    void closesAConnectionWhoseHandshakeStops() throws Exception {
        assertThat(endAfter(new byte[] {22, 3, 1, 2, 0, 1, 0, 1})).isBetween(700L, 8_000L);
    }

    @Test
    void closesAConnectionThatSaysNothingAfterItsHandshake() throws Exception {
        TestTls tls = TestTls.in(folder);
        try (GuardedServer brisk = new GuardedServer(
                        BRISK, tls.options(), tls.authority().context().getSocketFactory());
                Socket socket = brisk.connect()) {
            socket.setSoTimeout(10_000);
            ((javax.net.ssl.SSLSocket) socket).startHandshake();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void judge(Case it, int piece) throws Exception {
        int before = server.seen();
        Answer answer = server.send(it.bytes(), piece, it.good() ? it.reach() : 0);
        if (it.good()) {
            assertThat(answer.count(200)).as(answer.text()).isEqualTo(it.reach());
        } else {
            assertThat(answer.closed()).isTrue();
        }
        assertThat(server.seen() - before)
                .as("requests seen; answer: %s", answer.text())
                .isEqualTo(it.reach());
    }

    private static long endAfter(byte[] said) throws Exception {
        TestTls tls = TestTls.in(folder);
        try (GuardedServer brisk = new GuardedServer(BRISK, tls.options())) {
            long start = System.nanoTime();
            try (Socket socket = brisk.connect()) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(said);
                while (socket.getInputStream().read() >= 0) {
                    // an alert may come before the end
                }
                return (System.nanoTime() - start) / 1_000_000;
            }
        }
    }

    static List<Case> cases() {
        return WireCases.all();
    }
}
