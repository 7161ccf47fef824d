package dev.weft.backend.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.kernel.Secret;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Credentials over real sockets: one server is both the issuer and the backend. */
class AuthorisedTest {
    private final Wire wire = new Wire();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicReference<String> good = new AtomicReference<>("t1");
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final int port = wire.serve((socket, head) -> {
        heads.add(head);
        if (head.contains("POST /token")) {
            String body = "{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":3600}";
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
        } else if (head.contains("Bearer " + good.get())) {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        } else {
            socket.write("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
        }
    });

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void aHundredCallsAtOnceFetchOneToken() {
        BackendClient client = wire.client(port, oauth("/token"), 20, 100);
        List<Future<BackendResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(wire.get(client, "/data", 4_000));
        }
        Future.all(calls).await();
        assertThat(tokens).hasValue(1);
    }

    @Test
    void anIssuerElsewhereKeepsItsPathAndQuery() {
        BackendClient client = wire.client(port, oauth("http://127.0.0.1:" + port + "/token?tenant=a"), 2, 2);
        assertThat(wire.get(client, "/data", 4_000).await().ok()).isTrue();
        assertThat(heads.get(0)).startsWith("POST /token?tenant=a HTTP/1.1");
    }

    @Test
    void aRefusedTokenIsReplacedOnceForAllAndTheCallsSucceed() {
        BackendClient client = wire.client(port, oauth("/token"), 20, 100);
        wire.get(client, "/data", 4_000).await();
        good.set("t2");
        List<Future<BackendResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(wire.get(client, "/data", 4_000));
        }
        Future.all(calls).await();
        assertThat(tokens).hasValue(2);
    }

    @Test
    void aSecondRefusalIsFinal() {
        good.set("nothing we could get");
        BackendClient client = wire.client(port, oauth("/token"), 2, 2);
        Throwable cause = Wire.causeOf(wire.get(client, "/data", 4_000));
        assertThat(cause).isNotNull();
        assertThat(Failure.from(cause, "?").reason()).isEqualTo(Failure.Reason.UNAUTHORIZED);
        assertThat(heads.stream().filter(head -> head.contains("GET /data"))).hasSize(2);
    }

    @Test
    void aCallerDoesNotWaitForATokenLongerThanItsDeadline() {
        int hanging = wire.serve((socket, head) -> {});
        BackendClient client = wire.client(hanging, oauth("/token"), 2, 2);
        long start = System.nanoTime();
        Throwable cause = Wire.causeOf(wire.get(client, "/data", 100));
        assertThat(cause).isNotNull();
        assertThat(Failure.from(cause, "?").reason()).isEqualTo(Failure.Reason.TIMEOUT);
        assertThat((System.nanoTime() - start) / 1_000_000)
                .as("not only when a call may take no longer")
                .isLessThan(4_500);
    }

    @Test
    void whatMustNotBeSentTwiceIsKnownNotToHaveLeftWhereNoTokenCouldBeHad() {
        BackendRequest once = new BackendRequest("write", HttpMethod.POST, "/data", List.of(), Optional.empty(), false);
        int hanging = wire.serve((socket, head) -> {});
        int broken = wire.answering("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n");
        for (int issuer : List.of(hanging, broken)) {
            BackendClient client = wire.client(issuer, oauth("/token"), 2, 2);
            Throwable cause = Wire.causeOf(wire.send(client, once, 300));
            assertThat(cause).isNotNull();
            assertThat(Failure.from(cause, "?").reason()).isEqualTo(Failure.Reason.UNAUTHORIZED);
            assertThat(Failure.from(cause, "?").detail()).startsWith("no client token: ");
        }
    }

    @Test
    void aRequestThatBringsItsOwnCredentialsKeepsThem() {
        BackendClient client = wire.client(port, oauth("/token"), 2, 2);
        good.set("the shopper's own");
        BackendRequest personal =
                BackendRequest.get("read", "/data").withHeader("authorization", "Bearer the shopper's own");
        assertThat(wire.send(client, personal, 4_000).await().ok()).isTrue();
        assertThat(tokens).hasValue(0);
    }

    @Test
    void fixedCredentialsAreOneMoreHeader() {
        BackendClient basic = wire.client(port, new BackendAuth.Basic("user", new Secret("pass")), 1, 1);
        Wire.causeOf(wire.get(basic, "/data", 4_000));
        BackendClient key = wire.client(port, new BackendAuth.ApiKey("x-api-key", new Secret("k")), 1, 1);
        Wire.causeOf(wire.get(key, "/data", 4_000));
        assertThat(heads.get(0)).containsIgnoringCase("authorization: Basic dXNlcjpwYXNz");
        assertThat(heads.get(1)).containsIgnoringCase("x-api-key: k");
    }

    private static BackendAuth.ClientCredentials oauth(String tokenUrl) {
        return new BackendAuth.ClientCredentials(
                tokenUrl,
                "weft",
                new Secret("secret"),
                BackendAuth.ClientCredentials.Style.BASIC,
                Optional.empty(),
                Map.of());
    }
}
