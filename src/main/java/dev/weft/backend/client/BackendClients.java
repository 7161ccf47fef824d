package dev.weft.backend.client;

import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.Tracer;
import dev.weft.resilience.Breaker;
import dev.weft.resilience.Bulkhead;
import dev.weft.resilience.Call;
import dev.weft.resilience.Decorator;
import dev.weft.resilience.ResilienceListener;
import dev.weft.resilience.ResilienceSettings;
import dev.weft.resilience.Retry;
import dev.weft.resilience.Throttle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * Builds one {@link BackendClient} per backend, with its connection pool and its pipeline, for the life of the process. Call it outside
 * any verticle: a client made inside one closes with it.
 */
public final class BackendClients {
    private final Vertx vertx;
    private final Ticker ticker;
    private final Timers timers;
    private final ResilienceListener resilience;
    private final ClientListener listener;
    private final BiConsumer<String, Bulkhead<?, ?>> gauges;
    private final Tracer tracer;
    private final List<HttpClient> opened = new ArrayList<>();

    public BackendClients(
            Vertx vertx,
            Ticker ticker,
            Timers timers,
            ResilienceListener resilience,
            ClientListener listener,
            BiConsumer<String, Bulkhead<?, ?>> gauges) {
        this(vertx, ticker, timers, resilience, listener, gauges, Tracer.NONE);
    }

    /**
     * As the other constructor.
     *
     * @param tracer records each call as a span of the request it is for
     */
    public BackendClients(
            Vertx vertx,
            Ticker ticker,
            Timers timers,
            ResilienceListener resilience,
            ClientListener listener,
            BiConsumer<String, Bulkhead<?, ?>> gauges,
            Tracer tracer) {
        this.tracer = tracer;
        this.vertx = vertx;
        this.ticker = ticker;
        this.timers = timers;
        this.resilience = resilience;
        this.listener = listener;
        this.gauges = gauges;
    }

    /** The client of one backend whose certificate, if any, the platform's authorities vouch for. As the other. */
    public BackendClient open(BackendSettings settings) {
        return open(settings, ClientTls.platform());
    }

    /**
     * The client of one backend. Not thread-safe: call it while the process is being put together.
     *
     * @param tls secures connections to the backend, and to its token endpoint elsewhere
     */
    public BackendClient open(BackendSettings settings, ClientTls tls) {
        ResilienceSettings rules = settings.resilience();
        String name = settings.name();
        HttpCall http = new HttpCall(settings, pool(settings, tls), tracer, ticker, timers, listener);
        List<Decorator<BackendRequest, BackendResponse>> pipeline = new ArrayList<>(); // outermost first
        pipeline.add(next -> (request, context) ->
                next.invoke(request, context.withDeadline(context.deadline().within(rules.timeout()))));
        rules.throttle()
                .ifPresent(rate -> pipeline.add(next -> new Throttle<>(name, rate, ticker, timers, resilience, next)));
        pipeline.add(next -> bulkhead(settings, next));
        pipeline.add(next -> breaker(name, rules, next));
        pipeline.add(next -> new Retry<>(
                name,
                rules.retry(),
                BackendRequest::repeatable,
                timers,
                () -> ThreadLocalRandom.current().nextDouble(),
                resilience,
                next));
        pipeline.add(next -> credentials(settings, http, tls, next));
        return new BackendClient(name, Decorator.outermostFirst(pipeline, http));
    }

    /**
     * Stands before reads alone. What may not be repeated is an effect, whose lane knows for itself when to stop and probe: a system that
     * leaves every second effect in doubt still has to get them all, and its reads are not to suffer for it.
     */
    private Call<BackendRequest, BackendResponse> breaker(
            String name, ResilienceSettings rules, Call<BackendRequest, BackendResponse> next) {
        Breaker<BackendRequest, BackendResponse> breaker =
                new Breaker<>(name, rules.breaker(), rules.timeout(), vertx, ticker, timers, resilience, next);
        return (request, context) ->
                request.repeatable() ? breaker.invoke(request, context) : next.invoke(request, context);
    }

