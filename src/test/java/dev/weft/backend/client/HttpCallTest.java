package dev.weft.backend.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.testing.DeafPort;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against backends that misbehave on the wire. */
class HttpCallTest {
    /** Its connections close shortly after the call has ended. */
    private static final Wire WIRE = new Wire();

    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

    @AfterAll
    static void close() {
        WIRE.close();
    }

    @Test
    void readsAWholeAnswer() {
        BackendResponse answer =
                WIRE.get(WIRE.client(WIRE.answering(OK)), "/x", 2_000).await();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("ok");
    }

    @Test
    void joinsAnAnswerThatComesInManyPieces() {
        int port = WIRE.serve((socket, head) -> {
            socket.write(CHUNKED);
            for (int i = 0; i < 1_000; i++) {
                socket.write("5\r\n" + String.format("%05d", i) + "\r\n");
            }
            socket.write("0\r\n\r\n");
        });
        String body =
                new String(WIRE.get(WIRE.client(port), "/x", 5_000).await().body(), StandardCharsets.UTF_8);
        assertThat(body).hasSize(5_000).startsWith("0000000001").endsWith("00999");
    }

    @Test
    void aBackendThatHangsIsATimeoutAndItsConnectionIsClosed() {
        int before = WIRE.open.get();
        Future<BackendResponse> answer = WIRE.get(WIRE.client(WIRE.serve((socket, head) -> {})), "/x", 80);
        assertThat(reason(answer)).isEqualTo(Failure.Reason.TIMEOUT);
        await().until(() -> WIRE.open.get() <= before);
    }

    @Test
    void aBackendThatDripsIsATimeoutToo() {
        int before = WIRE.open.get();
        int port = WIRE.serve((socket, head) -> {
            socket.write(CHUNKED);
            long drip = WIRE.vertx.setPeriodic(5, id -> socket.write("1\r\nx\r\n"));
            socket.closeHandler(v -> {
                WIRE.open.decrementAndGet();
                WIRE.vertx.cancelTimer(drip);
            });
        });
        assertThat(reason(WIRE.get(WIRE.client(port), "/x", 150))).isEqualTo(Failure.Reason.TIMEOUT);
        await().until(() -> WIRE.open.get() <= before);
    }

    @Test
    void anAnswerThatBreaksOffIsAReset() {
        int port =
                WIRE.serve((socket, head) -> socket.write(CHUNKED + "5\r\nhel").onComplete(v -> socket.close()));
        assertThat(reason(WIRE.get(WIRE.client(port), "/x", 2_000))).isEqualTo(Failure.Reason.RESET);
    }

    @Test
    void anAnswerShorterThanAnnouncedIsAReset() {
        int port = WIRE.serve((socket, head) -> socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhello")
                .onComplete(v -> socket.close()));
        assertThat(reason(WIRE.get(WIRE.client(port), "/x", 2_000))).isEqualTo(Failure.Reason.RESET);
    }

    @Test
    void aConnectionClosedWithoutAnAnswerIsAReset() {
        int port = WIRE.serve((socket, head) -> socket.close());
        assertThat(reason(WIRE.get(WIRE.client(port), "/x", 2_000))).isEqualTo(Failure.Reason.RESET);
    }

    @Test
    void whatFollowsAnAnswerIsNeverTakenForTheNextOne() {
        int port = WIRE.serve((socket, head) -> {
            if (head.contains("/poison")) {
                socket.write(OK + "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil");
            } else {
                socket.write(OK);
            }
        });
        BackendClient client = WIRE.client(port, new BackendAuth.None(), 1, 1);
        for (int i = 0; i < 20; i++) {
            assertThat(WIRE.get(client, "/poison", 2_000).await().body())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("ok");
            Future<BackendResponse> next = WIRE.get(client, "/good", 2_000);
            if (Wire.causeOf(next) == null) {
                assertThat(next.result().body())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("ok");
            }
        }
    }

