package dev.weft.http;

import dev.weft.fanout.Composite;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * One request on its way through a {@link Face}. Confined to its event loop. The request is paused; a face reads its body by resuming it.
 *
 * <p>A face writes the response itself, and must then say {@link #ended}, once, however the writing went; or it lets the edge answer, with
 * {@link #refuse} or {@link #fail}.
 */
public final class Passage {
    private final Exchange exchange;
    private final Answers answers;
    private final Proxies proxies;

    Passage(Exchange exchange, Answers answers, Proxies proxies) {
        this.exchange = exchange;
        this.answers = answers;
        this.proxies = proxies;
    }

    public HttpServerRequest request() {
        return exchange.request();
    }

    public HttpServerResponse response() {
        return exchange.request().response();
    }

    public RequestContext context() {
        return exchange.context();
    }

    /** True when the client asked for an answer sooner than we would give ourselves: what it gets in that time must be nobody else's. */
    public boolean hurried() {
        return exchange.hurried();
    }

    /** The client's fields for whoever stands behind the face: what {@code policy} lets pass, and where the request came from. */
    public MultiMap onward(FieldPolicy policy) {
        return policy.onward(request().headers(), proxies.from(request()));
    }

    /** What was asked of other systems for this answer. */
    public void composed(Composite parts) {
        exchange.composed(parts);
    }

    /** A body being waited for; see there. */
    public <T> Future<T> arriving(Future<T> body) {
        return exchange.arriving(body);
    }

    /** Whether so much more of the body may be kept; see there. */
    public boolean keeps(int bytes) {
        return exchange.keeps(bytes);
    }

    /**
     * Says in a head of one's own what every answer of the edge says: its id, what browsers are told, whose pages may read it. It takes the
     * place of what stands there already, but for {@code Vary}, which grows. To be called last before the head is written.
     */
    public void heading() {
        answers.heading(exchange);
    }

    /** The response was written, or given up. */
    public void ended(int status) {
        answers.finished(exchange, status);
    }

    /** Answers with {@code problem}; nothing must have been written. */
    public void refuse(Problem problem) {
        answers.problem(exchange, problem);
    }

    /** Answers what {@code cause} means; nothing must have been written. Never 503, by which storefronts declare maintenance. */
    public void fail(Throwable cause) {
        answers.problem(exchange, Problems.of(cause, exchange.context().requestId()));
    }
}
