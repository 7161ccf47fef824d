package dev.weft.admin;

import dev.weft.http.RequestGuard;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;

/** The server of the operators' port. As strict about requests as the storefront's, with less room. */
public final class AdminServer {
    /** How large a request may be. */
    public static final RequestGuard.Limits LIMITS =
            new RequestGuard.Limits(4 * 1024, 16 * 1024, 64, AdminRouter.MAX_BODY);

    private static final int IDLE_SECONDS = 60;

    private final AdminRoutes routes;
    private final AdminRouter router;

    public AdminServer(AdminRoutes routes, RequestGuard guard, Operators operators) {
        this.routes = routes;
        this.router = new AdminRouter(routes.vertx(), guard, operators, routes.all());
    }

    /** What the server needs, but for TLS. */
    public static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(LIMITS.target())
                .setMaxHeaderSize(LIMITS.fieldBytes())
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    public Future<HttpServer> listen(HttpServerOptions options, String host, int port) {
        return routes.vertx()
                .createHttpServer(options)
                .requestHandler(router)
                .invalidRequestHandler(router::refuseInvalid)
                .listen(port, host);
    }
}