    /**
     * A way to hand whole messages on to a backend, over a pool of its own. No breaker and no credentials: the client's own answer from the
     * backend is what is wanted, a failure too. Reads whose connection broke before an answer are sent once more, within the retry budget.
     * Not thread-safe, like {@link #open}.
     */
    public BackendStream stream(BackendSettings settings, ClientTls tls) {
        StreamCall http = new StreamCall(settings, pool(settings, tls), tracer, ticker, timers, listener);
        return new BackendStream(
                settings.name(),
                new Retry<>(
                        settings.name(),
                        settings.resilience().retry(),
                        StreamRequest::repeatable,
                        timers,
                        () -> ThreadLocalRandom.current().nextDouble(),
                        resilience,
                        http));
    }

    /** Closes every pool that was opened. */
    public Future<Void> close() {
        List<Future<Void>> closing = new ArrayList<>();
        opened.forEach(client -> closing.add(client.close()));
        return Future.join(closing).mapEmpty();
    }

    /**
     * Whoever waits, waits here and leaves at its deadline. The pool's own queue knows no deadlines: it is only used while a connection is
     * being made, and by those who gave up meanwhile. (A connect timeout per request would take them out of it, but Vert.x 5.0 then loses
     * count of the connection that was being made for them.)
     */
    private Bulkhead<BackendRequest, BackendResponse> bulkhead(
            BackendSettings settings, Call<BackendRequest, BackendResponse> next) {
        String name = settings.name();
        ResilienceSettings rules = settings.resilience();
        Bulkhead<BackendRequest, BackendResponse> bulkhead = new Bulkhead<>(
                name,
                rules.limit().atMost(settings.connections()),
                rules.waitQueue(),
                ticker,
                timers,
                resilience,
                next);
        gauges.accept(name, bulkhead);
        return bulkhead;
    }

    private Call<BackendRequest, BackendResponse> credentials(
            BackendSettings settings, HttpCall http, ClientTls tls, Call<BackendRequest, BackendResponse> next) {
        BackendAuth auth = settings.auth();
        if (auth instanceof BackendAuth.Basic basic) {
            String value = ClientTokens.basic(basic.user(), basic.password().reveal());
            return Authorised.fixed("authorization", value, next);
        }
        if (auth instanceof BackendAuth.ApiKey key) {
            return Authorised.fixed(key.header(), key.value().reveal(), next);
        }
        if (auth instanceof BackendAuth.ClientCredentials oauth) {
            return new Authorised(settings.name(), tokens(settings, oauth, http, tls), timers, next);
        }
        return next;
    }

    private ClientTokens tokens(
            BackendSettings settings, BackendAuth.ClientCredentials oauth, HttpCall http, ClientTls tls) {
        if (oauth.tokenUrl().startsWith("/")) {
            return new ClientTokens(settings.name(), oauth, oauth.tokenUrl(), http, ticker, listener);
        }
        URI url = URI.create(oauth.tokenUrl());
        URI origin = URI.create(url.getScheme() + "://" + url.getRawAuthority());
        BackendSettings issuer = new BackendSettings(
                settings.name(),
                origin,
                new BackendAuth.None(),
                settings.connectTimeout(),
                1,
                64 * 1024,
                settings.resilience());
        HttpCall elsewhere = new HttpCall(issuer, pool(issuer, tls), tracer, ticker, timers, listener);
        String target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        return new ClientTokens(settings.name(), oauth, target, elsewhere, ticker, listener);
    }

    private HttpClient pool(BackendSettings settings, ClientTls tls) {
        HttpClientOptions options = HttpCall.clientOptions(settings);
        tls.prepare(options);
        HttpClientAgent client = vertx.createHttpClient(
                options,
                new PoolOptions()
                        .setHttp1MaxSize(settings.connections())
                        .setMaxWaitQueueSize(
                                16 + 4 * settings.resilience().limit().max()));
        opened.add(client);
        tls.renews(client);
        return client;
    }
}
