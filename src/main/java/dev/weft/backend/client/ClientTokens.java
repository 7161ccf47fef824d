package dev.weft.backend.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.resilience.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One backend's OAuth client token: fetched once, shared by all calls, renewed ahead of its end.
 *
 * <p>While a token is good nobody waits. In the last fifth of its life the next caller starts a renewal and everyone goes on with the old
 * one. An issuer that names no lifetime (Salesforce) is believed until a call is refused; then {@link #refused} drops the token, once,
 * however many calls report it. An issuer that failed is left alone for a moment, as is one whose fresh token is refused too: neither
 * wrong credentials nor missing rights turn every call into a token request. Safe from any thread.
 */
final class ClientTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FETCH_BUDGET = Duration.ofSeconds(5);
    private static final long UNKNOWN_LIFETIME = Duration.ofMinutes(30).toNanos();
    private static final long LONGEST_LIFETIME_SECONDS = Duration.ofDays(1).toSeconds();
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long SHORT_PAUSE = Duration.ofMillis(100).toNanos();

    private final String backend;
    private final BackendAuth.ClientCredentials credentials;
    private final String target;
    private final Call<BackendRequest, BackendResponse> http;
    private final Ticker ticker;
    private final ClientListener listener;
    private final AtomicReference<@Nullable Token> current = new AtomicReference<>();
    private final AtomicReference<@Nullable Future<String>> underWay = new AtomicReference<>();
    private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();
    private final AtomicLong keepUntil;

    ClientTokens(
            String backend,
            BackendAuth.ClientCredentials credentials,
            String target,
            Call<BackendRequest, BackendResponse> http,
            Ticker ticker,
            ClientListener listener) {
        this.backend = backend;
        this.credentials = credentials;
        this.target = target;
        this.http = http;
        this.ticker = ticker;
        this.listener = listener;
        this.keepUntil = new AtomicLong(ticker.nanos());
    }

    /** A token that is good now. */
    Future<String> token(RequestContext context) {
        Token held = current.get();
        long now = ticker.nanos();
        if (held != null && held.endsNanos - now > 0) {
            if (held.renewNanos - now <= 0 && !paused(now)) {
                fetchOnce(context);
            }
            return held.asFuture;
        }
        Pause failed = pause.get();
        return failed != null && failed.untilNanos - now > 0 ? failed.failure : fetchOnce(context);
    }

    private boolean paused(long now) {
        Pause failed = pause.get();
        return failed != null && failed.untilNanos - now > 0;
    }

    /** A call with {@code token} was refused: forget it, unless somebody has renewed it already, or just now. */
    void refused(String token) {
        Token held = current.get();
        long now = ticker.nanos();
        if (held != null
                && held.value.equals(token)
                && keepUntil.get() - now <= 0
                && current.compareAndSet(held, null)) {
            keepUntil.set(now + PAUSE);
        }
    }

    private Future<String> fetchOnce(RequestContext context) {
        while (true) {
            Future<String> running = underWay.get();
            if (running != null) {
                return running;
            }
            Promise<String> promise = Promise.promise();
            if (underWay.compareAndSet(null, promise.future())) {
                RequestContext patient = context.withDeadline(dev.weft.kernel.Deadline.after(
                        FETCH_BUDGET, ticker)); // shared: not the first caller's deadline
                http.invoke(tokenRequest(), patient).compose(this::read).onComplete(outcome -> {
                    listener.tokenFetched(backend, outcome.succeeded());
                    pause.set(outcome.succeeded() ? null : pauseAfter(outcome.cause()));
                    underWay.set(null);
                    promise.handle(outcome);
                });
                return promise.future();
            }
        }
    }

    private Pause pauseAfter(Throwable cause) {
        boolean mayPass = Failure.from(cause, backend).retryable();
        return new Pause(Future.failedFuture(cause), ticker.nanos() + (mayPass ? SHORT_PAUSE : PAUSE));
    }

    private BackendRequest tokenRequest() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "client_credentials");
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("accept", "application/json"));
        if (credentials.style() == BackendAuth.ClientCredentials.Style.BASIC) {
            headers.add(Map.entry(
                    "authorization",
                    basic(credentials.clientId(), credentials.clientSecret().reveal())));
        } else {
            fields.put("client_id", credentials.clientId());
            fields.put("client_secret", credentials.clientSecret().reveal());
        }
        credentials.scope().ifPresent(scope -> fields.put("scope", scope));
        fields.putAll(credentials.parameters());
        boolean json = credentials.style() == BackendAuth.ClientCredentials.Style.JSON;
        BackendRequest.Body body = json
                ? new BackendRequest.Body("application/json", jsonBytes(fields))
                : new BackendRequest.Body("application/x-www-form-urlencoded", formBytes(fields));
        return new BackendRequest("token", HttpMethod.POST, target, headers, Optional.of(body), true);
    }

    private Future<String> read(BackendResponse response) {
        if (!response.ok()) {
            return Future.failedFuture(
                    Failure.of(Failure.Reason.UNAUTHORIZED, backend, "token request answered HTTP " + response.status())
                            .asException());
        }
        try {
            JsonNode answer = JSON.readTree(response.body());
            String value = answer.path("access_token").asText("");
            if (value.isEmpty()) {
                throw new IOException("no access_token");
            }
            long seconds = answer.path("expires_in").asLong(0);
            long life = seconds > 0
                    ? Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME_SECONDS))
                            .toNanos()
                    : UNKNOWN_LIFETIME;
            long now = ticker.nanos();
            current.set(new Token(value, now + life * 4 / 5, now + life * 19 / 20, Future.succeededFuture(value)));
            return Future.succeededFuture(value);
        } catch (IOException e) {
            return Future.failedFuture(Failure.of(Failure.Reason.BAD_ANSWER, backend, "token answer is unreadable")
                    .asException());
        }
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] formBytes(Map<String, String> fields) {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.length() == 0 ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] jsonBytes(Map<String, String> fields) {
        return JSON.valueToTree(fields).toString().getBytes(StandardCharsets.UTF_8);
    }

    private record Pause(Future<String> failure, long untilNanos) {}

    private record Token(String value, long renewNanos, long endsNanos, Future<String> asFuture) {}
}
