package dev.weft.backend;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendClients;
import dev.weft.backend.client.BackendSettings;
import dev.weft.backend.client.ClientListener;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.TraceContext;
import dev.weft.resilience.ResilienceListener;
import dev.weft.resilience.ResilienceSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real HTTP server on a free port that answers as it is told and remembers what it was asked, with a client to reach it by. */
public final class CannedBackend implements BeforeEachCallback, AfterEachCallback {
    public static final String NAME = "canned";

    /** A request as it arrived. */
    public record Seen(String method, String target, MultiMap headers, String body) {
        /** The target with its percent-encoding undone. */
        public String readable() {
            return URLDecoder.decode(target.replace("+", "%2B"), StandardCharsets.UTF_8);
        }

        public String header(String name) {
            return Optional.ofNullable(headers.get(name)).orElse("");
        }
    }

    /** An answer to give. */
    public record Canned(int status, List<Map.Entry<String, String>> headers, String body) {
        public static Canned json(String body) {
            return status(200, body);
        }

        public static Canned status(int status, String body) {
            return new Canned(status, List.of(Map.entry("content-type", "application/json")), body);
        }

        public Canned with(String name, String value) {
            List<Map.Entry<String, String>> more = new ArrayList<>(headers);
            more.removeIf(header -> header.getKey().equals(name) && name.equals("content-type"));
            more.add(Map.entry(name, value));
            return new Canned(status, List.copyOf(more), body);
        }
    }

    private static final Canned SILENCE = new Canned(0, List.of(), "");

    private final Vertx vertx = Vertx.vertx();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Function<Seen, Canned> script = request -> Canned.status(500, "");
    private volatile String base = "";

    @Override
    public void beforeEach(ExtensionContext context) {
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setMaxInitialLineLength(16_384))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Seen arrived = new Seen(
                            request.method().name(),
                            request.uri(),
                            request.headers(),
                            body.toString(StandardCharsets.UTF_8));
                    seen.add(arrived);
                    Canned answer = script.apply(arrived);
                    if (answer.equals(SILENCE)) {
                        return;
                    }
                    request.response().setStatusCode(answer.status());
                    answer.headers()
                            .forEach(header -> request.response().headers().add(header.getKey(), header.getValue()));
                    request.response().end(answer.body());
                }));
        base = "http://127.0.0.1:" + server.listen(0).await().actualPort();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        vertx.close().await();
    }

    public void answers(String json) {
        answers(request -> Canned.json(json));
    }

    public void answers(Function<Seen, Canned> with) {
        script = with;
    }

    /** Takes every request and never says anything. */
    public void neverAnswers() {
        script = request -> SILENCE;
    }

    /** Every request so far, in the order of arrival. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public Seen only() {
        if (seen.size() != 1) {
            throw new AssertionError("expected one request, seen: " + seen);
        }
        return seen.get(0);
    }

    public BackendClient client() {
        return client(new BackendAuth.None());
    }

    /** A client that proves itself; a token's address may be a path below this backend's. */
    public BackendClient client(BackendAuth auth) {
        return client(vertx, NAME, base, auth);
    }

    /** A client with the whole pipeline, but without retries, so that each question is seen once. */
    public static BackendClient client(Vertx vertx, String name, String base, BackendAuth auth) {
        Timers timers = (delay, action) -> {
            long timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
            return () -> vertx.cancelTimer(timer);
        };
        ResilienceSettings usual = ResilienceSettings.defaults(Duration.ofSeconds(5));
        ResilienceSettings once = new ResilienceSettings(
                usual.timeout(),
                usual.limit(),
                usual.waitQueue(),
                new ResilienceSettings.Retry(0, 0, Duration.ofMillis(1)),
                usual.breaker(),
                usual.throttle(),
                usual.batch());
        return new BackendClients(
                        vertx,
                        Ticker.system(),
                        timers,
                        ResilienceListener.NONE,
                        ClientListener.NONE,
                        (backend, bulkhead) -> {})
                .open(new BackendSettings(
                        name,
                        URI.create(base),
                        auth,
                        Duration.ofSeconds(2),
                        16,
                        BackendSettings.DEFAULT_MAX_RESPONSE,
                        once));
    }

    public <T> T await(Supplier<Future<T>> work) {
        return await(vertx, work);
    }

    /** Runs {@code work} on an event loop and waits for its outcome here. */
    public static <T> T await(Vertx vertx, Supplier<Future<T>> work) {
        Promise<T> outcome = Promise.promise();
        vertx.getOrCreateContext().runOnContext(started -> work.get().onComplete(outcome));
        return waitFor(outcome.future());
    }

    private static <T> T waitFor(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(failed);
        } catch (InterruptedException | java.util.concurrent.TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    /** Somebody who waits five seconds. */
    public static RequestContext context() {
        return new RequestContext(
                "test", TraceContext.create(false), Deadline.after(Duration.ofSeconds(5), Ticker.system()));
    }
}
