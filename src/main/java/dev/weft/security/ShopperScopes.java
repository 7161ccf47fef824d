package dev.weft.security;

import java.util.HashSet;
import java.util.Set;

/** Shopper scopes as granted, with the bundle that stands for many of them taken apart. */
final class ShopperScopes {
    private static final String BUNDLE = "sfcc.shopper-standard";

    /** What the vendor's guide "Standard Shopper Scope" lists; the set cannot be modified by a tenant. */
    private static final Set<String> STANDARD = Set.of(
            "sfcc.shopper-baskets-orders.rw",
            "sfcc.shopper-categories",
            "sfcc.shopper-configurations",
            "sfcc.shopper-customers.login",
            "sfcc.shopper-customers.register",
            "sfcc.shopper-experience",
            "sfcc.shopper-gift-certificates",
            "sfcc.shopper-myaccount.addresses.rw",
            "sfcc.shopper-myaccount.baskets",
            "sfcc.shopper-myaccount.orders",
            "sfcc.shopper-myaccount.paymentinstruments.rw",
            "sfcc.shopper-myaccount.productlists.rw",
            "sfcc.shopper-myaccount.rw",
            "sfcc.shopper-product-search",
            "sfcc.shopper-productlists",
            "sfcc.shopper-products",
            "sfcc.shopper-promotions",
            "sfcc.shopper-stores");

    private ShopperScopes() {}

    /** {@code granted} plus what a bundle in it stands for; the bundle's own name stays. */
    static Set<String> expand(Set<String> granted) {
        if (!granted.contains(BUNDLE)) {
            return granted;
        }
        Set<String> all = new HashSet<>(granted);
        all.addAll(STANDARD);
        return all;
    }
}
