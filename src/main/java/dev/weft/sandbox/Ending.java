package dev.weft.sandbox;

import dev.weft.sandbox.wire.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The ways an answer leaves, or does not. Called on the request's event loop. */
final class Ending {

    private static final int DRIP_MS = 1_000;
    private static final long OVERSIZED_BYTES = 100L * 1024 * 1024;
    private static final Buffer OVERSIZED_CHUNK = Buffer.buffer("x".repeat(64 * 1024));

    private Ending() {}

    static void send(HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        head(response, reply);
        if (reply.status() == 204 || reply.status() == 304) {
            response.end();
        } else if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(reply.body().length))
                    .end();
        } else {
            response.end(Buffer.buffer(reply.body()));
        }
    }

    /** Closes the connection without a byte of answer. */
    static void close(HttpServerRequest request) {
        request.connection().close();
    }

    /** Never answers; the connection is closed when the caller has had enough, or after {@code longestMs}. */
    static void hold(Vertx vertx, HttpServerRequest request, long longestMs, Runnable onceGone) {
        long timer = vertx.setTimer(longestMs, ignored -> request.connection().close());
        request.connection().closeHandler(ignored -> {
            vertx.cancelTimer(timer);
            onceGone.run();
        });
    }

    /** Sends the head at once and the body a byte a second. */
    static void drip(Vertx vertx, HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response();
        head(response, reply);
        response.putHeader("Content-Length", Integer.toString(reply.body().length));
        response.writeHead();
        AtomicInteger sent = new AtomicInteger();
        long timer = vertx.setPeriodic(DRIP_MS, id -> {
            int position = sent.getAndIncrement();
            if (position < reply.body().length) {
                response.write(Buffer.buffer(Arrays.copyOfRange(reply.body(), position, position + 1)));
            }
            if (position + 1 >= reply.body().length) {
                vertx.cancelTimer(id);
                response.end();
            }
        });
        response.closeHandler(ignored -> vertx.cancelTimer(timer));
    }

    /** Claims JSON and sends something else. */
    static void garbage(HttpServerRequest request) {
        request.response().putHeader("Content-Type", Reply.JSON).end(Buffer.buffer(new byte[] {
            '{', '"', 'd', '"', ':', (byte) 0xC3, 0x28, '<', 'h', 't', 'm', 'l', '>', 0
        }));
    }

    /** Streams a hundred megabytes as fast as the client takes them, and stops when it goes. */
    static void oversized(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.setChunked(true).putHeader("Content-Type", Reply.JSON);
        response.write("{\"pad\":\"");
        pour(response, OVERSIZED_BYTES);
    }

    private static void pour(HttpServerResponse response, long left) {
        if (response.closed()) {
            return;
        }
        if (left <= 0) {
            response.end("\"}");
            return;
        }
        response.write(OVERSIZED_CHUNK).onSuccess(ignored -> pour(response, left - OVERSIZED_CHUNK.length()));
    }

    /** Promises more bytes than it sends, then closes. */
    static void wrongLength(HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response();
        head(response, reply);
        response.putHeader("Content-Length", Integer.toString(reply.body().length + 64));
        response.write(Buffer.buffer(reply.body()))
                .onComplete(ignored -> request.connection().close());
    }

    private static void head(HttpServerResponse response, Reply reply) {
        response.setStatusCode(reply.status());
        for (Map.Entry<String, String> header : reply.headers()) {
            response.headers().add(header.getKey(), header.getValue());
        }
    }
}
