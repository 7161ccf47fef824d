package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Amounts;
import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.scapi.Basket.Item;
import dev.weft.sandbox.scapi.Totals.Applied;
import dev.weft.sandbox.scapi.Totals.Freight;
import dev.weft.sandbox.scapi.Totals.Line;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Baskets as documents, and the middle they share with orders. Totals and tax that need a shipping address and method are
 * left out until both are known.
 */
final class BasketWriter {

    private final World world;
    private final Shown shown;

    BasketWriter(World world, Shown shown) {
        this.world = world;
        this.shown = shown;
    }

    /** The price book commerce sells from. */
    static String listBook(Site site) {
        return site.currency().toLowerCase(Locale.ROOT) + "-weft-list";
    }

    /** The price book with the ERP's prices of today, which only a basket that names it heeds. */
    static String currentBook(Site site) {
        return site.currency().toLowerCase(Locale.ROOT) + "-weft-current";
    }

    Totals totals(Basket basket) {
        return Totals.of(
                basket,
                item -> unitPrice(basket, item),
                item -> world.catalogue().masterOf(item.variant()).category().id());
    }

    JsonObject basket(Basket basket, Language language) {
        JsonObject json = new JsonObject()
                .put("basketId", basket.id())
                .put("agentBasket", false)
                .put("creationDate", basket.head().created().toString())
                .put("lastModified", basket.head().modified().toString());
        if (basket.head().temporary()) {
            json.put("temporaryBasket", true);
        }
        middle(json, basket, totals(basket), language);
        JsonArray flash = flash(basket);
        return flash.isEmpty() ? json : json.put("_flash", flash);
    }

    /** What baskets and orders have alike. */
    void middle(JsonObject json, Basket basket, Totals totals, Language language) {
        Site site = basket.head().owner().site();
        boolean taxable = basket.isTaxable();
        json.put("channelType", "storefront")
                .put("currency", site.currency())
                .put("taxation", "gross")
                .put("customerInfo", basket.checkout().customerInfo())
                .put("productItems", list(totals.lines(), it -> item(it, site, language, taxable)))
                .put("shipments", list(totals.freights(), it -> shipment(it, totals, site, language)))
                .put("shippingItems", list(totals.freights(), it -> freight(it, site)))
                .put("couponItems", list(basket.checkout().coupons(), BasketWriter::coupon))
                .put("orderPriceAdjustments", list(totals.ofOrder(), it -> applied(it, site)))
                .put("paymentInstruments", list(basket.checkout().payments(), it -> it))
                .put("giftCertificateItems", new JsonArray())
                .put("bonusDiscountLineItems", new JsonArray());
        basket.checkout().billing().ifPresent(it -> json.put("billingAddress", it));
        long product = totals.lines().stream().mapToLong(Line::price).sum();
        json.put("productSubTotal", amount(totals.merchandise(), site))
                .put("productTotal", amount(totals.merchandiseAfterOrder(), site))
                .put("shippingTotal", amount(totals.shipping(), site));
        if (taxable) {
            long merchandise = taxOfLines(totals, site);
            long shipping = Totals.tax(totals.shipping(), site);
            json.put("merchandizeTotalTax", amount(Totals.tax(product, site), site))
                    .put("adjustedMerchandizeTotalTax", amount(merchandise, site))
                    .put("shippingTotalTax", amount(shipping, site))
                    .put("adjustedShippingTotalTax", amount(shipping, site))
                    .put("taxTotal", amount(merchandise + shipping, site))
                    .put("orderTotal", amount(totals.total(), site));
        }
        json.mergeIn(basket.checkout().custom());
    }

    /** The warnings a basket answers beside itself: items that can no longer be had. */
    JsonArray flash(Basket basket) {
        JsonArray flash = new JsonArray();
        for (int i = 0; i < basket.items().size(); i++) {
            Item item = basket.items().get(i);
            int stock = shown.stock(item.variant(), basket.head().owner().site(), item.inventoryId());
            if (stock < item.quantity()) {
                flash.add(new JsonObject()
                        .put("type", "ProductItemNotAvailable")
                        .put("message", "The product '" + item.variant().sku() + "' is not available in this quantity.")
                        .put("path", "$.productItems[" + i + "].quantity")
                        .put(
                                "details",
                                new JsonObject()
                                        .put("productId", item.variant().sku())
                                        .put("availableQuantity", stock)));
            }
        }
        return flash;
    }

    private long unitPrice(Basket basket, Item item) {
        Site site = basket.head().owner().site();
        OptionalLong hooked = PriceHook.price(basket.id(), item, site);
        if (hooked.isPresent()) {
            return hooked.getAsLong();
        }
        return basket.checkout().priceBooks().contains(currentBook(site))
                ? world.prices().truth(item.variant(), site)
                : shown.price(item.variant(), site);
    }

