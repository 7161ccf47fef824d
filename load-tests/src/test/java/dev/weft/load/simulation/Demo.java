package dev.weft.load.simulation;

import static io.gatling.javaapi.http.HttpDsl.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The demo under load, seen from outside: where it is, whose tokens it takes and what can be asked for. */
final class Demo {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GATEWAY = address("WEFT_URL", "http://127.0.0.1:8080");
    private static final String SANDBOX = address("WEFT_SANDBOX_URL", "http://127.0.0.1:9100");
    private static final int BATCH = 10;

    /** A part of the catalogue. */
    enum Shelf {
        ALL(0, 1),
        FRONT(0, 0.5),
        BACK(0.5, 1);

        private final double from;
        private final double to;

        Shelf(double from, double to) {
            this.from = from;
            this.to = to;
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final SplittableRandom random = new SplittableRandom(42);
    private final List<String> members = new ArrayList<>();
    private final List<String> guests = new ArrayList<>();
    private final List<String> skus = new ArrayList<>();

    /** A demo with {@code shoppers} of each kind, signed in and guests; the products are the whole catalogue. */
    Demo(int shoppers) {
        for (JsonNode shopper : get("/_sandbox/shoppers?limit=" + shoppers).path("shoppers")) {
            if (shopper.path("inCrm").asBoolean()) {
                members.add(
                        token("{\"customer\":\"" + shopper.path("customerId").asText() + "\",\"site\":\""
                                + shopper.path("site").asText() + "\"}"));
            }
        }
        for (int guest = 0; guest < shoppers; guest++) {
            guests.add(token("{\"guest\":true}"));
        }
        get("/_sandbox/skus?limit=100000").path("skus").forEach(sku -> skus.add(sku.asText()));
    }

    static HttpProtocolBuilder protocol() {
        return http.baseUrl(GATEWAY)
                .acceptHeader("application/json")
                .disableFollowRedirect()
                .shareConnections();
    }

    /** Endless shopping by guests and signed-in shoppers alike: a token, a product and a list of products. */
    Iterator<Map<String, Object>> shopping(Shelf shelf) {
        return Stream.generate(() -> errand(random.nextBoolean() ? guests : members, shelf))
                .iterator();
    }

    /** The same by signed-in shoppers alone. */
    Iterator<Map<String, Object>> signedIn() {
        return Stream.generate(() -> errand(members, Shelf.ALL)).iterator();
    }

    /** Makes the ERP slow. */
    void slowErp(Duration latency) {
        send(HttpRequest.newBuilder(URI.create(SANDBOX + "/_sandbox/faults/sap"))
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"latency\":{\"kind\":\"fixed\",\"ms\":" + latency.toMillis() + "}}")));
    }

    void heal() {
        send(HttpRequest.newBuilder(URI.create(SANDBOX + "/_sandbox/faults")).DELETE());
    }

    private synchronized Map<String, Object> errand(List<String> tokens, Shelf shelf) {
        return Map.of(
                "token", tokens.get(random.nextInt(tokens.size())),
                "sku", sku(shelf),
                "skus",
                        String.join(
                                ",",
                                Stream.generate(() -> sku(shelf))
                                        .distinct()
                                        .limit(BATCH)
                                        .toList()));
    }

    /** Squaring a uniform number favours the front of the list, as shoppers do. */
    private String sku(Shelf shelf) {
        double where = random.nextDouble();
        return skus.get((int) ((shelf.from + (shelf.to - shelf.from) * where * where) * skus.size()));
    }

    private String token(String wish) {
        return send(HttpRequest.newBuilder(URI.create(SANDBOX + "/_sandbox/token"))
                        .POST(HttpRequest.BodyPublishers.ofString(wish)))
                .path("access_token")
                .asText();
    }

    private JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(SANDBOX + path)).GET());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the sandbox answered " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String address(String variable, String usual) {
        String given = System.getenv(variable);
        return given == null || given.isEmpty() ? usual : given;
    }
}
