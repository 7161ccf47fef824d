package dev.weft.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is turned away undecoded, and that its answer never overtakes another. */
class DoormanTest {
    private static final Refusal REFUSAL =
            new Refusal("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\nno");

    private final AtomicBoolean closed = new AtomicBoolean(true);
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private GuardedServer server;
    private Socket client;

    @BeforeEach
    void connects() throws Exception {
        server = new GuardedServer(WireLimits.DEFAULT, new HttpServerOptions());
        server.post((head, length) -> {
            asked.set(new String(head, 0, length, StandardCharsets.US_ASCII));
            return closed.get() ? REFUSAL : null;
        });
        client = new Socket("127.0.0.1", server.port());
        client.setSoTimeout(10_000);
    }

    @AfterEach
    void closes() throws Exception {
        client.close();
        server.close();
    }

    private static String get(String path, String... fields) {
        return "GET " + path + " HTTP/1.1\r\nHost: weft.test\r\n" + String.join("", fields) + "\r\n";
    }

    private void send(String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The status and body of the next answer. */
    private String answer() throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the connection after " + head).isNotNegative();
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        String length = lower.replaceAll("(?s).*content-length: (\\d+).*", "$1");
        return head.substring(9, 12) + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.US_ASCII);
    }

    @Test
    void aRefusedRequestIsAnsweredUndecodedAndTheNextOnTheConnectionMayBeServed() throws IOException {
        String wish = get("/a?b=c");
        send(wish);
        assertThat(answer()).isEqualTo("503no");
        assertThat(asked).hasValue(wish);
        assertThat(server.seen()).isZero();
        closed.set(false);
        send(get("/"));
        assertThat(answer()).isEqualTo("200");
        closed.set(true);
        send(get("/"));
        assertThat(answer()).isEqualTo("503no");
        assertThat(server.seen()).isEqualTo(1);
    }

    @Test
    void aRefusalWaitsForTheAnswerBeforeIt() throws IOException {
        closed.set(false);
        send(get("/held"));
        Awaitility.await().until(() -> server.seen() == 1);
        closed.set(true);
        send(get("/"));
        send(get("/"));
        server.release();
        assertThat(answer()).isEqualTo("200");
        assertThat(answer())
                .as("came while another was under way, so it was decoded")
                .isEqualTo("200");
    }

    @Test
    void requestsInOneReadAreDecoded() throws IOException {
        send(get("/") + get("/"));
        assertThat(answer() + answer()).isEqualTo("200200");
        assertThat(asked).hasValue("");
    }

    @Test
    void whatSaysMoreThanThatItWantsSomethingIsDecoded() throws IOException {
        send(get("/", "Origin: https://shop.example\r\n"));
        assertThat(answer()).isEqualTo("200");
        send("POST / HTTP/1.1\r\nHost: weft.test\r\nContent-Length: 1\r\n\r\nx");
        assertThat(answer()).isEqualTo("200");
        send(get("/", "Connection: close\r\n"));
        assertThat(answer()).isEqualTo("200");
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(asked).hasValue("");
    }
}
