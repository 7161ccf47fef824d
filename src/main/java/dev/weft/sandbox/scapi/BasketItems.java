package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.scapi.Basket.Item;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Items of a basket, one or many. The price a client sends is read over; what commerce has not got is refused. */
final class BasketItems {

    private static final int MOST_ITEMS = 100;
    private static final int MOST_PIECES = 9_999;

    private final World world;
    private final Shown shown;
    private final Baskets baskets;
    private final Ids ids;

    BasketItems(World world, Shown shown, Baskets baskets, Ids ids) {
        this.world = world;
        this.shown = shown;
        this.baskets = baskets;
        this.ids = ids;
    }

    /** Adds all or, if one of them cannot be had, none. */
    Reply add(Asked asked) {
        List<JsonObject> wanted = asked.bodyList();
        return baskets.change(asked, basket -> {
            Basket more = basket;
            for (JsonObject wish : wanted) {
                more = more.plus(item(basket, wish));
            }
            if (more.items().size() > MOST_ITEMS) {
                throw Problems.refusal("A basket holds at most " + MOST_ITEMS + " items.");
            }
            more.items()
                    .forEach(it -> needsStock(
                            asked, it, basket.item(it.id()).map(Item::quantity).orElse(0)));
            return more;
        });
    }

    Reply patchAll(Asked asked) {
        List<JsonObject> wanted = asked.bodyList();
        return baskets.change(asked, basket -> {
            Basket after = basket;
            for (JsonObject wish : wanted) {
                after = patched(asked, after, Documents.required(wish, "itemId"), wish);
            }
            return after;
        });
    }

    Reply patch(Asked asked) {
        JsonObject wish = asked.body();
        return baskets.change(asked, basket -> patched(asked, basket, asked.path(3), wish));
    }

    Reply delete(Asked asked) {
        return baskets.change(asked, basket -> {
            known(basket, asked.path(3));
            return basket.without(asked.path(3));
        });
    }

    private Item item(Basket basket, JsonObject wish) {
        String productId = wish.getString("productId", "");
        Variant variant = world.catalogue()
                .variant(productId)
                .orElseThrow(() -> Problems.refusal(
                        "invalid-product-id",
                        "Invalid Product ID",
                        "The product '" + productId + "' is unknown or cannot be bought as it is."));
        String shipmentId = wish.getString("shipmentId", Basket.DEFAULT_SHIPMENT);
        needsShipment(basket, shipmentId);
        int quantity = quantity(wish, 1);
        if (quantity == 0) {
            throw Problems.refusal("The property 'quantity' must be at least 1.");
        }
        return new Item(
                ids.next(), variant, quantity, shipmentId, wish.getString("inventoryId", ""), Documents.custom(wish));
    }

    private Basket patched(Asked asked, Basket basket, String itemId, JsonObject wish) {
        Item before = known(basket, itemId);
        int quantity = quantity(wish, before.quantity());
        if (quantity == 0) {
            return basket.without(itemId);
        }
        String shipmentId = wish.getString("shipmentId", before.shipmentId());
        needsShipment(basket, shipmentId);
        Variant variant = world.catalogue()
                .variant(wish.getString("productId", before.variant().sku()))
                .orElse(before.variant());
        Item after = new Item(
                itemId,
                variant,
                quantity,
                shipmentId,
                wish.getString("inventoryId", before.inventoryId()),
                before.custom().copy().mergeIn(Documents.custom(wish)));
        needsStock(asked, after, variant.equals(before.variant()) ? before.quantity() : 0);
        return basket.withItems(basket.items().stream()
                .map(it -> it.id().equals(itemId) ? after : it)
                .toList());
    }

    /** Fewer or as many of what is in the basket already may always be kept. */
    private void needsStock(Asked asked, Item item, int had) {
        int stock = shown.stock(item.variant(), asked.site(), item.inventoryId());
        if (item.quantity() > had && item.quantity() > stock) {
            throw Problems.refusal(
                    "product-item-not-available",
                    "Product Item Not Available",
                    "Product '" + item.variant().sku() + "' is available " + stock + " times, " + item.quantity()
                            + " were wanted.");
        }
    }

    private static int quantity(JsonObject wish, int otherwise) {
        double quantity = wish.getValue("quantity") == null ? otherwise : wish.getDouble("quantity");
        if (quantity != Math.rint(quantity) || quantity < 0 || quantity > MOST_PIECES) {
            throw Problems.refusal("The property 'quantity' must be a whole number from 0 to " + MOST_PIECES + ".");
        }
        return (int) quantity;
    }

    private static Item known(Basket basket, String itemId) {
        return basket.item(itemId)
                .orElseThrow(() ->
                        new Refused(Problems.notFound("product-item", "The basket has no item '" + itemId + "'.")));
    }

    private static void needsShipment(Basket basket, String shipmentId) {
        if (basket.shipment(shipmentId).isEmpty()) {
            throw new Refused(Problems.notFound("shipment", "The basket has no shipment '" + shipmentId + "'."));
        }
    }
}
