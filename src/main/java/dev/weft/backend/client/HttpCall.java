package dev.weft.backend.client;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.Tracer;
import dev.weft.resilience.Call;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The innermost call: one HTTP exchange on one pooled connection.
 *
 * <p>A timer on the deadline resets the stream, which also frees the connection of a backend that hangs or drips. The answer is gathered
 * up to a cap and cut off beyond it; nothing is ever buffered without bound. The future completes on the loop that called.
 */
final class HttpCall implements Call<BackendRequest, BackendResponse> {
    private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");

    private final BackendSettings settings;
    private final HttpClient client;
    private final Tracer tracer;
    private final SocketAddress server;
    private final String host;
    private final boolean https;
    private final String basePath;
    private final Ticker ticker;
    private final Timers timers;
    private final ClientListener listener;

    HttpCall(
            BackendSettings settings,
            HttpClient client,
            Tracer tracer,
            Ticker ticker,
            Timers timers,
            ClientListener listener) {
        this.settings = settings;
        this.client = client;
        this.tracer = tracer;
        this.host = settings.url().getHost();
        this.https = "https".equals(settings.url().getScheme());
        int port = settings.url().getPort() > 0 ? settings.url().getPort() : https ? 443 : 80;
        this.server = SocketAddress.inetSocketAddress(port, host);
        this.basePath = settings.basePath();
        this.ticker = ticker;
        this.timers = timers;
        this.listener = listener;
    }

    @Override
    public Future<BackendResponse> invoke(BackendRequest request, RequestContext context) {
        if (context.deadline().expired()) {
            return Future.failedFuture(failure(unsent(request), "no time left to send it"));
        }
        Exchange exchange = new Exchange(request, context);
        exchange.begin();
        return exchange.answer.future();
    }

    /**
     * Why a request fails whose time was over before it left. To a question that is a time-out like any; whoever sends what must not be sent
     * twice has to know that the backend never got it.
     */
    private static Failure.Reason unsent(BackendRequest request) {
        return request.repeatable() ? Failure.Reason.TIMEOUT : Failure.Reason.CONNECT;
    }

    private dev.weft.kernel.Failed failure(Failure.Reason reason, String detail) {
        return Failure.of(reason, settings.name(), detail).asException();
    }

    /** One request and its answer. Confined to the event loop of the caller. */
    private final class Exchange {
        private final BackendRequest request;
        private final RequestContext context;
        private final Promise<BackendResponse> answer = Promise.promise();
        private final long start = ticker.nanos();
        private Timers.@Nullable Timer timer;
        private @Nullable HttpClientRequest http;
        private @Nullable HttpClientResponse response;
        private @Nullable Buffer body;
        private boolean done;

        Exchange(BackendRequest request, RequestContext context) {
            this.request = request;
            this.context = context;
        }

        void begin() {
            armTimer(context.deadline());
            tracer.under(context.trace(), () -> {
                try {
                    connect(options());
                } catch (IllegalArgumentException unsendable) { // its message may quote a credential
                    fail(Failure.Reason.INTERNAL, "the request cannot be sent as it is");
                }
            });
        }

        private void connect(RequestOptions options) {
            client.request(options).onComplete(connected -> {
                if (done) {
                    if (connected.succeeded()) {
                        drop(connected.result());
                    }
                } else if (connected.failed()) {
                    fail(
                            Failure.Reason.CONNECT,
                            String.valueOf(connected.cause().getMessage()));
                } else {
                    send(connected.result());
                }
            });
        }

        /** Gives back the connection of a request that was never sent. */
        private void drop(HttpClientRequest unsent) {
            unsent.exceptionHandler(expected -> {});
            unsent.reset();
        }

        private RequestOptions options() {
            return new RequestOptions()
                    .setServer(server)
                    .setHost(host)
                    .setPort(server.port())
                    .setSsl(https)
                    .setMethod(request.method())
                    .setFollowRedirects(false)
                    .setURI(basePath + request.target());
        }

        private void writeHeaders(MultiMap headers) {
            for (Map.Entry<String, String> header : request.headers()) {
                headers.add(header.getKey(), header.getValue());
            }
            if (!tracer.carries()) {
                headers.add(TRACEPARENT, context.trace().child().traceparent());
            }
            request.body().ifPresent(body -> headers.set(HttpHeaders.CONTENT_TYPE, body.contentType()));
        }

        private void armTimer(Deadline deadline) {
            timer = timers.after(Duration.ofNanos(Math.max(1_000_000, deadline.remainingNanos())), () -> {
                if (deadline.expired()) {
                    boolean sent = http != null;
                    fail(
                            sent ? Failure.Reason.TIMEOUT : unsent(request),
                            sent ? "no answer in time" : "not sent in time");
                } else if (!done) {
                    armTimer(deadline); // somebody more patient joined
                }
            });
        }

