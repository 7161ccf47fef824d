package dev.weft.load.overhead;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The physical floor: a bare Vert.x server without token check, throttle, metrics, deadlines or limits. {@code /cached} answers fixed
 * bytes; {@code /fanout/{sku}} asks the three backends at once with a plain WebClient, parses the answers and joins what a product page
 * shows of them.
 */
public final class Floor {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final String FANOUT = "/fanout/";

    private final WebClient client;
    private final int backends;
    private final Buffer cached;
    private final List<String> targets;

    private Floor(WebClient client, int backends, Buffer cached, List<String> targets) {
        this.client = client;
        this.backends = backends;
        this.cached = cached;
        this.targets = targets;
    }

    /** Arguments: own port, the backends' port, a file with the cached body, a file with the three targets ({@link Targets}). */
    public static void main(String[] args) throws Exception {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
        if (System.getProperty("os.name").equals("Linux") && !vertx.isNativeTransportEnabled()) {
            throw new IllegalStateException("no native transport; the floor would be too high");
        }
        int port = Integer.parseInt(args[0]);
        WebClient client = WebClient.create(
                vertx, new WebClientOptions().setFollowRedirects(false), new PoolOptions().setHttp1MaxSize(256));
        Floor floor = new Floor(
                client,
                Integer.parseInt(args[1]),
                Buffer.buffer(Files.readAllBytes(Path.of(args[2]))),
                Files.readAllLines(Path.of(args[3])));
        vertx.deployVerticle(
                        () -> context -> vertx.createHttpServer()
                                .requestHandler(floor::handle)
                                .listen(port, "127.0.0.1"),
                        new DeploymentOptions().setInstances(2))
                .await();
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith(FANOUT)) {
            String sku = path.substring(FANOUT.length());
            Future<JsonObject> content = ask(0, sku);
            Future<JsonObject> stock = ask(1, sku);
            Future<JsonObject> price = ask(2, sku);
            Future.join(content, stock, price).onComplete(done -> {
                if (done.failed()) {
                    request.response().setStatusCode(502).end();
                } else {
                    JsonObject joined = join(sku, content.result(), stock.result(), price.result());
                    request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(joined.toBuffer());
                }
            });
        } else {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(cached);
        }
    }

    private Future<JsonObject> ask(int which, String sku) {
        return client.get(backends, "127.0.0.1", Targets.fill(targets.get(which), sku))
                .putHeader("authorization", "Bearer backend-token")
                .send()
                .map(HttpResponse::bodyAsJsonObject);
    }

    private static JsonObject join(String sku, JsonObject content, JsonObject stock, JsonObject price) {
        JsonObject product = content.getJsonArray("data").getJsonObject(0);
        JsonArray images = new JsonArray();
        for (Object group : product.getJsonArray("imageGroups")) {
            for (Object image : ((JsonObject) group).getJsonArray("images")) {
                JsonObject one = (JsonObject) image;
                images.add(new JsonObject().put("url", one.getString("link")).put("alt", one.getString("alt")));
            }
        }
        JsonObject locations = new JsonObject();
        for (Object row : stock.getJsonObject("d").getJsonArray("results")) {
            JsonObject one = (JsonObject) row;
            String plant = one.getString("Plant");
            double units = Double.parseDouble(one.getString("MatlWrhsStkQtyInMatlBaseUnit"));
            locations.put(plant, locations.getDouble(plant, 0.0) + units);
        }
        JsonObject rate = price.getJsonObject("d")
                .getJsonArray("results")
                .getJsonObject(0)
                .getJsonObject("to_SlsPrcgConditionRecord");
        return new JsonObject()
                .put("sku", sku)
                .put(
                        "content",
                        new JsonObject()
                                .put("name", product.getString("name"))
                                .put("brand", product.getString("brand"))
                                .put("shortDescription", product.getString("shortDescription"))
                                .put("longDescription", product.getString("longDescription"))
                                .put("category", product.getString("primaryCategoryId"))
                                .put("variation", product.getJsonObject("variationValues"))
                                .put("images", images))
                .put("stock", locations)
                .put(
                        "price",
                        new JsonObject()
                                .put("amount", rate.getString("ConditionRateValue"))
                                .put("currency", rate.getString("ConditionRateValueUnit")));
    }
}
