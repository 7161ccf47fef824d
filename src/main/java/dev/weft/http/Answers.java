package dev.weft.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.kernel.Ticker;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes every answer of the edge: its status, the fields all answers share, its body; then tells the listener. */
final class Answers {
    private static final int PIECE = 16 * 1024;
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");
    private static final CharSequence RATE_LIMIT = HttpHeaders.createOptimized("ratelimit");
    private static final CharSequence RATE_LIMIT_POLICY = HttpHeaders.createOptimized("ratelimit-policy");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final String TYPE_BASE = "https://weft.dev/problems/";
    private static final JsonFactory JSON_FACTORY = new JsonFactory();

    private final Ticker ticker;
    private final EdgeListener listener;
    private final HttpDate date;
    private final ClientThrottle throttle;
    private final SecurityFields security;
    private volatile boolean leaving;

    Answers(Ticker ticker, EdgeListener listener, HttpDate date, ClientThrottle throttle, SecurityFields security) {
        this.ticker = ticker;
        this.listener = listener;
        this.date = date;
        this.throttle = throttle;
        this.security = security;
    }

    /** From now on each HTTP/1 connection is closed after its answer; HTTP/2 has GOAWAY for that. */
    void leaving() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Ends the exchange with a JSON body; the caller has set its own fields on the response. */
    void json(Exchange exchange, int status, byte[] body) {
        MultiMap headers = exchange.request().response().headers();
        headers.add(HttpHeaders.CONTENT_TYPE, JSON);
        headers.add(SecurityFields.POLICY, SecurityFields.NOTHING_RUNS);
        end(exchange, status, body);
    }

    /** Ends the exchange without a body, for 204 and 304. */
    void empty(Exchange exchange, int status) {
        end(exchange, status, null);
    }

    /** Ends the exchange with 204, which nobody may keep: what was asked for is done. */
    void done(Exchange exchange) {
        exchange.request().response().headers().set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        end(exchange, 204, null);
    }

    /** Ends the exchange with a body of any other type; the caller has said what may run in it. */
    void document(Exchange exchange, String contentType, byte[] body) {
        exchange.request().response().headers().add(HttpHeaders.CONTENT_TYPE, contentType);
        end(exchange, 200, body);
    }

    /**
     * The same for what can be much longer than an answer. It is written as its client reads it, so that one who does not read holds no
     * more of it in memory than its connection may; nor does it hold a place.
     */
    void longDocument(Exchange exchange, String contentType, Buffer body) {
        HttpServerResponse response = exchange.request().response();
        if (response.ended() || response.closed()) {
            finished(exchange, 200);
            return;
        }
        response.headers()
                .add(HttpHeaders.CONTENT_TYPE, contentType)
                .add(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        head(exchange, 200);
        if (isBare(exchange)) {
            headAlone(response, body.length());
        } else {
            pour(response, body, 0);
        }
        finished(exchange, 200);
    }

    /** Over HTTP/2 Vert.x sends a body with the answer to HEAD where it is given one, which RFC 9110, 9.3.2, forbids; over HTTP/1 it does not. */
    private static boolean isBare(Exchange exchange) {
        return exchange.request().version() == HttpVersion.HTTP_2
                && exchange.request().method().equals(HttpMethod.HEAD);
    }

    private static void headAlone(HttpServerResponse response, int length) {
        response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(length));
        response.end();
    }

    /** The pieces are views: what waits here of a document, for however many clients, is there once. */
    private static void pour(HttpServerResponse response, Buffer body, int from) {
        for (int at = from; !response.closed(); at += PIECE) {
            if (at + PIECE >= body.length()) {
                response.end(body.slice(at, body.length()));
                return;
            }
            response.write(body.slice(at, at + PIECE));
            if (response.writeQueueFull()) {
                int next = at + PIECE;
                response.drainHandler(drained -> {
                    response.drainHandler(null);
                    pour(response, body, next);
                });
                return;
            }
        }
    }

    /** Ends the exchange with a text that was worded elsewhere, and that nobody may keep. */
    void worded(Exchange exchange, int status, String contentType, String body) {
        MultiMap headers = exchange.request().response().headers();
        headers.set(HttpHeaders.CONTENT_TYPE, contentType);
        headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        end(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    void problem(Exchange exchange, Problem problem) {
        MultiMap headers = exchange.request().response().headers();
        headers.set(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
        headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
        headers.set(SecurityFields.POLICY, SecurityFields.NOTHING_RUNS);
        if (problem.retryAfterSeconds() > 0) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfterSeconds()));
        }
        if (problem.status() == 401 && !headers.contains("www-authenticate")) {
            headers.set("www-authenticate", "Bearer");
        }
        end(exchange, problem.status(), render(problem, exchange.trace().traceId()));
    }

    private void end(Exchange exchange, int status, byte @Nullable [] body) {
        HttpServerResponse response = exchange.request().response();
        if (response.ended() || response.closed()) {
            finished(exchange, status);
            return;
        }
        head(exchange, status);
        if (body == null) {
            response.end();
        } else if (isBare(exchange)) {
            headAlone(response, body.length);
        } else {
            response.end(Buffer.buffer(body));
        }
        finished(exchange, status);
    }

    /** What every answer says, whoever made it, in place of what was said there before. */
    void heading(Exchange exchange) {
        MultiMap headers = exchange.request().response().headers();
        headers.set(REQUEST_ID, exchange.context().requestId());
        security.add(exchange, headers);
        if (leaving && exchange.request().version() != HttpVersion.HTTP_2) {
            headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** What every answer says that is made here. */
    private void head(Exchange exchange, int status) {
        HttpServerResponse response = exchange.request().response();
        MultiMap headers = response.headers();
        headers.add(HttpHeaders.DATE, date.now());
        heading(exchange);
        String rateLimit = exchange.rateLimit();
        if (rateLimit != null) {
            headers.add(RATE_LIMIT_POLICY, throttle.policyField(exchange.route().limit()));
            headers.add(RATE_LIMIT, rateLimit);
        }
        if (exchange.route().takesBody()
                && !exchange.request().isEnded()) { // HTTP/2 does not let one resume what has ended
            Expectation.endWith(exchange.request());
            exchange.request().resume(); // what nobody read must not stand in the way of the next request
        }
        response.setStatusCode(status);
    }

    /** Whoever wrote the answer is done: gives the place back and tells the listener. */
    void finished(Exchange exchange, int status) {
        exchange.leave();
        listener.answered(new EdgeListener.Answered(
                exchange.route().name(),
                exchange.request().method().name(),
                status,
                ticker.nanos() - exchange.startNanos(),
                exchange.context().requestId(),
                exchange.trace().traceId(),
                exchange.cache(),
                exchange.anyPrincipal().map(who -> who.clientId()).orElse(""),
                exchange.composite()));
    }

    static byte[] render(Problem problem, String traceId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(300);
        try (JsonGenerator json = JSON_FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE_BASE + problem.code());
            json.writeStringField("title", problem.title());
            json.writeNumberField("status", problem.status());
            if (!problem.detail().isEmpty()) {
                json.writeStringField("detail", problem.detail());
            }
            json.writeStringField("code", problem.code());
            json.writeStringField("traceId", traceId);
            json.writeBooleanField("retryable", problem.retryable());
            if (!problem.backends().isEmpty()) {
                writeStrings(json, "backends", problem.backends());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array does not fail
        }
        return bytes.toByteArray();
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
