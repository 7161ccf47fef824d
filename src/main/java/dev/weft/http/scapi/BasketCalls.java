package dev.weft.http.scapi;

import dev.weft.http.scapi.FaceWrites.Visit;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.Failure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Calls of our own about a shopper's basket, each answered with the whole basket. */
final class BasketCalls {
    private final Upstream upstream;
    private final long most;

    BasketCalls(Upstream upstream, long most) {
        this.upstream = upstream;
        this.most = most;
    }

    /**
     * One call.
     *
     * @param path below the basket, with its slash
     * @param json the body; empty for none
     * @param token instead of the shopper's own; empty for that
     */
    record Call(HttpMethod method, String path, String json, Optional<String> token) {}

    /** Fails with {@code UNAUTHORIZED} where the token is not taken, and with {@code REFUSED} for anything else but a basket. */
    Future<Gathered> send(Visit visit, String family, String basketId, Call call) {
        MultiMap fields = HttpHeaders.headers().setAll(visit.onward().fields());
        fields.remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.CONTENT_TYPE);
        PassedFields.whole(fields);
        call.token()
                .ifPresent(token ->
                        fields.set(HttpHeaders.AUTHORIZATION, "Bearer " + token).remove(HttpHeaders.COOKIE));
        byte[] json = call.json().getBytes(StandardCharsets.UTF_8);
        Optional<ReadStream<Buffer>> body = Optional.empty();
        if (json.length > 0) {
            fields.set(HttpHeaders.CONTENT_TYPE, "application/json");
            fields.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(json.length));
            body = Optional.of(new OneBody(json));
        }
        String target = family + "/organizations/" + visit.asked().organization() + "/baskets/" + basketId + call.path()
                + "?siteId=" + visit.asked().raw("siteId");
        return upstream.send(
                        new Onward(family, call.method(), target, fields, body),
                        visit.passage().context())
                .compose(answer -> Gathered.of(answer, most))
                .map(whole -> {
                    if (whole.head().status() != 200
                            || !WovenReads.isJson(whole.head().fields())) {
                        throw Failure.of(
                                        whole.head().status() == 401
                                                ? Failure.Reason.UNAUTHORIZED
                                                : Failure.Reason.REFUSED,
                                        "scapi",
                                        call.method() + " of a basket was answered "
                                                + whole.head().status())
                                .asException();
                    }
                    return whole;
                });
    }
}
