package dev.weft.http.scapi;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Names for requests that are few however many ids there are: words of SCAPI's paths and expansions stay, anything else is dropped. */
final class Operation {
    private static final int MOST_SEGMENTS = 7;

    private static final Set<String> WORDS =
            Set.of(("actions add addresses agent authorize availability baskets billing-address"
                            + " campaigns categories components configurations content-search contents coupons customer customers"
                            + " external-profile fail folders gift-certificate gift-certificate-items images introspect items jwks"
                            + " login logout lookup merge oauth2 orders otp pages passkey password passwordless payment-configuration"
                            + " payment-instruments payment-method-references payment-methods price-adjustments price-books prices"
                            + " product-lists product-search products promote promotions qualifiers reset resolve revoke"
                            + " search-suggestions session-bridge shipments shipping-address shipping-method shipping-methods"
                            + " shopper-context store-search storefront stores subscriptions taxes token transfer trusted-agent"
                            + " trusted-system url-mapping userinfo webauthn")
                    .split(" ", -1));

    private static final Set<String> EXPANSIONS = Set.of(
            "none",
            "availability",
            "bundled_products",
            "links",
            "promotions",
            "options",
            "images",
            "prices",
            "variations",
            "set_products",
            "recommendations",
            "shipping_methods",
            "page_meta_tags",
            "primary_category",
            "represented_products",
            "custom_properties",
            "slug",
            "oms",
            "oms_shipments",
            "addresses",
            "paymentinstruments");

    private Operation() {}

    /** For example {@code GET shopper-products/products/{}}. */
    static String name(String method, String prefix, String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        StringBuilder name = new StringBuilder(60).append(method).append(' ');
        int api = prefix.indexOf('/', 1) + 1;
        int version = prefix.lastIndexOf('/');
        name.append(prefix, api, version);
        if (prefix.endsWith("v2")) {
            name.append("-v2");
        }
        int at = path.indexOf('/', prefix.length() + "/organizations/".length());
        for (int i = 0; at >= 0 && i < MOST_SEGMENTS; i++) {
            int end = path.indexOf('/', at + 1);
            String segment = path.substring(at + 1, end < 0 ? path.length() : end);
            name.append('/').append(isWord(segment) ? segment : "{}");
            at = end;
        }
        return name.toString();
    }

    /** Most ids have digits or capitals, and need not be looked up. */
    private static boolean isWord(String segment) {
        return !segment.isEmpty() && segment.charAt(0) >= 'a' && segment.charAt(0) <= 'z' && WORDS.contains(segment);
    }

    /** The known ones in one order, joined by {@code +}. */
    static String expand(Asked asked) {
        String value = asked.value("expand");
        if (value.isEmpty()) {
            return "";
        }
        TreeSet<String> known = new TreeSet<>();
        Arrays.stream(value.split(",", 40))
                .map(String::strip)
                .filter(EXPANSIONS::contains)
                .forEach(known::add);
        return String.join("+", known);
    }
}
