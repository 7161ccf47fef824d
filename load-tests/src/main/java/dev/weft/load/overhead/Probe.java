package dev.weft.load.overhead;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Single requests beside the load: to see that a server is up, that it answers what is to be measured, and what it says of itself. */
public final class Probe {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Probe() {}

    public static HttpResponse<String> get(int port, String target, String token) throws InterruptedException {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                            .timeout(Duration.ofSeconds(5))
                            .header("authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer to " + target + ": " + e.getMessage(), e);
        }
    }

    public static JsonObject json(int port, String target) throws InterruptedException {
        return new JsonObject(get(port, target, "none").body());
    }

    /** What a POST of {@code body} is answered with. */
    public static JsonObject post(int port, String target, JsonObject body) throws InterruptedException {
        try {
            return new JsonObject(CLIENT.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                                    .timeout(Duration.ofSeconds(5))
                                    .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new IllegalStateException("no answer to " + target + ": " + e.getMessage(), e);
        }
    }

    /** True where {@code target} answers 200. */
    public static boolean up(int port, String target) {
        try {
            return get(port, target, "none").statusCode() == 200;
        } catch (IllegalStateException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The sum of all series that begin with {@code name}: a metric, or one with its first labels. */
    public static double metric(int adminPort, String name) throws InterruptedException {
        double sum = 0;
        boolean found = false;
        for (String line : get(adminPort, "/metrics", "none").body().split("\n", -1)) {
            if (line.startsWith(name + " ") || line.startsWith(name + "{") || line.startsWith(name + ",")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                found = true;
            }
        }
        if (!found) {
            throw new IllegalStateException("no metric " + name);
        }
        return sum;
    }
}
