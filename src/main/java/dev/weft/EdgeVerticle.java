package dev.weft;

import dev.weft.http.EdgeRouter;
import dev.weft.http.door.Door;
import dev.weft.settings.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One HTTP server per event loop, all on one port; nothing else. Undeploying it lets requests under way finish. */
final class EdgeVerticle extends VerticleBase {
    private static final int MAX_CHUNK = 8 * 1024;
    private static final long MAX_STREAMS = 100;
    private static final int WINDOW = 1024 * 1024;
    /** For requests that were sent before their client heard that we leave. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

    private final ServerSettings settings;
    private final EdgeRouter router;
    private final Door door;
    private final Listening listening;
    private final Set<HttpConnection> streaming = new HashSet<>();
    private HttpServer server;
    private Runnable unwatch;

    @SuppressWarnings("NullAway.Init") // Vert.x calls start before anything else
    EdgeVerticle(ServerSettings settings, EdgeRouter router, Door door, Listening listening) {
        this.settings = settings;
        this.router = router;
        this.listening = listening;
        this.door = door;
    }

    @Override
    public Future<?> start() {
        unwatch = door.open(vertx);
        int port = settings.listen().port();
        server = vertx.createHttpServer(listening.secured(options()))
                .requestHandler(this::handle)
                .invalidRequestHandler(router::refuseInvalid);
        return server.listen(port == 0 ? -1 : port, settings.listen().host()) // instances share a negative port
                .onSuccess(listening::bound);
    }

    @Override
    public Future<?> stop() {
        unwatch.run();
        return farewell()
                .compose(told -> server.shutdown(settings.times().drainTimeout().toMillis(), TimeUnit.MILLISECONDS));
    }

    private void handle(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (request.version() == HttpVersion.HTTP_2 && streaming.add(connection)) {
            connection.closeHandler(closed -> streaming.remove(connection));
        }
        router.handle(request);
    }

    /**
     * Tells HTTP/2 clients to go elsewhere with their next requests while those on their way are still served: the first of the two GOAWAYs
     * of RFC 9113, section 6.8. With the second alone, which names the last request that is served, those on their way are lost.
     */
    private Future<?> farewell() {
        if (streaming.isEmpty()) {
            return Future.succeededFuture();
        }
        List.copyOf(streaming).forEach(connection -> connection.goAway(0, Integer.MAX_VALUE));
        return vertx.timer(ON_THE_WAY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(settings.limits().requestLine())
                .setMaxHeaderSize(settings.limits().headerBytes())
                .setMaxChunkSize(MAX_CHUNK)
                .setIdleTimeout(0) // the wire guard watches for idleness, for nothing per request
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(MAX_STREAMS)
                        .setMaxHeaderListSize(settings.limits().headerBytes())
                        .setPushEnabled(false))
                .setHttp2ConnectionWindowSize(WINDOW)
                .setHttp2ClearTextEnabled(settings.protocol().h2c())
                .setCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false) // no WebSockets here: spares every request a handler
                .setPerFrameWebSocketCompressionSupported(false)
                .setTcpNoDelay(true)
                .setTcpFastOpen(false)
                .setReuseAddress(true)
                .setHandle100ContinueAutomatically(false)
                .setTracingPolicy(TracingPolicy.ALWAYS); // for nothing where there is no tracer
    }
}
