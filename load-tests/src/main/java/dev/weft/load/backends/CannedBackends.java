package dev.weft.load.backends;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * All back-office systems on one port, each under the path prefix it has in the sandbox. {@code GET /_seen} tells how often each
 * operation was called by the gateway (it alone sends a traceparent) and what the last call looked like, so that the bare fan-out can be made to ask exactly what the gateway
 * asks.
 */
public final class CannedBackends {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private static final Buffer SMALL = Wires.page(2 * 1024);
    private static final Buffer LARGE = Wires.page(80 * 1024);

    private final Buffer keySet;
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final Map<String, String> last = new ConcurrentHashMap<>();

    private CannedBackends(Buffer keySet) {
        this.keySet = keySet;
    }

    /** Arguments: the port, and the file with the key set of the shoppers' issuer. */
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        CannedBackends backends = new CannedBackends(Buffer.buffer(Files.readString(Path.of(args[1]))));
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
        vertx.deployVerticle(
                        () -> context -> vertx.createHttpServer()
                                .requestHandler(backends::handle)
                                .listen(port, "127.0.0.1"),
                        new DeploymentOptions().setInstances(2))
                .await();
    }

    private void handle(HttpServerRequest request) {
        String target = request.uri();
        if (target.startsWith("/scapi/experience/")) {
            page(request, target.contains("/pages/large") ? LARGE : SMALL);
        } else if (target.startsWith("/scapi/product/")) {
            answer(request, "products", Wires.PRODUCTS.of(commaSeparated(target)));
        } else if (target.contains("/A_MatlStkInAcctMod")) {
            answer(request, "stock", Wires.STOCK.of(materials(target)));
        } else if (target.contains("/A_SlsPrcgCndnRecdValidity")) {
            answer(request, "prices", Wires.PRICES.of(materials(target)));
        } else if (target.startsWith("/loyalty/services/data/")) {
            answer(request, "tiers", Wires.TIERS);
        } else if (target.endsWith("/token")) {
            answer(request, "token", Wires.TOKEN);
        } else if (target.endsWith("/jwks")) {
            answer(request, "jwks", keySet);
        } else if (target.equals("/_seen")) {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(seen());
        } else {
            count(request, "unknown");
            request.response().setStatusCode(404).end();
        }
    }

    /** With the fields that stand above an answer of SCAPI's. */
    private void page(HttpServerRequest request, Buffer body) {
        count(request, "page");
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "public,must-revalidate,max-age=900")
                .putHeader(HttpHeaders.DATE, "Mon, 30 Nov 2026 05:00:00 GMT")
                .putHeader(HttpHeaders.VARY, "accept-encoding")
                .putHeader("correlationid", "7f6c2f0a-2f0e-4a52-9d5d-3f8f0c3f6f12")
                .putHeader("sfdc_load", "12")
                .putHeader("strict-transport-security", "max-age=15552000; includeSubDomains")
                .putHeader("x-content-type-options", "nosniff")
                .end(body);
    }

    private void answer(HttpServerRequest request, String operation, Buffer body) {
        count(request, operation);
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
    }

    private void count(HttpServerRequest request, String operation) {
        if (request.headers().contains("traceparent")) {
            calls.computeIfAbsent(operation, none -> new LongAdder()).increment();
            last.put(operation, request.uri());
        }
    }

    private Buffer seen() {
        JsonObject all = new JsonObject();
        calls.forEach((operation, count) ->
                all.put(operation, new JsonObject().put("calls", count.sum()).put("last", last.get(operation))));
        return all.toBuffer();
    }

    /** The ids of {@code ids=a,b,c}; a comma may be encoded. */
    private static List<String> commaSeparated(String target) {
        int from = target.indexOf("ids=") + 4;
        int to = target.indexOf('&', from);
        String ids = target.substring(from, to < 0 ? target.length() : to).replace("%2C", ",");
        return List.of(ids.split(","));
    }

    /** The literals that a filter compares Material with. */
    private static List<String> materials(String target) {
        List<String> materials = new ArrayList<>();
        String opening = "Material%20eq%20%27";
        for (int at = target.indexOf(opening); at >= 0; at = target.indexOf(opening, at + 1)) {
            int from = at + opening.length();
            materials.add(target.substring(from, target.indexOf("%27", from)));
        }
        return materials;
    }
}
