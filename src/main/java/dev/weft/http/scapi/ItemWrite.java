package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.http.Face.Family;
import dev.weft.order.InventoryLists;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Where goods go that name no shipment. */
    private static final String FIRST_SHIPMENT = "me";

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

    /** What the basket would hold more of. What is not of the documented form is not counted: SCAPI refuses it. */
    Added added(Cart cart, JsonNode body, InventoryLists lists) {
        Map<Added.Kind, Long> held = new LinkedHashMap<>();
        cart.items()
                .forEach(item -> held.merge(
                        kind(cart, lists, item.productId(), item.inventoryId(), item.shipmentId()),
                        (long) item.quantity(),
                        Long::sum));
        Map<Added.Kind, Long> then = new LinkedHashMap<>(held);
        for (JsonNode wish : body.isArray() ? body : List.of(body)) {
            if (adds) {
                Added.Kind kind = kind(
                        cart,
                        lists,
                        wish.path("productId").asText(),
                        wish.path("inventoryId").asText(),
                        wish.path("shipmentId").asText(FIRST_SHIPMENT));
                then.merge(kind, (long) Cart.units(wish.path("quantity"), 1), Long::sum);
            } else {
                change(cart, wish, lists, then);
            }
        }
        return Added.between(held, then);
    }

    private void change(Cart cart, JsonNode wish, InventoryLists lists, Map<Added.Kind, Long> then) {
        String id = itemId.isEmpty() ? wish.path("itemId").asText() : itemId;
        cart.items().stream()
                .filter(item -> item.itemId().equals(id))
                .findFirst()
                .ifPresent(item -> {
                    then.merge(
                            kind(cart, lists, item.productId(), item.inventoryId(), item.shipmentId()),
                            (long) -item.quantity(),
                            Long::sum);
                    then.merge(
                            kind(
                                    cart,
                                    lists,
                                    wish.path("productId").asText(item.productId()),
                                    wish.path("inventoryId").asText(item.inventoryId()),
                                    wish.path("shipmentId").asText(item.shipmentId())),
                            (long) Cart.units(wish.path("quantity"), item.quantity()),
                            Long::sum);
                });
    }

    private static Added.Kind kind(Cart cart, InventoryLists lists, String product, String list, String shipment) {
        return lists.knows(list, cart.fetched(shipment))
                ? new Added.Kind(product, lists.place(list), Optional.empty())
                : new Added.Kind(product, Optional.empty(), Optional.of(list));
    }
}
