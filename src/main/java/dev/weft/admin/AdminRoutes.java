package dev.weft.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cache.Invalidation;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Every route of the operators' port, on one page. Scraping and invalidating run on a worker thread: both walk large structures.
 *
 * @param metrics the exposition text
 * @param reload looks at all key material now; what came of it, by name
 * @param orders waiting and parked work
 */
public record AdminRoutes(
        Vertx vertx,
        Readiness readiness,
        Supplier<String> metrics,
        Invalidation caches,
        Supplier<Future<Map<String, String>>> reload,
        List<AdminRoute> orders) {
    private static final int MAX_TAGS = 1000;

    List<AdminRoute> all() {
        List<AdminRoute> all = new ArrayList<>(List.of(
                new AdminRoute("GET", "/health/live", AdminRoute.Access.ANYONE, call -> state(200, "live")),
                new AdminRoute("GET", "/health/ready", AdminRoute.Access.ANYONE, call -> ready()),
                new AdminRoute("GET", "/metrics", AdminRoute.Access.OPERATOR_READS, call -> scrape()),
                new AdminRoute("POST", "/cache/invalidate", AdminRoute.Access.OPERATOR, this::invalidate),
                new AdminRoute("POST", "/tls/reload", AdminRoute.Access.OPERATOR, call -> reloaded())));
        all.addAll(orders);
        return all;
    }

    private Future<AdminAnswer> ready() {
        Readiness.Now now = readiness.now();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("status", now.state().name().toLowerCase(Locale.ROOT));
        if (!now.reason().isEmpty()) {
            body.put("reason", now.reason());
        }
        return Future.succeededFuture(AdminAnswer.json(now.state() == Readiness.State.READY ? 200 : 503, body));
    }

    private static Future<AdminAnswer> state(int status, String state) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", state);
        return Future.succeededFuture(AdminAnswer.json(status, body));
    }

    private Future<AdminAnswer> scrape() {
        return vertx.executeBlocking(metrics::get, false)
                .map(text -> AdminAnswer.text("text/plain; version=0.0.4; charset=utf-8", text));
    }

    private Future<AdminAnswer> reloaded() {
        return reload.get().map(results -> {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            results.forEach(body::put);
            boolean fine = results.values().stream().allMatch(it -> it.equals("ok") || it.equals("unchanged"));
            return AdminAnswer.json(fine ? 200 : 409, body);
        });
    }

    private Future<AdminAnswer> invalidate(AdminCall call) {
        Set<String> tags = new HashSet<>();
        boolean soft;
        try {
            JsonNode body = StrictJson.unambiguous(call.body());
            body.path("tags").forEach(tag -> tags.add(tag.asText()));
            soft = body.path("soft").asBoolean(true);
        } catch (MalformedJson e) {
            tags.clear();
            soft = true;
        }
        if (tags.isEmpty() || tags.size() > MAX_TAGS) {
            return Future.succeededFuture(AdminAnswer.problem(
                    400,
                    "bad_request",
                    "The request is malformed",
                    "Expected {\"tags\":[\"sku:...\"],\"soft\":true}, up to 1000 tags."));
        }
        boolean aged = soft;
        return vertx.executeBlocking(() -> caches.invalidate(new Invalidation.Selection(tags), aged), false)
                .map(hit -> AdminAnswer.json(
                        200,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("invalidated", hit)
                                .put("soft", aged)));
    }
}
