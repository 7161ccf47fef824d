package dev.weft.sandbox.scapi;

import dev.weft.sandbox.scapi.Basket.Checkout;
import dev.weft.sandbox.scapi.Basket.Shipment;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What checkout puts into a basket: customer, addresses, shipping, coupons, price adjustments and price books. */
final class BasketCheckout {

    private static final int MOST_SHIPMENTS = 10;
    private static final Set<String> LEVELS = Set.of(Adjustment.ORDER, Adjustment.PRODUCT, Adjustment.SHIPPING);
    private static final Set<String> KINDS = Set.of("percentage", "amount", "fixed_price");

    private final BasketStore store;
    private final Baskets baskets;
    private final Ids ids;

    BasketCheckout(BasketStore store, Baskets baskets, Ids ids) {
        this.store = store;
        this.baskets = baskets;
        this.ids = ids;
    }

    /** Who buys; the ids stay the token's. */
    Reply customer(Asked asked) {
        String email = Documents.required(asked.body(), "email");
        JsonObject more = Documents.kept(asked.body(), Set.of("customerName")).put("email", email);
        return baskets.change(asked, basket -> {
            Checkout checkout = basket.checkout();
            return basket.with(
                    checkout.withCustomerInfo(checkout.customerInfo().copy().mergeIn(more)));
        });
    }

    Reply billing(Asked asked) {
        JsonObject address = Documents.address(asked.body(), ids.next());
        return baskets.change(asked, basket -> {
            Basket after = basket.with(basket.checkout().withBilling(address));
            return asked.flag("useAsShipping") ? to(after, Basket.DEFAULT_SHIPMENT, address) : after;
        });
    }

    Reply shippingAddress(Asked asked) {
        JsonObject address = Documents.address(asked.body(), ids.next());
        return baskets.change(asked, basket -> {
            Basket after = to(known(basket, asked.path(3)), asked.path(3), address);
            return asked.flag("useAsBilling") ? after.with(after.checkout().withBilling(address)) : after;
        });
    }

    Reply shippingMethods(Asked asked) {
        Basket basket = store.find(asked.owner(), asked.path(1))
                .orElseThrow(() -> new Refused(BasketStore.unknown(asked.path(1))));
        known(basket, asked.path(3));
        JsonObject json = new JsonObject()
                .put("defaultShippingMethodId", ShippingMethod.STANDARD.id())
                .put(
                        "applicableShippingMethods",
                        BasketWriter.list(
                                List.of(ShippingMethod.values()),
                                it -> BasketWriter.method(it, asked.site(), asked.language())));
        return Reply.json(200, json.toBuffer().getBytes());
    }

    Reply shippingMethod(Asked asked) {
        ShippingMethod method = method(asked.body());
        return baskets.change(
                asked,
                basket -> known(basket, asked.path(3))
                        .withShipment(
                                asked.path(3),
                                it -> new Shipment(it.id(), Optional.of(method), it.address(), it.document())));
    }

    Reply addShipment(Asked asked) {
        JsonObject body = asked.body();
        String id = body.getString("shipmentId", ids.next());
        return baskets.change(asked, basket -> {
            if (basket.shipment(id).isPresent() || basket.shipments().size() >= MOST_SHIPMENTS) {
                throw Problems.refusal("The shipment exists already, or the basket has " + MOST_SHIPMENTS + ".");
            }
            List<Shipment> all = new ArrayList<>(basket.shipments());
            all.add(shipment(new Shipment(id, Optional.empty(), Optional.empty(), new JsonObject()), body));
            return basket.withShipments(all);
        });
    }

    Reply patchShipment(Asked asked) {
        JsonObject body = asked.body();
        return baskets.change(
                asked, basket -> known(basket, asked.path(3)).withShipment(asked.path(3), it -> shipment(it, body)));
    }

    Reply deleteShipment(Asked asked) {
        String id = asked.path(3);
        return baskets.change(asked, basket -> {
            known(basket, id);
            if (id.equals(Basket.DEFAULT_SHIPMENT)) {
                throw new Refused(Problems.forbidden("The default shipment cannot be deleted."));
            }
            return basket.withItems(basket.items().stream()
                            .filter(it -> !it.shipmentId().equals(id))
                            .toList())
                    .withShipments(basket.shipments().stream()
                            .filter(it -> !it.id().equals(id))
                            .toList());
        });
    }

    Reply addCoupon(Asked asked) {
        String given = Documents.required(asked.body(), "code");
        Coupon.Code code = Coupon.Code.of(given)
                .orElseThrow(() -> Problems.refusal(
                        "invalid-coupon-code", "Invalid Coupon Code", "Coupon code '" + given + "' is unknown."));
        return baskets.change(asked, basket -> {
            List<Coupon> all = new ArrayList<>(basket.checkout().coupons());
            if (all.stream().anyMatch(it -> it.code() == code)) {
                throw Problems.refusal(
                        "coupon-already-in-basket", "Coupon Already In Basket", "The coupon is in the basket already.");
            }
            all.add(new Coupon(ids.next(), code));
            return basket.with(basket.checkout().withCoupons(all));
        });
    }

    Reply deleteCoupon(Asked asked) {
        return baskets.change(asked, basket -> {
            List<Coupon> left = basket.checkout().coupons().stream()
                    .filter(it -> !it.id().equals(asked.path(3)))
                    .toList();
            if (left.size() == basket.checkout().coupons().size()) {
                throw new Refused(Problems.notFound("coupon-item", "The basket has no such coupon."));
            }
            return basket.with(basket.checkout().withCoupons(left));
        });
    }

