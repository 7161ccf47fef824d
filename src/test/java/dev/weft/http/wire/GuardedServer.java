package dev.weft.http.wire;

import dev.weft.http.Authorities;
import dev.weft.http.Proxies;
import dev.weft.http.RequestGuard;
import dev.weft.http.Verdict;
import dev.weft.kernel.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;

/** A real server with both guards in front of an application that counts the requests it sees whole. */
final class GuardedServer implements AutoCloseable {
    /** What a client got before the connection ended, or before it had all it waited for. */
    record Answer(String text, boolean closed) {
        long count(int status) {
            return text.lines()
                    .filter(line -> line.matches("HTTP/1\\.[01] " + status + " .*"))
                    .count();
        }
    }

    /** The body of {@code /large}: more than the kernel takes off our hands. */
    static final int LARGE = 64 << 20;

    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<HttpServerResponse> held = new ConcurrentLinkedQueue<>();
    private final Doormen doormen = new Doormen();
    private final SocketFactory sockets;
    private final Vertx vertx;
    private final HttpServer server;
    private final RequestGuard guard = new RequestGuard(
            new Authorities(List.of("weft.test", "any.weft.test:*", "[::1]")),
            RequestGuard.Limits.DEFAULT,
            Proxies.NONE);

    GuardedServer(WireLimits limits, HttpServerOptions options) throws Exception {
        this(limits, options, SocketFactory.getDefault());
    }

    /** @param sockets what clients connect with */
    GuardedServer(WireLimits limits, HttpServerOptions options, SocketFactory sockets) throws Exception {
        this.sockets = sockets;
        vertx = Vertx.builder()
                .withTransport(GuardedTransport.over(
                        GuardedTransport.fastest(), limits, Ticker.system(), address -> false, doormen))
                .build();
        server = vertx.createHttpServer(options.setPort(0)
                        .setHost("127.0.0.1")
                        .setMaxInitialLineLength(8192 + 32)
                        .setMaxHeaderSize(24 * 1024)
                        .setHttp2ClearTextEnabled(false))
                .connectionHandler(connection -> {
                    open.incrementAndGet();
                    connection.closeHandler(closed -> open.decrementAndGet());
                })
                .requestHandler(this::handle)
                .invalidRequestHandler(request -> refuse(request, guard.check(request)));
        server.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void handle(HttpServerRequest request) {
        Verdict verdict = guard.check(request);
        if (!verdict.accepted()) {
            refuse(request, verdict);
            return;
        }
        request.body().onSuccess(body -> {
            boolean holding = request.path().equals("/held");
            if (holding) {
                held.add(request.response());
            }
            seen.incrementAndGet(); // who sees it counted may release it
            if (holding) {
                return;
            }
            boolean large = request.path().equals("/large");
            request.response().end(Buffer.buffer(new byte[large ? LARGE : 0]));
        });
    }

    private static void refuse(HttpServerRequest request, Verdict verdict) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(verdict.accepted() ? 400 : verdict.status());
        if (request.version() == HttpVersion.HTTP_2) {
            response.end();
        } else {
            response.putHeader("connection", "close");
            response.end().onComplete(ended -> request.connection().close());
        }
    }

    /** From the next connection on. */
    void post(Doorman doorman) {
        doormen.post(port(), doorman);
    }

    /** Answers what was asked for at {@code /held}. */
    void release() {
        for (HttpServerResponse response = held.poll(); response != null; response = held.poll()) {
            response.end();
        }
    }

    int port() {
        return server.actualPort();
    }

    Vertx vertx() {
        return vertx;
    }

    /** How many connections are open. */
    AtomicInteger open() {
        return open;
    }

    int seen() {
        return seen.get();
    }

    Socket connect() throws IOException {
        return sockets.createSocket("127.0.0.1", port());
    }

    /** Sends {@code bytes} in pieces of {@code piece}; reads until the end, or until {@code enough} good answers. */
    Answer send(byte[] bytes, int piece, int enough) throws IOException {
        try (Socket socket = connect()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            StringBuilder text = new StringBuilder();
            try {
                OutputStream out = socket.getOutputStream();
                for (int at = 0; at < bytes.length; at += piece) {
                    out.write(bytes, at, Math.min(piece, bytes.length - at));
                    out.flush();
                }
            } catch (SocketException | SSLException e) {
                // Closed while we were still writing, which is what a refusal looks like from here.
            }
            return read(socket, text, enough);
        }
    }

    private static Answer read(Socket socket, StringBuilder text, int enough) throws IOException {
        byte[] buffer = new byte[4096];
        while (true) {
            Answer sofar = new Answer(text.toString(), false);
            if (enough > 0 && sofar.count(200) >= enough && text.toString().endsWith("\r\n\r\n")) {
                return sofar;
            }
            int count;
            try {
                count = socket.getInputStream().read(buffer);
            } catch (SocketException | SSLException e) {
                count = -1;
            }
            if (count < 0) {
                return new Answer(text.toString(), true);
            }
            text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
