package dev.weft;

import dev.weft.http.EdgeRouter;
import dev.weft.http.door.Door;
import dev.weft.settings.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.concurrent.TimeUnit;

/** One HTTP server per event loop, all on one port; nothing else. Undeploying it lets requests under way finish. */
final class EdgeVerticle extends VerticleBase {
    private static final int MAX_CHUNK = 8 * 1024;
    private static final long MAX_STREAMS = 100;
    private static final int WINDOW = 1024 * 1024;

    private final ServerSettings settings;
    private final EdgeRouter router;
    private final Door door;
    private final Listening listening;
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
                .requestHandler(router)
                .invalidRequestHandler(router::refuseInvalid);
        return server.listen(port == 0 ? -1 : port, settings.listen().host()) // instances share a negative port
                .onSuccess(listening::bound);
    }

    @Override
    public Future<?> stop() {
        unwatch.run();
        return server.shutdown(settings.times().drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
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
                .setTracingPolicy(TracingPolicy.PROPAGATE);
    }
}