    @Test
    void anEndlessAnswerIsCutAtTheCapAndTheConnectionClosed() {
        int before = WIRE.open.get();
        AtomicLong written = new AtomicLong();
        Buffer megabyte =
                Buffer.buffer("100000\r\n").appendBytes(new byte[1 << 20]).appendString("\r\n");
        int port = WIRE.serve((socket, head) -> {
            socket.write(CHUNKED);
            pour(socket, megabyte, written, 100);
        });
        assertThat(reason(WIRE.get(WIRE.client(port), "/x", 5_000))).isEqualTo(Failure.Reason.TOO_LARGE);
        await().until(() -> WIRE.open.get() <= before);
        assertThat(written.get()).as("megabytes the backend got rid of").isLessThan(20);
    }

    @Test
    void anAnswerThatAnnouncesTooMuchIsNotReadAtAll() {
        int before = WIRE.open.get();
        int port = WIRE.answering("HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n");
        assertThat(reason(WIRE.get(WIRE.client(port), "/x", 5_000))).isEqualTo(Failure.Reason.TOO_LARGE);
        await().until(() -> WIRE.open.get() <= before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 2xx OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length:\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: 2, 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
                "\0\0\0\0\0\0\0\0\r\n\r\n",
            })
    void anAnswerThatIsNotHttpFailsAtOnceAndNotByTimeout(String answer) {
        Future<BackendResponse> failed = WIRE.get(WIRE.client(WIRE.answering(answer)), "/x", 3_000);
        assertThat(reason(failed)).isIn(Failure.Reason.RESET, Failure.Reason.BAD_ANSWER);
    }

    @Test
    void headersAreBounded() {
        int port = WIRE.answering("HTTP/1.1 200 OK\r\nx: " + "y".repeat(20_000) + "\r\ncontent-length: 0\r\n\r\n");
        assertThat(reason(WIRE.get(WIRE.client(port), "/x", 3_000))).isEqualTo(Failure.Reason.RESET);
    }

