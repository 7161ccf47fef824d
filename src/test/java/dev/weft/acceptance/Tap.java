package dev.weft.acceptance;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Stands between a gateway and the sandbox's commerce, writes down every message that passes, and answers some paths itself. Also a client
 * that shows answers as they are on the wire.
 */
final class Tap implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final HttpServer server;
    private final Map<String, Handler<HttpServerRequest>> own = new ConcurrentHashMap<>();
    private final List<Passed> passed = new CopyOnWriteArrayList<>();
    private volatile int target;

    Tap() {
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .await();
    }

    /** A message and its answer as they were seen here. */
    record Passed(HttpMethod method, String uri, MultiMap fields, Buffer body, Seen answer) {}

    /** An answer. */
    record Seen(int status, String reason, MultiMap fields, Buffer body) {}

    @Override
    public void beforeAll(ExtensionContext context) {
        target = SharedSandbox.of(context).port();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        own.clear();
        passed.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        vertx.close().await();
    }

    int port() {
        return server.actualPort();
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClient client() {
        return client;
    }

    /** Answers requests whose URI holds {@code part} here. */
    void answer(String part, Handler<HttpServerRequest> handler) {
        own.put(part, handler);
    }

    List<Passed> passed() {
        return passed;
    }

    private void handle(HttpServerRequest request) {
        for (Map.Entry<String, Handler<HttpServerRequest>> one : own.entrySet()) {
            if (request.uri().contains(one.getKey())) {
                one.getValue().handle(request);
                return;
            }
        }
        MultiMap fields = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        request.body()
                .onSuccess(body -> send(target, request.method(), request.uri(), fields, body)
                        .onSuccess(seen -> {
                            passed.add(new Passed(request.method(), request.uri(), fields, body, seen));
                            request.response().setStatusCode(seen.status()).setStatusMessage(seen.reason());
                            request.response().headers().addAll(seen.fields());
                            request.response().end(seen.body());
                        }));
    }

    /** Sends a message to a port of this machine and gathers the answer as it is. */
    io.vertx.core.Future<Seen> send(int port, HttpMethod method, String uri, MultiMap fields, Buffer body) {
        return client.request(new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setMethod(method)
                        .setURI(uri)
                        .setFollowRedirects(false))
                .compose((HttpClientRequest request) -> {
                    fields.forEach((name, value) -> {
                        if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                            request.headers().add(name, value);
                        }
                    });
                    return body.length() == 0 ? request.send() : request.send(body);
                })
                .compose((HttpClientResponse head) -> head.body()
                        .map(whole -> new Seen(
                                head.statusCode(),
                                head.statusMessage(),
                                MultiMap.caseInsensitiveMultiMap().addAll(head.headers()),
                                whole)));
    }
}