        private void send(HttpClientRequest connected) {
            http = connected;
            connected.exceptionHandler(cause -> fail(Failure.Reason.RESET, String.valueOf(cause.getMessage())));
            try {
                writeHeaders(connected.headers());
            } catch (IllegalArgumentException unsendable) { // its message may quote a credential
                fail(Failure.Reason.INTERNAL, "the request cannot be sent as it is");
                return;
            }
            Optional<BackendRequest.Body> sent = request.body();
            Future<HttpClientResponse> headed =
                    sent.isPresent() ? connected.send(Buffer.buffer(sent.get().bytes())) : connected.send();
            headed.onComplete(head -> {
                if (done) {
                    return;
                }
                if (head.failed()) {
                    fail(Failure.Reason.RESET, String.valueOf(head.cause().getMessage()));
                } else {
                    receive(head.result());
                }
            });
        }

        private void receive(HttpClientResponse head) {
            response = head;
            head.exceptionHandler(cause -> fail(Failure.Reason.RESET, "answer broke off"));
            if (announcesTooMuch(head.getHeader("content-length"))) {
                fail(Failure.Reason.TOO_LARGE, "announces more than " + settings.maxResponseBytes() + " bytes");
                return;
            }
            head.handler(this::gather);
            head.endHandler(v -> finish());
        }

        private void gather(Buffer chunk) {
            if (done) {
                return;
            }
            Buffer sofar = body;
            int length = (sofar == null ? 0 : sofar.length()) + chunk.length();
            if (length > settings.maxResponseBytes()) {
                fail(Failure.Reason.TOO_LARGE, "more than " + settings.maxResponseBytes() + " bytes");
            } else if (sofar == null) {
                body = chunk;
            } else {
                body = sofar.appendBuffer(chunk);
            }
        }

        private void finish() {
            HttpClientResponse head = response;
            if (done || head == null) {
                return;
            }
            settle();
            int status = head.statusCode();
            listener.answered(settings.name(), request.operation(), status, ticker.nanos() - start);
            byte[] bytes = body == null ? new byte[0] : body.getBytes();
            Failure.Reason reason = reasonOf(status, request.repeatable());
            if (reason == null) {
                answer.complete(new BackendResponse(status, head.headers(), bytes));
            } else {
                answer.fail(new Failure(reason, settings.name(), "HTTP " + status, retryAfter(head)).asException());
            }
        }

        private void fail(Failure.Reason reason, String detail) {
            if (done) {
                return;
            }
            settle();
            listener.failed(settings.name(), request.operation(), reason, ticker.nanos() - start);
            HttpClientRequest sent = http;
            if (sent != null) {
                sent.reset();
            }
            answer.fail(failure(reason, request.operation() + ": " + detail));
        }

        private void settle() {
            done = true;
            Timers.Timer armed = timer;
            if (armed != null) {
                armed.cancel();
            }
        }
    }

    private boolean announcesTooMuch(@Nullable String length) {
        return length != null && (length.length() > 9 || Long.parseLong(length) > settings.maxResponseBytes());
    }

    /**
     * What a status says of the backend. A 503 to a question says "later", and it may be asked again. To what must not be sent twice it says
     * nothing of the kind: proxies answer it too where the connection broke after the backend had it, and only 429 is a refusal.
     */
    private static Failure.@Nullable Reason reasonOf(int status, boolean repeatable) {
        if (status == 401) {
            return Failure.Reason.UNAUTHORIZED;
        }
        if (status == 429 || (status == 503 && repeatable)) {
            return Failure.Reason.OVERLOADED;
        }
        if (status == 408 || status == 504) {
            return Failure.Reason.TIMEOUT;
        }
        return status >= 500 ? Failure.Reason.SERVER_ERROR : null;
    }

    /** Retry-After in seconds; a date counts as unknown, because our clocks need not agree. */
    private static Duration retryAfter(HttpClientResponse head) {
        String value = head.getHeader("retry-after");
        if (value == null
                || value.isEmpty()
                || value.length() > 6
                || !value.chars().allMatch(Character::isDigit)) {
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }

    static io.vertx.core.http.HttpClientOptions clientOptions(BackendSettings settings) {
        return new io.vertx.core.http.HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(true)
                .setPipelining(false)
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setKeepAliveTimeout(55)
                .setMaxHeaderSize(16 * 1024)
                .setTcpNoDelay(true)
                .setTracingPolicy(io.vertx.core.tracing.TracingPolicy.PROPAGATE);
    }
}
