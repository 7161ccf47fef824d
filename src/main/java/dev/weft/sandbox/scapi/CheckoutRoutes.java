package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.World;
import java.time.InstantSource;

/** Baskets in both versions, which are the same baskets, and orders; also a customer's list of either. */
final class CheckoutRoutes {

    private static final String READ = "sfcc.shopper-baskets-orders";
    private static final String WRITE = "sfcc.shopper-baskets-orders.rw";

    private final Door door;
    private final Baskets baskets;
    private final BasketItems items;
    private final BasketCheckout checkout;
    private final Payments payments;
    private final Orders orders;

    CheckoutRoutes(
            World world, Shown shown, People people, Ids ids, InstantSource clock, Door door, OrderStore placed) {
        this.door = door;
        BasketStore store = new BasketStore(world);
        BasketWriter writer = new BasketWriter(world, shown);
        this.baskets = new Baskets(store, writer, people, ids, clock);
        this.items = new BasketItems(world, shown, baskets, ids);
        this.checkout = new BasketCheckout(store, baskets, ids);
        this.payments = new Payments(store, baskets, ids);
        this.orders = new Orders(world, store, placed, writer, ids, clock);
    }

    void addTo(Routes routes) {
        for (String version : new String[] {"v1", "v2"}) {
            String family = "checkout/shopper-baskets/" + version;
            whole(routes, family);
            contents(routes, family);
            pricing(routes, family);
            shipments(routes, family);
        }
        String family = "checkout/shopper-orders/v1";
        routes.add(family, "POST", "orders", "create-order", door.own(WRITE, orders::create))
                .add(family, "GET", "orders/{orderNo}", "orders", door.own(READ, orders::get))
                .add(family, "POST", "orders/{orderNo}/lookup", "orders", door.own(READ, orders::lookup))
                .add(family, "POST", "orders/{orderNo}/actions/fail", "fail-order", door.own(WRITE, orders::fail));
        String customer = "customer/shopper-customers/v1";
        routes.add(
                        customer,
                        "GET",
                        "customers/{customerId}/baskets",
                        "baskets",
                        door.customer("sfcc.shopper-myaccount.baskets", baskets::ofCustomer))
                .add(
                        customer,
                        "GET",
                        "customers/{customerId}/orders",
                        "orders",
                        door.customer("sfcc.shopper-myaccount.orders", orders::ofCustomer));
    }

    private void whole(Routes routes, String family) {
        routes.add(family, "POST", "baskets", "create-basket", door.own(WRITE, baskets::create))
                .add(family, "POST", "baskets/actions/merge", "merge-basket", door.own(WRITE, baskets::merge))
                .add(family, "POST", "baskets/actions/transfer", "transfer-basket", door.own(WRITE, baskets::transfer))
                .add(family, "GET", "baskets/{basketId}", "baskets", door.own(READ, baskets::get))
                .add(family, "DELETE", "baskets/{basketId}", "delete-basket", door.own(WRITE, baskets::delete))
                .add(family, "PATCH", "baskets/{basketId}", "update-basket", door.own(WRITE, baskets::patch));
    }

    private void contents(Routes routes, String family) {
        String items = "baskets/{basketId}/items";
        String pay = "baskets/{basketId}/payment-instruments";
        routes.add(family, "POST", items, "add-items", door.own(WRITE, this.items::add))
                .add(family, "PATCH", items, "update-items", door.own(WRITE, this.items::patchAll))
                .add(family, "PATCH", items + "/{itemId}", "update-items", door.own(WRITE, this.items::patch))
                .add(family, "DELETE", items + "/{itemId}", "delete-item", door.own(WRITE, this.items::delete))
                .add(family, "POST", pay, "add-payment", door.own(WRITE, payments::add))
                .add(family, "PATCH", pay + "/{id}", "update-payment", door.own(WRITE, payments::patch))
                .add(family, "DELETE", pay + "/{id}", "delete-payment", door.own(WRITE, payments::delete))
                .add(
                        family,
                        "GET",
                        "baskets/{basketId}/payment-methods",
                        "payment-methods",
                        door.own(READ, payments::methods));
    }

    private void pricing(Routes routes, String family) {
        String coupons = "baskets/{basketId}/coupons";
        String adjustments = "baskets/{basketId}/price-adjustments";
        String books = "baskets/{basketId}/price-books";
        routes.add(family, "POST", coupons, "add-coupon", door.own(WRITE, checkout::addCoupon))
                .add(family, "DELETE", coupons + "/{id}", "delete-coupon", door.own(WRITE, checkout::deleteCoupon))
                .add(family, "POST", adjustments, "adjust-price", door.agent(WRITE, checkout::adjust))
                .add(family, "PATCH", adjustments + "/{id}", "adjust-price", door.agent(WRITE, checkout::readjust))
                .add(family, "DELETE", adjustments + "/{id}", "adjust-price", door.agent(WRITE, checkout::unadjust))
                .add(family, "GET", books, "price-books", door.own(READ, checkout::priceBooks))
                .add(family, "PUT", books, "price-books", door.own(WRITE, checkout::setPriceBooks));
    }

    private void shipments(Routes routes, String family) {
        String basket = "baskets/{basketId}";
        String shipments = basket + "/shipments";
        String one = shipments + "/{shipmentId}";
        routes.add(family, "PUT", basket + "/customer", "set-customer", door.own(WRITE, checkout::customer))
                .add(family, "PUT", basket + "/billing-address", "set-billing", door.own(WRITE, checkout::billing))
                .add(family, "POST", shipments, "add-shipment", door.own(WRITE, checkout::addShipment))
                .add(family, "PATCH", one, "update-shipment", door.own(WRITE, checkout::patchShipment))
                .add(family, "DELETE", one, "delete-shipment", door.own(WRITE, checkout::deleteShipment))
                .add(
                        family,
                        "PUT",
                        one + "/shipping-address",
                        "set-shipping",
                        door.own(WRITE, checkout::shippingAddress))
                .add(family, "PUT", one + "/shipping-method", "set-shipping", door.own(WRITE, checkout::shippingMethod))
                .add(
                        family,
                        "GET",
                        one + "/shipping-methods",
                        "shipping-methods",
                        door.own(READ, checkout::shippingMethods));
    }
}
