package dev.weft.http.scapi;

import dev.weft.http.scapi.BasketCalls.Call;
import dev.weft.http.scapi.FaceWrites.Visit;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes out of a basket what a write put in that is refused after all. With the shopper's own token; what fails is left to the order's check. */
record Undo(BasketCalls calls, Visit visit, String family, String basketId) {

    /** Has the basket hold what it held {@code before}; never fails. */
    Future<Void> back(Cart before, Cart now) {
        Map<String, Integer> held = new HashMap<>();
        before.items().forEach(item -> held.put(item.itemId(), item.quantity()));
        Future<Void> done = Future.succeededFuture();
        for (Cart.Item item : now.items()) {
            int was = held.getOrDefault(item.itemId(), 0);
            if (item.quantity() > was) {
                String one = "/items/" + item.itemId();
                Call call = was == 0
                        ? new Call(HttpMethod.DELETE, one, "", Optional.empty())
                        : new Call(HttpMethod.PATCH, one, "{\"quantity\":" + was + "}", Optional.empty());
                done = done.compose(
                                v -> calls.send(visit, family, basketId, call).<Void>mapEmpty())
                        .otherwiseEmpty();
            }
        }
        return done;
    }
}