    @ParameterizedTest
    @CsvSource({
        "500, SERVER_ERROR, 0",
        "502, SERVER_ERROR, 0",
        "503, OVERLOADED, 7",
        "429, OVERLOADED, 7",
        "504, TIMEOUT, 7",
        "408, TIMEOUT, 7",
        "401, UNAUTHORIZED, 7",
    })
    void statusesThatSayTroubleAreFailures(int status, Failure.Reason reason, long retryAfter) {
        int port = WIRE.answering("HTTP/1.1 " + status + " X\r\n"
                + (retryAfter > 0 ? "retry-after: " + retryAfter + "\r\n" : "") + "content-length: 0\r\n\r\n");
        Failure failure = failure(WIRE.get(WIRE.client(port), "/x", 2_000));
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(retryAfter));
    }

    /** Envoy answers 503 where the connection breaks after the backend had the request (its flag UC). */
    @Test
    void a503IsNoRefusalOfWhatMustNotBeSentTwice() {
        int port = WIRE.answering("HTTP/1.1 503 X\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n");
        BackendRequest order =
                new BackendRequest("orderCreate", HttpMethod.POST, "/x", List.of(), Optional.empty(), false);
        Failure failure = failure(WIRE.send(WIRE.client(port), order, 2_000));
        assertThat(failure.reason()).isEqualTo(Failure.Reason.SERVER_ERROR);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));

        int busy = WIRE.answering("HTTP/1.1 429 X\r\ncontent-length: 0\r\n\r\n");
        assertThat(failure(WIRE.send(WIRE.client(busy), order, 2_000)).reason()).isEqualTo(Failure.Reason.OVERLOADED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2026 07:28:00 GMT", "-3", "1.5", "9999999", "soon"})
    void aRetryAfterThatIsNoPlainNumberOfSecondsIsUnknown(String value) {
        int port = WIRE.answering("HTTP/1.1 503 X\r\nretry-after: " + value + "\r\ncontent-length: 0\r\n\r\n");
        assertThat(failure(WIRE.get(WIRE.client(port), "/x", 2_000)).retryAfter())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 304, 400, 403, 404, 409, 422})
    void statusesWithAMeaningAreAnswers(int status) {
        String length = status == 204 || status == 304 ? "" : "content-length: 0\r\n";
        int port = WIRE.answering("HTTP/1.1 " + status + " X\r\n" + length + "\r\n");
        assertThat(WIRE.get(WIRE.client(port), "/x", 2_000).await().status()).isEqualTo(status);
    }

    @Test
    void redirectsAreNotFollowed() {
        AtomicInteger asked = new AtomicInteger();
        int port = counting(asked, "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n");
        assertThat(WIRE.get(WIRE.client(port), "/x", 2_000).await().status()).isEqualTo(302);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aPortNobodyListensOnIsAConnectFailure() {
        try (DeafPort nobody = new DeafPort()) {
            assertThat(reason(WIRE.get(WIRE.client(nobody.port()), "/x", 2_000)))
                    .isEqualTo(Failure.Reason.CONNECT);
        }
    }

    @Test
    void withoutTimeLeftNothingIsSent() {
        AtomicInteger asked = new AtomicInteger();
        BackendClient client = WIRE.client(counting(asked, OK));
        assertThat(reason(WIRE.get(client, "/x", 0))).isEqualTo(Failure.Reason.TIMEOUT);
        assertThat(asked).hasValue(0);
    }

    /** So that it may be sent again without asking. */
    @Test
    void anEffectThatDidNotLeaveInTimeIsKnownNotToHaveLeft() throws IOException {
        BackendRequest effect =
                new BackendRequest("write", HttpMethod.POST, "/effect", List.of(), Optional.empty(), false);
        AtomicInteger asked = new AtomicInteger();
        assertThat(reason(WIRE.send(WIRE.client(counting(asked, OK)), effect, 0)))
                .isEqualTo(Failure.Reason.CONNECT);
        assertThat(asked).hasValue(0);
        List<Socket> crowd = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assumeTrue(fills(full, crowd), "this machine lets everybody in");
            Failure failure = failure(WIRE.send(WIRE.client(full.getLocalPort()), effect, 150));
            assertThat(failure.reason()).isEqualTo(Failure.Reason.CONNECT);
            assertThat(failure.detail()).contains("not sent in time");
        } finally {
            for (Socket each : crowd) {
                each.close();
            }
        }
    }

    /** Connects until nobody answers any more; false where everybody is answered. */
    private static boolean fills(ServerSocket full, List<Socket> crowd) throws IOException {
        for (int i = 0; i < 10; i++) {
            Socket next = new Socket();
            crowd.add(next);
            try {
                next.connect(full.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException nobodyAnswers) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aHeaderThatCannotBeSentFailsAndKeepsNoPlace() {
        AtomicInteger asked = new AtomicInteger();
        BackendClient client = WIRE.client(counting(asked, OK), new BackendAuth.None(), 1, 1);
        BackendRequest bad = BackendRequest.get("read", "/x").withHeader("x-name", "a\r\nx-injected: b");
        assertThat(reason(WIRE.send(client, bad, 2_000))).isEqualTo(Failure.Reason.INTERNAL);
        assertThat(WIRE.get(client, "/x", 2_000).await().ok()).isTrue();
        assertThat(asked).hasValue(1);
    }

    @Test
    void sendsTheTraceTheAuthorityAndThePathAsTheyAre() {
        StringBuilder seen = new StringBuilder();
        int port = WIRE.serve((socket, head) -> {
            seen.append(head);
            socket.write(OK);
        });
        WIRE.get(WIRE.client(port), "/a%2Fb?x='1'", 2_000).await();
        assertThat(seen)
                .contains("GET /a%2Fb?x='1' HTTP/1.1")
                .containsIgnoringCase("host: 127.0.0.1:" + port)
                .containsPattern("(?i)traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    /** What a call sent that timed out in an earlier test may still arrive, so each counts at a server of its own. */
    private static int counting(AtomicInteger asked, String answer) {
        return WIRE.serve((socket, head) -> {
            asked.incrementAndGet();
            socket.write(answer);
        });
    }

    private static void pour(NetSocket socket, Buffer piece, AtomicLong written, int left) {
        if (left > 0) {
            socket.write(piece).onSuccess(v -> {
                written.incrementAndGet();
                pour(socket, piece, written, left - 1);
            });
        }
    }

    private static Failure.Reason reason(Future<?> future) {
        return failure(future).reason();
    }

    private static Failure failure(Future<?> future) {
        Throwable cause = Wire.causeOf(future);
        assertThat(cause).isInstanceOf(Failed.class);
        return ((Failed) cause).failure();
    }
}
