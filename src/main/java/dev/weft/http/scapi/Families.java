package dev.weft.http.scapi;

import dev.weft.http.Face.Family;
import dev.weft.http.door.Priority;
import java.util.List;

/** Which APIs, in which version, pass: those of Salesforce's specification of the Shopper APIs, and no others. */
final class Families {
    static final String SIGN_IN = "/shopper/auth/v1";
    static final String PRODUCTS = "/product/shopper-products/v1";
    static final String AVAILABILITY = "/product/shopper-availability/v1";
    static final String SEARCH = "/search/shopper-search/v1";
    static final String PROMOTIONS = "/pricing/shopper-promotions/v1";
    static final String CONFIGURATIONS = "/configuration/shopper-configurations/v1";
    static final String STORES = "/store/shopper-stores/v1";
    static final String SEO = "/site/shopper-seo/v1";
    static final String CONTEXT = "/shopper/shopper-context/v1";
    static final String BASKETS_1 = "/checkout/shopper-baskets/v1";
    static final String BASKETS_2 = "/checkout/shopper-baskets/v2";
    static final String ORDERS = "/checkout/shopper-orders/v1";
    static final String CUSTOMERS = "/customer/shopper-customers/v1";

    /** Nobody fills a basket without a session, so signing in is as dear as that. */
    static final List<Family> ALL = List.of(
            new Family(SIGN_IN, Priority.BASKET),
            new Family(PRODUCTS, Priority.PRODUCT),
            new Family(AVAILABILITY, Priority.PRODUCT),
            new Family(SEARCH, Priority.SEARCH),
            new Family(BASKETS_1, Priority.BASKET),
            new Family(BASKETS_2, Priority.BASKET),
            new Family(ORDERS, Priority.CHECKOUT),
            new Family("/checkout/shopper-payments/v1", Priority.CHECKOUT),
            new Family(CUSTOMERS, Priority.PERSONAL),
            new Family(PROMOTIONS, Priority.PRODUCT),
            new Family("/pricing/shopper-gift-certificates/v1", Priority.PERSONAL),
            new Family("/experience/shopper-experience/v1", Priority.PRODUCT),
            new Family(STORES, Priority.PRODUCT),
            new Family(CONTEXT, Priority.PERSONAL),
            new Family("/shopper/shopper-consents/v1", Priority.PERSONAL),
            new Family(SEO, Priority.PRODUCT),
            new Family(CONFIGURATIONS, Priority.PRODUCT));

    private Families() {}

    /** Whether what is written by way of {@code family} is a basket and nothing else; orders change more. */
    static boolean isBaskets(String family) {
        return family.startsWith("/checkout/shopper-baskets/");
    }

    /** Whether the answer of a read below the organisation tells of baskets. */
    static boolean ofBaskets(String resource) {
        return resource.endsWith("/baskets");
    }

    /** Both versions are one and the same basket. */
    static boolean isBaskets(Family family) {
        return family.prefix().equals(BASKETS_1) || family.prefix().equals(BASKETS_2);
    }
}
