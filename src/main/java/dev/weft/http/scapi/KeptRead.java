package dev.weft.http.scapi;

import java.util.Optional;

/** The reads whose answers are remembered, by how far they may be shared. */
enum KeptRead {
    /** What tokens are checked with. SCAPI answers 25 of these a minute, and nobody has to show a token for them. */
    KEYS,

    /** The same for everybody who may ask: categories, configurations, stores, addresses of pages. */
    CATALOGUE,

    /** The same for all guests, and for each registered shopper, whose groups may have prices and promotions of their own, another. */
    GOODS,

    /** A shopper's own: context, lists, baskets, the customer. */
    OWN;

    /** Which one a resource below the organisation is; empty for what is never remembered. */
    static Optional<KeptRead> of(String prefix, String resource) {
        boolean kept = false;
        KeptRead read = GOODS;
        switch (prefix) {
            case Families.SIGN_IN -> {
                read = KEYS;
                kept = isKeys(resource);
            }
            case Families.PRODUCTS -> {
                read = within(resource, "/categories", 1) ? CATALOGUE : GOODS;
                kept = read == CATALOGUE || within(resource, "/products", 2);
            }
            case Families.SEARCH -> kept = resource.equals("/product-search") || resource.equals("/search-suggestions");
            case Families.AVAILABILITY -> kept = resource.equals("/availability");
            case Families.PROMOTIONS -> kept = within(resource, "/promotions", 2);
            case Families.CONFIGURATIONS, Families.STORES, Families.SEO -> {
                read = CATALOGUE;
                kept = within(resource, resource.substring(0, end(resource)), 0);
            }
            case Families.CONTEXT -> {
                read = OWN;
                kept = within(resource, "/shopper-context", 1);
            }
            case Families.CUSTOMERS -> {
                read = OWN;
                kept = customer(resource);
            }
            default -> {}
        }
        return kept ? Optional.of(read) : Optional.empty();
    }

    /** With a slash behind it, too, which many servers take for the same. */
    private static boolean isKeys(String resource) {
        int end = resource.length() - (resource.endsWith("/") ? 1 : 0);
        String plain = resource.substring(0, end);
        return plain.equals("/oauth2/jwks") || plain.equals("/oauth2/.well-known/openid-configuration");
    }

    private static boolean customer(String resource) {
        String below = "/customers/";
        if (!resource.startsWith(below)) {
            return false;
        }
        int slash = resource.indexOf('/', below.length());
        return slash < 0
                || resource.startsWith("/baskets", slash) && within(resource.substring(slash), "/baskets", 0)
                || within(resource.substring(slash), "/product-lists", 1);
    }

    /** Whether {@code resource} is {@code list}, or has at most {@code deeper} segments more. */
    private static boolean within(String resource, String list, int deeper) {
        if (!resource.startsWith(list) || list.length() < 2) {
            return false;
        }
        int at = list.length();
        for (int left = deeper; at < resource.length(); left--) {
            if (left == 0 || resource.charAt(at) != '/' || at + 1 == resource.length()) {
                return false;
            }
            int next = resource.indexOf('/', at + 1);
            at = next < 0 ? resource.length() : next;
        }
        return true;
    }

    private static int end(String resource) {
        int slash = resource.indexOf('/', 1);
        return slash < 0 ? resource.length() : slash;
    }
}
