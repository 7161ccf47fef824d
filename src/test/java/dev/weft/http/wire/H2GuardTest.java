package dev.weft.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 inside TLS against a real server: floods and slow clients are closed, good ones are served, the guard's rules hold. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("H2GuardTest")
class H2GuardTest {
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
    private static GuardedServer brisk;

    @BeforeAll
    static void start() throws Exception {
        TestTls tls = TestTls.in(folder);
        server = new GuardedServer(
                WireLimits.DEFAULT, tls.options(), tls.authority().context().getSocketFactory());
        TestTls again = TestTls.in(folder);
        brisk = new GuardedServer(
                BRISK, again.options(), again.authority().context().getSocketFactory());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        brisk.close();
    }

    @Test
    void servesAGoodClient() throws Exception {
        try (RawH2 client = new RawH2(server)) {
            for (int stream = 1; stream < 400; stream += 2) {
                assertThat(client.request(stream, good())).isTrue();
                assertThat(client.outcome(stream)).isEqualTo("200");
            }
        }
    }

    @Test
    void toleratesAClientThatResetsNowAndThen() throws Exception {
        try (RawH2 client = new RawH2(server)) {
            for (int stream = 1; stream < 100; stream += 2) {
                client.request(stream, good());
                client.frame(H2Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            }
            client.request(101, good());
            assertThat(client.outcome(101)).isEqualTo("200");
        }
    }

    @Test
    void closesOnRapidReset() throws Exception {
        int before = server.seen();
        int sent = 0;
        try (RawH2 client = new RawH2(server)) {
            boolean open = true;
            for (int stream = 1; stream < 20_000 && open; stream += 2) {
                open = client.request(stream, good())
                        && client.frame(H2Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
                sent++;
            }
            assertThat(client.untilClosed()).isLessThan(5_000);
        }
        assertThat(server.seen() - before).as("of %s sent", sent).isLessThanOrEqualTo(101);
    }

    @Test
    void closesOnPings() throws Exception {
        floodOf(H2Frames.PING, 0, 0, new byte[8]);
    }

    @Test
    void closesOnSettings() throws Exception {
        floodOf(H2Frames.SETTINGS, 0, 0, new byte[0]);
    }

    @Test
    void closesOnPriorities() throws Exception {
        floodOf(H2Frames.PRIORITY, 0, 3, new byte[] {0, 0, 0, 0, 1});
    }

    @Test
    void closesOnEmptyData() throws Exception {
        try (RawH2 client = new RawH2(server)) {
            client.frame(H2Frames.HEADERS, H2Frames.END_HEADERS, 1, RawH2.block(post()));
            boolean open = true;
            for (int i = 0; i < 5_000 && open; i++) {
                open = client.frame(H2Frames.DATA, 0, 1, new byte[0]);
            }
            assertThat(client.untilClosed()).isLessThan(5_000);
        }
    }

    @Test
    void closesOnContinuations() throws Exception {
        try (RawH2 client = new RawH2(server)) {
            client.frame(H2Frames.HEADERS, H2Frames.END_STREAM, 1, RawH2.block(good()));
            boolean open = true;
            for (int i = 0; i < 10_000 && open; i++) {
                open = client.frame(H2Frames.CONTINUATION, 0, 1, RawH2.block("x-" + i, "y"));
            }
            assertThat(client.untilClosed()).isLessThan(5_000);
        }
    }

    @Test
    void closesAConnectionWithoutARequest() throws Exception {
        try (RawH2 client = new RawH2(brisk)) {
            assertThat(client.lived()).isBetween(2_000L, 10_000L);
        }
    }

    @Test
    void closesAHeaderBlockThatDoesNotEnd() throws Exception {
        try (RawH2 client = new RawH2(brisk)) {
            client.frame(H2Frames.HEADERS, H2Frames.END_STREAM, 1, RawH2.block(good()));
            assertThat(client.lived()).isBetween(700L, 10_000L);
        }
    }

    @Test
    void closesABodyThatDoesNotCome() throws Exception {
        int before = brisk.seen();
        try (RawH2 client = new RawH2(brisk)) {
            client.frame(H2Frames.HEADERS, H2Frames.END_HEADERS, 1, RawH2.block(post()));
            client.frame(H2Frames.DATA, 0, 1, new byte[10]);
            assertThat(client.lived()).isBetween(700L, 10_000L);
        }
        assertThat(brisk.seen()).isEqualTo(before);
    }

    @Test
    void closesAClientThatDoesNotOpenItsWindow() throws Exception {
        byte[] noWindow = {0, 4, 0, 0, 0, 0};
        try (RawH2 client = new RawH2(brisk, noWindow)) {
            client.request(1, ":method", "GET", ":scheme", "https", ":authority", "weft.test", ":path", "/large");
            assertThat(client.outcome(1)).isEqualTo("200");
            assertThat(client.lived()).isBetween(700L, 10_000L);
        }
    }

    @Test
    void closesAClientThatOpensItsWindowByTheByte() throws Exception {
        byte[] noWindow = {0, 4, 0, 0, 0, 0};
        try (RawH2 client = new RawH2(brisk, noWindow)) {
            client.request(1, ":method", "GET", ":scheme", "https", ":authority", "weft.test", ":path", "/large");
            for (int i = 0; i < 50; i++) {
                client.frame(H2Frames.WINDOW_UPDATE, 0, 1, new byte[] {0, 0, 0, 1});
            }
            assertThat(client.lived()).isBetween(700L, 10_000L);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("requests")
    void theGuardsRulesHold(String expected, String why, String... fields) throws Exception {
        int before = server.seen();
        try (RawH2 client = new RawH2(server)) {
            client.request(1, fields);
            assertThat(client.outcome(1)).as(why).matches(expected);
        }
        assertThat(server.seen() - before).isEqualTo(expected.equals("200") ? 1 : 0);
    }

    static Stream<Arguments> requests() {
        String refused = "400|reset|closed";
        return Stream.of(
                arguments("200", "a good one", good()),
                arguments("200", "a host that agrees", with("host", "weft.test")),
                arguments(refused, "no authority", new String[] {":method", "GET", ":scheme", "https", ":path", "/"}),
                arguments("421", "another's authority", authority("evil.test")),
                arguments(refused, "a user in the authority", authority("me@weft.test")),
                arguments(refused, "a host that does not agree", with("host", "evil.test")),
                arguments(refused, "connection", with("connection", "keep-alive")),
                arguments(refused, "transfer-encoding", with("transfer-encoding", "chunked")),
                arguments(refused, "an upper-case name", with("X-Upper", "a")),
                arguments(refused, "an underscore in a name", with("x_under", "a")),
                arguments(refused, "a line feed in a value", with("x-a", "a\nb: c")),
                arguments(refused, "an unknown pseudo header", with(":weft", "a")),
                arguments(refused, "a length that is none", with("content-length", "+1")),
                arguments(refused, "a length without a body", with("content-length", "5")),
                arguments(refused, "authorization twice", with("authorization", "a", "authorization", "b")),
                arguments("405|reset", "TRACE", method("TRACE")),
                arguments("400|405|reset|closed", "CONNECT", method("CONNECT")),
                arguments(refused, "dot segments", path("/a/../b")),
                arguments(refused, "an encoded slash", path("/a%2fb")),
                arguments(refused, "an encoded NUL", path("/a%00")),
                arguments(refused, "no path", path("")),
                arguments(refused, "a path that is none", path("a")),
                arguments("431|reset|closed", "too much of it", with("x-long", "a".repeat(15_000))));
    }

    private static String[] good() {
        return path("/");
    }

    private static String[] post() {
        return method("POST");
    }

    private static String[] path(String path) {
        return new String[] {":method", "GET", ":scheme", "https", ":authority", "weft.test", ":path", path};
    }

    private static String[] method(String method) {
        return new String[] {":method", method, ":scheme", "https", ":authority", "weft.test", ":path", "/"};
    }

    private static String[] authority(String authority) {
        return new String[] {":method", "GET", ":scheme", "https", ":authority", authority, ":path", "/"};
    }

    private static String[] with(String... fields) {
        return Stream.concat(Stream.of(good()), Stream.of(fields)).toArray(String[]::new);
    }

    private static void floodOf(int type, int flags, int stream, byte[] payload) throws Exception {
        try (RawH2 client = new RawH2(server)) {
            boolean open = true;
            for (int i = 0; i < 5_000 && open; i++) {
                open = client.frame(type, flags, stream, payload);
            }
            assertThat(client.untilClosed()).isLessThan(5_000);
        }
    }
}
