package dev.weft.backend.client;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.Tracer;
import dev.weft.resilience.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.streams.ReadStream;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The innermost call of a {@link BackendStream}: one exchange on one pooled connection, both bodies flowing with back-pressure.
 *
 * <p>Until the head of the answer is there, a timer on the context's deadline resets the stream; from then on one on {@link #WHOLE} does,
 * because how fast a body flows is the client's matter too.
 */
final class StreamCall implements Call<StreamRequest, StreamResponse> {
    /** The longest one exchange may hold its connection: about what 10 MB, the most SCAPI answers, take at 170 KB/s. */
    static final Duration WHOLE = Duration.ofSeconds(60);

    private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");

    private final BackendSettings settings;
    private final HttpClient client;
    private final Tracer tracer;
    private final Ticker ticker;
    private final Timers timers;
    private final ClientListener listener;
    private final SocketAddress server;
    private final boolean https;
    private final String basePath;

    StreamCall(
            BackendSettings settings,
            HttpClient client,
            Tracer tracer,
            Ticker ticker,
            Timers timers,
            ClientListener listener) {
        this.settings = settings;
        this.client = client;
        this.tracer = tracer;
        this.ticker = ticker;
        this.timers = timers;
        this.listener = listener;
        URI url = settings.url();
        this.https = "https".equals(url.getScheme());
        this.server =
                SocketAddress.inetSocketAddress(url.getPort() > 0 ? url.getPort() : https ? 443 : 80, url.getHost());
        this.basePath = settings.basePath();
    }

    @Override
    public Future<StreamResponse> invoke(StreamRequest request, RequestContext context) {
        Exchange exchange = new Exchange(request, context);
        exchange.begin();
        return exchange.head.future();
    }

    /** One request and the head of its answer. Confined to the event loop of the caller. */
    private final class Exchange {
        private final StreamRequest request;
        private final RequestContext context;
        private final Promise<StreamResponse> head = Promise.promise();
        private final long start = ticker.nanos();
        private Timers.@Nullable Timer timer;
        private @Nullable HttpClientRequest http;
        private boolean done;

        Exchange(StreamRequest request, RequestContext context) {
            this.request = request;
            this.context = context;
        }

        void begin() {
            Deadline deadline = context.deadline();
            if (deadline.expired()) {
                fail(Failure.Reason.TIMEOUT, "no time left to send it");
                return;
            }
            timer = timers.after(
                    Duration.ofNanos(Math.max(1_000_000, deadline.remainingNanos())),
                    () -> fail(Failure.Reason.TIMEOUT, "no answer in time"));
            tracer.under(context.trace(), this::connect);
        }

        private void connect() {
            client.request(options()).onComplete(connected -> {
                if (connected.failed()) {
                    fail(
                            reasonOf(connected.cause()),
                            String.valueOf(connected.cause().getMessage()));
                } else if (done) {
                    drop(connected.result());
                } else {
                    send(connected.result());
                }
            });
        }

        private RequestOptions options() {
            return new RequestOptions()
                    .setServer(server)
                    .setHost(server.host())
                    .setPort(server.port())
                    .setSsl(https)
                    .setMethod(request.method())
                    .setFollowRedirects(false)
                    .setURI(basePath + request.target());
        }

        /** Gives back the connection of a request that was never sent. */
        private void drop(HttpClientRequest unsent) {
            unsent.exceptionHandler(expected -> {});
            unsent.reset();
        }

        private void send(HttpClientRequest connected) {
            http = connected;
            connected.exceptionHandler(broken -> fail(Failure.Reason.RESET, String.valueOf(broken.getMessage())));
            try {
                connected.headers().addAll(request.fields());
                if (tracer.carries()) {
                    connected.headers().remove(TRACEPARENT); // the client's position is not ours
                } else {
                    connected.headers().set(TRACEPARENT, context.trace().child().traceparent());
                }
            } catch (IllegalArgumentException unsendable) { // its message may quote a credential
                fail(Failure.Reason.INTERNAL, "the request cannot be sent as it is");
                return;
            }
            connected.response().onComplete(outcome -> {
                if (outcome.succeeded()) {
                    answered(connected, outcome.result());
                } else {
                    fail(Failure.Reason.RESET, String.valueOf(outcome.cause().getMessage()));
                }
            });
            if (request.body().isPresent()) {
                upload(request.body().get(), connected);
            } else {
                connected.end();
            }
        }

        /** A body that breaks off breaks the request: ended there, it would pass for whole. */
        private void upload(ReadStream<Buffer> body, HttpClientRequest connected) {
            if (!connected.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                connected.setChunked(true);
            }
            body.pipe().endOnFailure(false).to(connected).onFailure(broken -> {
                fail(Failure.Reason.RESET, "the body broke off");
                connected.reset();
            });
        }

        private void answered(HttpClientRequest sent, HttpClientResponse response) {
            if (done) {
                return; // reset already
            }
            settle();
            listener.answered(settings.name(), request.operation(), response.statusCode(), ticker.nanos() - start);
            Timers.Timer longest = timers.after(WHOLE, sent::reset);
            response.end().onComplete(over -> longest.cancel());
            head.complete(new StreamResponse(
                    response.statusCode(), response.statusMessage(), response.headers(), response, () -> sent.reset()));
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
            head.fail(Failure.of(reason, settings.name(), request.operation() + ": " + detail)
                    .asException());
        }

        private void settle() {
            done = true;
            Timers.Timer armed = timer;
            if (armed != null) {
                armed.cancel();
            }
        }
    }

    private static Failure.Reason reasonOf(Throwable unconnected) {
        return unconnected instanceof ConnectionPoolTooBusyException
                ? Failure.Reason.SATURATED
                : Failure.Reason.CONNECT;
    }
}
