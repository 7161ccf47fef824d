package dev.weft.http.scapi;

import dev.weft.http.scapi.FaceWrites.Visit;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.Failure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.Set;

/** Reads the basket a write is about, with the shopper's own token, before the write is handed on. */
final class CartReads {
    /** SCAPI refuses to show it. */
    private static final Set<Integer> HIDDEN = Set.of(401, 403, 404);

    private final Upstream upstream;
    private final long most;

    CartReads(Upstream upstream, long most) {
        this.upstream = upstream;
        this.most = most;
    }

    /**
     * The basket; empty where SCAPI does not show it to this shopper, in which case it will also say why the write cannot be. Fails with
     * {@link Said} for any other answer, and with {@code BAD_ANSWER} for one that is no basket: a write that nobody has looked at is another
     * thing than one that nobody may make.
     */
    Future<Optional<Cart>> read(Visit visit, String family, String basketId) {
        MultiMap fields = HttpHeaders.headers().setAll(visit.onward().fields());
        fields.remove(HttpHeaders.CONTENT_LENGTH).remove(HttpHeaders.CONTENT_TYPE);
        String target = family + "/organizations/" + visit.asked().organization() + "/baskets/" + basketId + "?siteId="
                + visit.asked().raw("siteId");
        return upstream.send(
                        new Onward(family, HttpMethod.GET, target, fields, Optional.empty()),
                        visit.passage().context())
                .compose(answer -> Gathered.of(answer, most))
                .map(CartReads::basket);
    }

    private static Optional<Cart> basket(Gathered answer) {
        int status = answer.head().status();
        if (HIDDEN.contains(status)) {
            return Optional.empty();
        }
        Optional<Cart> cart = status == 200 && WovenReads.isJson(answer.head().fields())
                ? Cart.read(answer.body())
                : Optional.empty();
        if (cart.isEmpty()) {
            throw status / 100 == 2
                    ? Failure.of(Failure.Reason.BAD_ANSWER, "scapi", "a basket that is none")
                            .asException()
                    : new Said(answer);
        }
        return cart;
    }
}
