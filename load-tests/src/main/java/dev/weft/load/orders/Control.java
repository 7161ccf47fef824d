package dev.weft.load.orders;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The control plane of the simulated back-office systems: faults, stock, books. Blocking; for the thread that leads a run. */
public final class Control {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String base;

    public Control(int port) {
        base = "http://127.0.0.1:" + port + "/_sandbox/";
    }

    public void stock(String sku, String plant, int quantity) throws IOException, InterruptedException {
        JsonObject wish = new JsonObject().put("sku", sku).put("quantity", quantity);
        call("PUT", "stock", plant.isEmpty() ? wish : wish.put("plant", plant));
    }

    public void fault(String system, JsonObject fault) throws IOException, InterruptedException {
        call("PUT", "faults/" + system, fault);
    }

    public void noFaults() throws IOException, InterruptedException {
        call("DELETE", "faults", null);
    }

    public JsonObject get(String what) throws IOException, InterruptedException {
        return call("GET", what, null);
    }

    /** A shopper's token: of a customer, or of a guest where {@code customer} is empty. */
    public String token(String customer) throws IOException, InterruptedException {
        JsonObject wish = new JsonObject().put("ttlSeconds", 1_800);
        return call("POST", "token", customer.isEmpty() ? wish : wish.put("customer", customer))
                .getString("access_token");
    }

    private JsonObject call(String method, String what, @org.jspecify.annotations.Nullable JsonObject body)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body.encode());
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(base + what))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, publisher)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(method + " " + what + ": " + response.statusCode() + " " + response.body());
        }
        return new JsonObject(response.body());
    }
}
