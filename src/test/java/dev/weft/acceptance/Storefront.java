package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A storefront: asks, and holds every answer against the contract before handing it on. */
final class Storefront {
    private static final Http HTTP = new Http();

    private final int port;
    private final List<String> fields;

    Storefront(int port) {
        this(port, List.of());
    }

    private Storefront(int port, List<String> fields) {
        this.port = port;
        this.fields = List.copyOf(fields);
    }

    /** The same storefront, sending one more header field. */
    Storefront with(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name);
        more.add(value);
        return new Storefront(port, more);
    }

    Answer get(String target) {
        return send("GET", target);
    }

    Answer send(String method, String target) {
        return start(method, target).join();
    }

    /** Sends a JSON body. */
    Answer post(String target, String json) {
        return startPost(target, json).join();
    }

    Answer put(String target, String json) {
        return with("Content-Type", "application/json")
                .start("PUT", target, BodyPublishers.ofString(json))
                .join();
    }

    CompletableFuture<Answer> startPost(String target, String json) {
        return with("Content-Type", "application/json").start("POST", target, BodyPublishers.ofString(json));
    }

    /** Sends now; the answer comes, checked, when it comes. */
    CompletableFuture<Answer> start(String method, String target) {
        return start(method, target, BodyPublishers.noBody());
    }

    private CompletableFuture<Answer> start(String method, String target, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request =
                Http.request("http://127.0.0.1:" + port + target).method(method, body);
        if (!fields.isEmpty()) {
            request.headers(fields.toArray(String[]::new));
        }
        long begun = System.nanoTime();
        return HTTP.start(request).thenApply(response -> {
            Answer answer = answer(response, (System.nanoTime() - begun) / 1_000_000);
            String path = target.split("\\?", 2)[0];
            assertThat(Contract.instance().breaches(method, path, answer))
                    .as(() -> method + " " + target + " against the contract\n" + answer)
                    .isEmpty();
            return answer;
        });
    }

    private static Answer answer(HttpResponse<String> response, long millis) {
        Map<String, List<String>> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new Answer(response.statusCode(), headers, response.body(), millis);
    }
}
