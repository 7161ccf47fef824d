package dev.weft.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sandbox on a free port with a small world, its faults and page sizes put back before each test, and a blocking client. */
final class RunningSandbox implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final String ORG = "/organizations/f_ecom_zzwf_001";
    static final SandboxSettings SMALL = new SandboxSettings("127.0.0.1", 0, 42, 2, 120, 400, List.of());

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Vertx vertx = Vertx.vertx();
    private final SandboxSettings settings;
    private int port;

    RunningSandbox() {
        this(SMALL);
    }

    RunningSandbox(SandboxSettings settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        delete("/_sandbox/faults");
        delete("/_sandbox/requests");
        put("/_sandbox/scapi/lag", "{}");
        put("/_sandbox/scapi/load", "{\"percent\":12}");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    void start() {
        port = Sandbox.start(vertx, settings).await().port();
    }

    void stop() {
        vertx.close().await();
    }

    int port() {
        return port;
    }

    /** A request to a path of the sandbox; header names and values take turns. */
    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpClient client() {
        return client;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String path, String body, String... headers) {
        return send(request(path, headers).PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> patch(String path, String body, String... headers) {
        return send(request(path, headers).method("PATCH", BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path, String... headers) {
        return send(request(path, headers).DELETE());
    }

    void fault(String system, String json) {
        HttpResponse<String> answer = put("/_sandbox/faults/" + system, json);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    JsonObject counts() {
        return new JsonObject(get("/_sandbox/requests").body());
    }

    /** A token from the control plane. */
    String token(String wish) {
        return new JsonObject(post("/_sandbox/token", wish).body()).getString("access_token");
    }

    String[] guest() {
        return bearer(token("{\"guest\":true}"));
    }

    String[] shopper(String customerId) {
        return bearer(token("{\"customer\":\"" + customerId + "\"}"));
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    static String basic(String name, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