    private JsonObject item(Line line, Site site, Language language, boolean taxable) {
        Item item = line.item();
        String name = world.catalogue().masterOf(item.variant()).name().in(language);
        JsonObject json = new JsonObject()
                .put("itemId", item.id())
                .put("productId", item.variant().sku())
                .put("productName", name)
                .put("itemText", name)
                .put("quantity", item.quantity())
                .put("inventoryId", item.inventoryId().isEmpty() ? Shown.inventoryOf(site) : item.inventoryId())
                .put("shipmentId", item.shipmentId())
                .put("basePrice", amount(line.base(), site))
                .put("price", amount(line.price(), site))
                .put("priceAfterItemDiscount", amount(line.afterItem(), site))
                .put("priceAfterOrderDiscount", amount(line.afterOrder(), site))
                .put("bonusProductLineItem", false)
                .put("gift", false);
        if (!line.applied().isEmpty()) {
            json.put("priceAdjustments", list(line.applied(), it -> applied(it, site)));
        }
        if (taxable) {
            json.put("tax", amount(Totals.tax(line.afterItem(), site), site))
                    .put("adjustedTax", amount(Totals.tax(line.afterOrder(), site), site))
                    .put("taxBasis", amount(line.afterItem(), site))
                    .put("taxClassId", "standard")
                    .put("taxRate", rate(site));
        }
        return json.mergeIn(item.custom());
    }

    private JsonObject shipment(Freight freight, Totals totals, Site site, Language language) {
        String id = freight.shipment().id();
        List<Line> lines = totals.lines().stream()
                .filter(it -> it.item().shipmentId().equals(id))
                .toList();
        long before = lines.stream().mapToLong(Line::afterItem).sum();
        long after = lines.stream().mapToLong(Line::afterOrder).sum();
        JsonObject json = new JsonObject()
                .put("shipmentId", id)
                .put("shippingStatus", "not_shipped")
                .put("gift", false)
                .put("productSubTotal", amount(before, site))
                .put("productTotal", amount(after, site))
                .put("shippingTotal", amount(freight.after(), site))
                .put("shipmentTotal", amount(after + freight.after(), site));
        freight.shipment().address().ifPresent(it -> json.put("shippingAddress", it));
        freight.shipment().method().ifPresent(it -> json.put("shippingMethod", method(it, site, language)));
        if (freight.shipment().address().isPresent()) {
            json.put("taxTotal", amount(Totals.tax(after + freight.after(), site), site));
        }
        return json.mergeIn(freight.shipment().document());
    }

    static JsonObject method(ShippingMethod method, Site site, Language language) {
        return new JsonObject()
                .put("id", method.id())
                .put("name", method.label(language))
                .put("description", method.label(language))
                .put("price", amount(method.price(site), site))
                .put("c_storePickupEnabled", method == ShippingMethod.STORE_PICKUP);
    }

    private static JsonObject freight(Freight freight, Site site) {
        JsonObject json = new JsonObject()
                .put("itemId", "sh-" + freight.shipment().id())
                .put("itemText", "Shipping")
                .put("shipmentId", freight.shipment().id())
                .put("basePrice", amount(freight.price(), site))
                .put("price", amount(freight.price(), site))
                .put("priceAfterItemDiscount", amount(freight.after(), site))
                .put("tax", amount(Totals.tax(freight.after(), site), site))
                .put("taxRate", rate(site));
        return freight.applied().isEmpty()
                ? json
                : json.put("priceAdjustments", list(freight.applied(), it -> applied(it, site)));
    }

    private static JsonObject coupon(Coupon coupon) {
        return new JsonObject()
                .put("code", coupon.code().name())
                .put("couponItemId", coupon.id())
                .put("statusCode", "applied")
                .put("valid", true);
    }

    private static JsonObject applied(Applied applied, Site site) {
        JsonObject discount = new JsonObject().put("type", applied.how().kind());
        discount.put(
                applied.how().kind().equals("percentage") ? "percentage" : "amount",
                applied.how().value());
        JsonObject json = new JsonObject()
                .put("priceAdjustmentId", applied.id())
                .put("itemText", applied.text())
                .put("price", amount(applied.price(), site))
                .put("appliedDiscount", discount)
                .put("custom", applied.promotionId().isEmpty())
                .put("manual", applied.promotionId().isEmpty());
        if (applied.promotionId().isEmpty()) {
            json.put("promotionId", applied.how().promotionId());
        } else {
            json.put("promotionId", applied.promotionId()).put("couponCode", applied.couponCode());
        }
        return applied.how().reasonCode().isEmpty()
                ? json
                : json.put("reasonCode", applied.how().reasonCode());
    }

    private static long taxOfLines(Totals totals, Site site) {
        return totals.lines().stream()
                .mapToLong(it -> Totals.tax(it.afterOrder(), site))
                .sum();
    }

    private static BigDecimal rate(Site site) {
        return BigDecimal.valueOf(Totals.taxPercent(site), 2);
    }

    static BigDecimal amount(long minor, Site site) {
        return Amounts.decimal(minor, site.digits());
    }

    static <T> JsonArray list(List<T> from, Function<T, JsonObject> document) {
        JsonArray list = new JsonArray();
        from.forEach(it -> list.add(document.apply(it)));
        return list;
    }
}
