package dev.weft.http.scapi;

import dev.weft.http.scapi.FaceWrites.Visit;
import dev.weft.http.scapi.Upstream.Onward;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** Reads the basket a write is about, with the shopper's own token, before the write is handed on. */
final class CartReads {
    private final Upstream upstream;
    private final long most;

    CartReads(Upstream upstream, long most) {
        this.upstream = upstream;
        this.most = most;
    }

    /** The basket; empty where SCAPI does not show it, in which case it will also say why the write cannot be. */
    Future<Optional<Cart>> read(Visit visit, String family, String basketId) {
        MultiMap fields = HttpHeaders.headers().setAll(visit.onward().fields());
        fields.remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.CONTENT_TYPE);
        String target = family + "/organizations/" + visit.asked().organization() + "/baskets/" + basketId + "?siteId="
                + visit.asked().raw("siteId");
        return upstream.send(
                        new Onward(family, HttpMethod.GET, target, fields, Optional.empty()),
                        visit.passage().context())
                .compose(answer -> Gathered.of(answer, most))
                .map(whole -> whole.head().status() == 200
                                && WovenReads.isJson(whole.head().fields())
                        ? Cart.read(whole.body())
                        : Optional.empty());
    }
}
