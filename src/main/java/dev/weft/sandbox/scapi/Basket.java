package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Variant;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A basket as it was told; what it costs is worked out by {@link Totals}. Immutable, and so are the documents in it. */
record Basket(Head head, List<Item> items, List<Shipment> shipments, Checkout checkout) {

    static final String DEFAULT_SHIPMENT = "me";

    Basket {
        items = List.copyOf(items);
        shipments = List.copyOf(shipments);
    }

    record Head(String id, Owner owner, Instant created, Instant modified, boolean temporary) {}

    /** @param custom the {@code c_*} attributes */
    record Item(String id, Variant variant, int quantity, String shipmentId, String inventoryId, JsonObject custom) {

        Item withQuantity(int changed) {
            return new Item(id, variant, changed, shipmentId, inventoryId, custom);
        }

        boolean isSameAs(Item other) {
            return variant.equals(other.variant())
                    && shipmentId.equals(other.shipmentId())
                    && inventoryId.equals(other.inventoryId())
                    && unpriced(custom).equals(unpriced(other.custom()));
        }

        /** Without what a hook prices it by: the same goods at another price are the same line. */
        private static JsonObject unpriced(JsonObject custom) {
            JsonObject rest = custom.copy();
            rest.remove(PriceHook.ATTRIBUTE);
            return rest;
        }
    }

    /** @param document address, custom attributes and the like as they were put in */
    record Shipment(String id, Optional<ShippingMethod> method, Optional<JsonObject> address, JsonObject document) {}

    /** What checkout adds, document by document. */
    record Checkout(
            JsonObject customerInfo,
            Optional<JsonObject> billing,
            List<JsonObject> payments,
            List<Coupon> coupons,
            List<Adjustment> adjustments,
            List<String> priceBooks,
            JsonObject custom) {
        Checkout {
            payments = List.copyOf(payments);
            coupons = List.copyOf(coupons);
            adjustments = List.copyOf(adjustments);
            priceBooks = List.copyOf(priceBooks);
        }

        static Checkout empty(JsonObject customerInfo) {
            return new Checkout(
                    customerInfo, Optional.empty(), List.of(), List.of(), List.of(), List.of(), new JsonObject());
        }

        Checkout withCustomerInfo(JsonObject changed) {
            return new Checkout(changed, billing, payments, coupons, adjustments, priceBooks, custom);
        }

        Checkout withBilling(JsonObject changed) {
            return new Checkout(customerInfo, Optional.of(changed), payments, coupons, adjustments, priceBooks, custom);
        }

        Checkout withPayments(List<JsonObject> changed) {
            return new Checkout(customerInfo, billing, changed, coupons, adjustments, priceBooks, custom);
        }

        Checkout withCoupons(List<Coupon> changed) {
            return new Checkout(customerInfo, billing, payments, changed, adjustments, priceBooks, custom);
        }

        Checkout withAdjustments(List<Adjustment> changed) {
            return new Checkout(customerInfo, billing, payments, coupons, changed, priceBooks, custom);
        }

        Checkout withPriceBooks(List<String> changed) {
            return new Checkout(customerInfo, billing, payments, coupons, adjustments, changed, custom);
        }

        Checkout withCustom(JsonObject changed) {
            return new Checkout(customerInfo, billing, payments, coupons, adjustments, priceBooks, changed);
        }
    }

    String id() {
        return head.id();
    }

    Optional<Item> item(String itemId) {
        return items.stream().filter(it -> it.id().equals(itemId)).findFirst();
    }

    Optional<Shipment> shipment(String shipmentId) {
        return shipments.stream().filter(it -> it.id().equals(shipmentId)).findFirst();
    }

    Basket withItems(List<Item> changed) {
        return new Basket(head, changed, shipments, checkout);
    }

    /** With the item, or more of the one that is the same. */
    Basket plus(Item item) {
        List<Item> all = new ArrayList<>();
        boolean joined = false;
        for (Item known : items) {
            joined |= known.isSameAs(item);
            all.add(known.isSameAs(item) ? known.withQuantity(known.quantity() + item.quantity()) : known);
        }
        if (!joined) {
            all.add(item);
        }
        return withItems(all);
    }

    Basket without(String itemId) {
        return withItems(items.stream().filter(it -> !it.id().equals(itemId)).toList());
    }

    Basket with(Checkout changed) {
        return new Basket(head, items, shipments, changed);
    }

    Basket withShipments(List<Shipment> changed) {
        return new Basket(head, items, changed, checkout);
    }

    Basket withShipment(String shipmentId, UnaryOperator<Shipment> change) {
        return withShipments(shipments.stream()
                .map(it -> it.id().equals(shipmentId) ? change.apply(it) : it)
                .toList());
    }

    Basket modified(Instant now) {
        Head changed = new Head(head.id(), head.owner(), head.created(), now, head.temporary());
        return new Basket(changed, items, shipments, checkout);
    }

    Basket ownedBy(Owner owner) {
        Head changed = new Head(head.id(), owner, head.created(), head.modified(), head.temporary());
        return new Basket(changed, items, shipments, checkout);
    }

    /** Whether the customer, where to, how and what are known, so that tax and a total exist. */
    boolean isTaxable() {
        return !items.isEmpty()
                && shipments.stream()
                        .allMatch(it -> it.method().isPresent() && it.address().isPresent());
    }
}
