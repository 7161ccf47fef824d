package dev.weft.http;

import dev.weft.fanout.Composite;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * One request on its way through a {@link Face}. Confined to its event loop. The request is paused; a face reads its body by resuming it.
 *
 * <p>A face writes the response itself, and must then say {@link #ended}, once, however the writing went; or it lets the edge answer, with
 * {@link #refuse} or {@link #fail}.
 */
public final class Passage {
    private final Exchange exchange;
    private final Answers answers;

    Passage(Exchange exchange, Answers answers) {
        this.exchange = exchange;
        this.answers = answers;
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

    /** To be called before a head of one's own is written. */
    public void heading() {
        if (answers.isLeaving() && exchange.request().version() != HttpVersion.HTTP_2) {
            response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
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
