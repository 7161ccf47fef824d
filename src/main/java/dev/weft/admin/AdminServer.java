package dev.weft.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.cache.Invalidation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code /health/live}, {@code /health/ready}, {@code /metrics}, {@code POST /cache/invalidate}. Scraping and invalidating run on a worker
 * thread: both walk large structures.
 */
public final class AdminServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_TAGS = 1000;

    private final Vertx vertx;
    private final Readiness readiness;
    private final Supplier<String> metrics;
    private final Invalidation caches;

    public AdminServer(Vertx vertx, Readiness readiness, Supplier<String> metrics, Invalidation caches) {
        this.vertx = vertx;
        this.readiness = readiness;
        this.metrics = metrics;
        this.caches = caches;
    }

    public Future<HttpServer> listen(String host, int port) {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(context -> state(context, 200, "live"));
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(this::scrape);
        router.post("/cache/invalidate")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(this::invalidate);
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(60)
                .setTracingPolicy(io.vertx.core.tracing.TracingPolicy.IGNORE);
        return vertx.createHttpServer(options).requestHandler(router).listen(port, host);
    }

    private void ready(RoutingContext context) {
        Readiness.State state = readiness.state();
        state(context, state == Readiness.State.READY ? 200 : 503, state.name().toLowerCase(Locale.ROOT));
    }

    private static void state(RoutingContext context, int status, String state) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end("{\"status\":\"" + state + "\"}");
    }

    private void scrape(RoutingContext context) {
        vertx.executeBlocking(metrics::get, false)
                .onSuccess(text -> context.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail);
    }

    private void invalidate(RoutingContext context) {
        Set<String> tags = new HashSet<>();
        boolean soft;
        try {
            JsonNode body = JSON.readTree(
                    context.body().buffer() == null
                            ? new byte[0]
                            : context.body().buffer().getBytes());
            body.path("tags").forEach(tag -> tags.add(tag.asText()));
            soft = body.path("soft").asBoolean(true);
        } catch (IOException e) {
            tags.clear();
            soft = true;
        }
        if (tags.isEmpty() || tags.size() > MAX_TAGS) {
            context.response()
                    .setStatusCode(400)
                    .putHeader("content-type", "application/problem+json")
                    .end(
                            "{\"type\":\"https://weft.dev/problems/bad_request\",\"title\":\"The request is malformed\","
                                    + "\"status\":400,\"code\":\"bad_request\","
                                    + "\"detail\":\"Expected {\\\"tags\\\":[\\\"sku:...\\\"],\\\"soft\\\":true}, up to 1000 tags.\"}");
            return;
        }
        boolean aged = soft;
        vertx.executeBlocking(() -> caches.invalidate(new Invalidation.Selection(tags), aged), false)
                .onSuccess(hit -> context.response()
                        .putHeader("content-type", "application/json")
                        .end("{\"invalidated\":" + hit + ",\"soft\":" + aged + "}"))
                .onFailure(context::fail);
    }
}