    Reply adjust(Asked asked) {
        JsonObject body = asked.body();
        return baskets.change(asked, basket -> {
            List<Adjustment> all = new ArrayList<>(basket.checkout().adjustments());
            Adjustment added = adjustment(basket, body);
            AdjustmentRules.check(basket, added);
            all.add(added);
            return within(basket.with(basket.checkout().withAdjustments(all)));
        });
    }

    /** The kind stays; its amount, or percentage, must be told. */
    Reply readjust(Asked asked) {
        JsonObject body = asked.body();
        JsonObject discount = body.getJsonObject("appliedDiscount", body.getJsonObject("discount", new JsonObject()));
        return baskets.change(asked, basket -> {
            Adjustment before = adjustment(basket, asked.path(3));
            if (!discount.getString("type", "").equals(before.kind())) {
                throw Problems.refusal("The type of the adjustment is '" + before.kind() + "' and stays so.");
            }
            Adjustment after = before.withValue(
                    before.kind(),
                    value(discount).orElseThrow(() -> Problems.refusal("The discount has no amount.")),
                    body.getString("itemText", before.text()),
                    body.getString("reasonCode", before.reasonCode()));
            return within(basket.with(basket.checkout()
                    .withAdjustments(basket.checkout().adjustments().stream()
                            .map(it -> it.equals(before) ? after : it)
                            .toList())));
        });
    }

    private Basket within(Basket basket) {
        return AdjustmentRules.within(basket, baskets.totals(basket));
    }

    Reply unadjust(Asked asked) {
        return baskets.change(asked, basket -> {
            Adjustment gone = adjustment(basket, asked.path(3));
            return basket.with(basket.checkout()
                    .withAdjustments(basket.checkout().adjustments().stream()
                            .filter(it -> !it.equals(gone))
                            .toList()));
        });
    }

    /** The price books a basket names; without any it is sold from the site's list. */
    Reply priceBooks(Asked asked) {
        Basket basket = store.find(asked.owner(), asked.path(1))
                .orElseThrow(() -> new Refused(BasketStore.unknown(asked.path(1))));
        return Reply.json(
                200, new JsonArray(basket.checkout().priceBooks()).toBuffer().getBytes());
    }

    Reply setPriceBooks(Asked asked) {
        List<String> books = new JsonArray(asked.call().body())
                .stream().map(String.class::cast).toList();
        Set<String> known = Set.of(BasketWriter.listBook(asked.site()), BasketWriter.currentBook(asked.site()));
        if (!known.containsAll(books)) {
            throw Problems.refusal("A price book is unknown; this site has " + known + ".");
        }
        baskets.change(asked, basket -> basket.with(basket.checkout().withPriceBooks(books)));
        return Reply.empty(204);
    }

    private Adjustment adjustment(Basket basket, JsonObject body) {
        JsonObject discount = body.getJsonObject("discount", new JsonObject());
        String level = body.getString("level", "");
        String kind = discount.getString("type", "");
        String itemId = body.getString("itemId", "");
        if (!LEVELS.contains(level) || !KINDS.contains(kind)) {
            throw Problems.refusal("The level or the type of the discount is unknown.");
        }
        if (level.equals(Adjustment.PRODUCT) && basket.item(itemId).isEmpty()) {
            throw Problems.refusal("The basket has no item '" + itemId + "'.");
        }
        BigDecimal value =
                value(discount).orElseThrow(() -> Problems.refusal("The property 'discount.value' is required."));
        return new Adjustment(
                ids.next(),
                level,
                itemId,
                kind,
                value,
                body.getString("itemText", "Adjustment"),
                body.getString("reasonCode", ""),
                body.getString("promotionId", "manual-" + ids.next()));
    }

    private static Optional<BigDecimal> value(JsonObject discount) {
        Number told = discount.getNumber("value", discount.getNumber("amount", discount.getNumber("percentage")));
        return Optional.ofNullable(told).map(it -> {
            BigDecimal value = new BigDecimal(it.toString());
            if (value.signum() < 0 || value.precision() > 12) {
                throw Problems.refusal("The property 'discount.value' must not be below zero.");
            }
            return value;
        });
    }

    private static Adjustment adjustment(Basket basket, String id) {
        return basket.checkout().adjustments().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        Problems.notFound("price-adjustment", "The basket has no adjustment '" + id + "'.")));
    }

    private Shipment shipment(Shipment before, JsonObject body) {
        Optional<ShippingMethod> method = body.getJsonObject("shippingMethod") == null
                ? before.method()
                : Optional.of(method(body.getJsonObject("shippingMethod")));
        Optional<JsonObject> address = Optional.ofNullable(body.getJsonObject("shippingAddress"))
                .map(it -> Documents.address(it, ids.next()))
                .or(before::address);
        JsonObject document = before.document().copy().mergeIn(Documents.kept(body, Set.of("gift", "giftMessage")));
        return new Shipment(before.id(), method, address, document);
    }

    private static ShippingMethod method(JsonObject body) {
        String id = body.getString("id", "");
        return ShippingMethod.of(id)
                .orElseThrow(() -> Problems.refusal(
                        "invalid-shipping-method",
                        "Invalid Shipping Method",
                        "There is no shipping method '" + id + "'."));
    }

    private static Basket to(Basket basket, String shipmentId, JsonObject address) {
        return basket.withShipment(
                shipmentId, it -> new Shipment(it.id(), it.method(), Optional.of(address), it.document()));
    }

    private static Basket known(Basket basket, String shipmentId) {
        if (basket.shipment(shipmentId).isEmpty()) {
            throw new Refused(Problems.notFound("shipment", "The basket has no shipment '" + shipmentId + "'."));
        }
        return basket;
    }
}
