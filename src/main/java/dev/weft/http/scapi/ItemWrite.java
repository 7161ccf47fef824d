package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.http.Face.Family;
import dev.weft.kernel.Sku;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A write that puts goods into a basket, or more of them: {@code POST} and {@code PATCH .../items}, and {@code PATCH .../items/{itemId}}, of
 * both versions.
 *
 * @param basketId as it stands in the path
 * @param itemId the one item that is changed; empty where the body names them
 */
record ItemWrite(String basketId, String itemId, boolean adds) {
    private static final String BASKETS = "/baskets/";

    /** Which write a request is; empty for every other. */
    static Optional<ItemWrite> of(Family family, HttpMethod method, String resource) {
        if (!Families.isBaskets(family) || !resource.startsWith(BASKETS)) {
            return Optional.empty();
        }
        String[] path = resource.substring(BASKETS.length()).split("/", -1);
        if (path.length < 2 || path.length > 3 || !path[1].equals("items")) {
            return Optional.empty();
        }
        boolean one = path.length == 3;
        if (method.equals(HttpMethod.POST) && !one) {
            return Optional.of(new ItemWrite(path[0], "", true));
        }
        return method.equals(HttpMethod.PATCH)
                ? Optional.of(new ItemWrite(path[0], one ? path[2] : "", false))
                : Optional.empty();
    }

    /** Where the basket is read. */
    String basketPath() {
        return BASKETS + basketId;
    }

    /**
     * How many of each SKU the basket would hold, for those of which it would hold more than it does. What is not of the documented form is
     * not counted: SCAPI refuses it.
     */
    Map<Sku, Long> wanted(Cart cart, JsonNode body) {
        Map<String, Long> held = new HashMap<>();
        cart.items().forEach(item -> held.merge(item.productId(), (long) item.quantity(), Long::sum));
        Map<String, Long> then = new HashMap<>(held);
        for (JsonNode wish : body.isArray() ? body : java.util.List.of(body)) {
            if (adds) {
                then.merge(wish.path("productId").asText(), (long) Cart.units(wish.path("quantity"), 1), Long::sum);
            } else {
                change(cart, wish, then);
            }
        }
        Map<Sku, Long> wanted = new LinkedHashMap<>();
        then.forEach((product, units) -> {
            if (Sku.valid(product) && units > held.getOrDefault(product, 0L)) {
                wanted.put(Sku.of(product), units);
            }
        });
        return wanted;
    }

    private void change(Cart cart, JsonNode wish, Map<String, Long> then) {
        String id = itemId.isEmpty() ? wish.path("itemId").asText() : itemId;
        cart.items().stream()
                .filter(item -> item.itemId().equals(id))
                .findFirst()
                .ifPresent(item -> {
                    then.merge(item.productId(), (long) -item.quantity(), Long::sum);
                    String product = wish.path("productId").asText(item.productId());
                    then.merge(product, (long) Cart.units(wish.path("quantity"), item.quantity()), Long::sum);
                });
    }
}
