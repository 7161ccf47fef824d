package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a request's fields once the guard has accepted it. */
class IdentityFieldsTest {
    private static final Authorities HERE = new Authorities(Set.of("weft.test"));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id",
                "Remote-User",
                "X-Auth-Subject",
                "Weft-Tenant",
                "X-Weft-Scopes",
                "X-Real-IP",
                "X-Forwarded-For",
                "X-Forwarded-User",
                "Forwarded",
                "True-Client-IP",
                "CF-Connecting-IP",
                "SSL-Client-Cert",
                "X-Original-URL",
                "X-HTTP-Method-Override",
                "x-AUTHENTICATED-userid"
            })
    void aStrangersClaimsAreDeleted(String name) throws IOException {
        assertThat(left(Proxies.NONE, name + ": 10.0.0.1", "X-Request-Id: a", "Accept: b"))
                .containsExactly("accept", "connection", "host", "x-request-id");
    }

    @Test
    void aBelievedProxyMaySayWhereARequestCameFromButNotWhoSentIt() throws IOException {
        Proxies local = new Proxies(List.of("127.0.0.1"), Proxies.Field.X_FORWARDED_FOR);
        assertThat(left(local, "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https", "X-User-Id: admin"))
                .containsExactly("connection", "host", "x-forwarded-for", "x-forwarded-proto");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "Host",
                "Cookie",
                "X-Forwarded-For",
                "X-User-Id",
                "Remote-User",
                "Weft-Tenant",
                "close, ssl-client-cert",
                "Forwarded",
                "Idempotency-Key"
            })
    void connectionMayNotNameWhatHasAMeaning(String named) throws IOException {
        assertThat(answer(Proxies.NONE, "Connection: " + named)).startsWith("HTTP/1.1 400");
    }

    @Test
    void onlyOneOriginMayStand() throws IOException {
        assertThat(answer(Proxies.NONE, "Origin: https://a.example", "Origin: https://b.example"))
                .startsWith("HTTP/1.1 400");
    }

    private Set<String> left(Proxies proxies, String... fields) throws IOException {
        String answer = answer(proxies, fields);
        assertThat(answer).startsWith("HTTP/1.1 200");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        return new TreeSet<>(List.of(body.split(" ")));
    }

    private String answer(Proxies proxies, String... fields) throws IOException {
        RequestGuard guard = new RequestGuard(HERE, RequestGuard.Limits.DEFAULT, proxies);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    Verdict verdict = guard.check(request);
                    Set<String> names = new TreeSet<>();
                    request.headers().names().forEach(name -> names.add(name.toLowerCase(java.util.Locale.ROOT)));
                    request.response()
                            .setStatusCode(verdict.accepted() ? 200 : verdict.status())
                            .putHeader("connection", "close")
                            .end(String.join(" ", names))
                            .onComplete(written -> request.connection().close());
                })
                .listen(0, "127.0.0.1")
                .await();
        String closing = String.join("\r\n", fields).contains("Connection:") ? "" : "Connection: close\r\n";
        String request =
                "GET / HTTP/1.1\r\nHost: weft.test\r\n" + String.join("\r\n", fields) + "\r\n" + closing + "\r\n";
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
