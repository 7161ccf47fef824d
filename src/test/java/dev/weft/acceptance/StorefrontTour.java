package dev.weft.acceptance;

import static dev.weft.acceptance.ScapiCalls.ORG;
import static dev.weft.acceptance.ScapiCalls.SITE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.acceptance.ScapiCalls.Call;
import java.util.List;

/**
 * One shopper's whole tour of a storefront made with PWA Kit, call by call and in its order: the server's calls with the token it renders
 * for all guests, the browser's with the shopper's own. A guest searches, compares, buys; registers, comes back, buys again.
 *
 * <p>Which goods are bought is given, so that the calls are the same whatever stock and prices the answers show.
 */
final class StorefrontTour {
    static final String PRODUCTS = "/product/shopper-products/v1" + ORG;
    static final String SEARCH = "/search/shopper-search/v1" + ORG;
    static final String CUSTOMERS = "/customer/shopper-customers/v1" + ORG + "/customers";
    static final String CONFIGURATIONS = "/configuration/shopper-configurations/v1" + ORG + "/configurations?" + SITE;
    static final String WORDS = "&currency=EUR&locale=en-GB";

    private static final String LISTED = "&perPricebook=true&allImages=true&allVariationProperties=true"
            + "&expand=promotions,variations,prices,images,page_meta_tags,custom_properties" + WORDS;
    private static final String PAGE = "expand=availability,promotions,options,images,prices,variations,set_products,"
            + "bundled_products,page_meta_tags&allImages=true&perPricebook=true" + WORDS;

    private final ScapiCalls calls;
    private final List<Goods> goods;
    private final Runnable between;
    private final TourCheckout checkout;
    private TourSession server;
    private TourSession shopper;

    /**
     * A tour.
     *
     * @param goods what is looked at and bought, three at least
     * @param between run before each page: time passes
     */
    StorefrontTour(ScapiCalls calls, List<Goods> goods, Runnable between) {
        this.calls = calls;
        this.goods = goods;
        this.between = between;
        calls.at("session");
        this.server = TourSession.guest(calls);
        this.shopper = TourSession.guest(calls);
        this.checkout = new TourCheckout(calls, this::baskets);
    }

    /** A product with a variant that can be bought. */
    record Goods(String master, String variant, String category) {}

    void walk() {
        guestLooksAround();
        guestBuys();
        registers();
        memberBuysAgain();
        leaves();
    }

    private void guestLooksAround() {
        home();
        for (Goods one : goods.subList(0, 2)) {
            calls.get(shopper.token(), PRODUCTS + "/categories/" + one.category() + "?levels=2&locale=en-GB&" + SITE);
        }
        for (String typed : List.of("alp", "alpa", "alpac")) {
            calls.get(
                    shopper.token(),
                    SEARCH + "/search-suggestions?q=" + typed + "&expand=images,prices"
                            + "&includeEinsteinSuggestedPhrases=true&" + SITE + WORDS);
        }
        found("q=a");
        calls.get(shopper.token(), listing("q=a", "price-low-to-high", 0));
        category(goods.get(0).category());
        calls.get(
                shopper.token(),
                listing("refine=cgid=" + goods.get(0).category() + "&refine=htype=master", "best-matches", 0));
        found("q=a");
    }

    private void guestBuys() {
        productPage(goods.get(0));
        productPage(goods.get(1));
        put(goods.get(1), true);
        category(goods.get(2).category());
        productPage(goods.get(2));
        put(goods.get(2), false);
        cart();
        JsonNode basket = baskets().path("baskets").path(0);
        checkout.quantity(
                shopper,
                basket.path("basketId").asText(),
                basket.path("productItems").path(0).path("itemId").asText());
        cart();
        page("checkout");
        productsIn("&expand=availability,variations&allImages=true");
        Call order = checkout.through(shopper, basket.path("basketId").asText());
        productsIn("&allImages=true");
        page("confirmation");
        checkout.order(shopper, order);
        productsIn("&allImages=true");
    }

    private void registers() {
        home();
        page("registration");
        shopper = shopper.registered(calls);
        calls.get(shopper.token(), CUSTOMERS + "/" + shopper.customer() + "?" + SITE);
        baskets();
        lists();
        page("account");
        page("orders");
        orders();
    }

    private void memberBuysAgain() {
        category(goods.get(0).category());
        productPage(goods.get(0));
        JsonNode list = lists().path("data").path(0);
        calls.send(
                "POST",
                shopper.token(),
                CUSTOMERS + "/" + shopper.customer() + "/product-lists/"
                        + list.path("id").asText() + "/items?" + SITE,
                "{\"quantity\":1,\"public\":false,\"priority\":1,\"type\":\"product\",\"productId\":\""
                        + goods.get(0).variant() + "\"}");
        page("wish list");
        lists();
        productsIn("&expand=availability,promotions,images,prices,variations&allImages=true");
        productPage(goods.get(1));
        put(goods.get(1), true);
        cart();
        JsonNode basket = baskets().path("baskets").path(0);
        page("checkout");
        productsIn("&expand=availability,variations&allImages=true");
        Call order = checkout.through(shopper, basket.path("basketId").asText());
        page("confirmation");
        checkout.order(shopper, order);
        page("orders");
        orders();
        checkout.order(shopper, order);
    }

    private void leaves() {
        calls.at("sign-out");
        shopper.leave(calls);
        shopper = TourSession.guest(calls);
        home();
    }

    private void home() {
        page("home");
        calls.get(server.token(), listing("refine=cgid=clothing&refine=htype=master", "", 10));
    }

    private void found(String query) {
        page("search");
        calls.get(server.token(), listing(query, "best-matches", 0));
    }

    private void category(String id) {
        page("category");
        calls.get(server.token(), listing("refine=cgid=" + id, "best-matches", 0));
        calls.get(server.token(), PRODUCTS + "/categories/" + id + "?locale=en-GB&" + SITE);
    }

    private static String listing(String query, String sort, int limit) {
        String sorted = sort.isEmpty() ? "" : "&sort=" + sort;
        return SEARCH + "/product-search?" + query + sorted + "&limit=" + (limit == 0 ? 25 : limit) + "&offset=0&"
                + SITE + LISTED;
    }

    private void productPage(Goods one) {
        page("product");
        calls.get(server.token(), product(one.master()));
        calls.get(server.token(), CONFIGURATIONS);
        calls.get(shopper.token(), PRODUCTS + "/categories/" + one.category() + "?levels=1&locale=en-GB&" + SITE);
        calls.get(shopper.token(), product(one.variant()));
    }

    private static String product(String id) {
        return PRODUCTS + "/products/" + id + "?" + SITE + "&" + PAGE;
    }

    private void put(Goods one, boolean first) {
        if (first) {
            checkout.open(shopper);
        }
        checkout.add(shopper, baskets().path("baskets").path(0).path("basketId").asText(), one.variant());
        productsIn("&expand=promotions,prices,variations&allImages=false&perPricebook=true");
    }

    /** The page asks for the same products three times, each time for something else of them. */
    private void cart() {
        page("cart");
        productsIn("&expand=availability,promotions,prices,variations&perPricebook=true");
        productsIn("&allImages=true&perPricebook=true");
        productsIn("&inventoryIds=inventory_store_hh1&allImages=true");
    }

    private void productsIn(String how) {
        calls.get(
                shopper.token(),
                PRODUCTS + "/products?ids=" + goods.get(1).variant() + ","
                        + goods.get(2).variant() + how + "&" + SITE + WORDS);
    }

    private JsonNode orders() {
        return calls.get(
                        shopper.token(),
                        CUSTOMERS + "/" + shopper.customer() + "/orders?limit=10&offset=0&expand=oms&" + SITE)
                .json();
    }

    private JsonNode baskets() {
        return calls.get(shopper.token(), CUSTOMERS + "/" + shopper.customer() + "/baskets?" + SITE)
                .json();
    }

    private JsonNode lists() {
        return calls.get(shopper.token(), CUSTOMERS + "/" + shopper.customer() + "/product-lists?" + SITE)
                .json();
    }

    /** What every full load of a page asks for: the menu on the server, and what is the shopper's own in the browser. */
    private void page(String name) {
        between.run();
        calls.at(name);
        calls.get(server.token(), PRODUCTS + "/categories/root?levels=1&locale=en-GB&" + SITE);
        calls.get(
                shopper.token(),
                "/shopper/shopper-context/v1" + ORG + "/shopper-context/" + shopper.usid() + "?" + SITE);
        baskets();
        if (lists().path("total").asInt() == 0) {
            calls.send(
                    "POST",
                    shopper.token(),
                    CUSTOMERS + "/" + shopper.customer() + "/product-lists?" + SITE,
                    "{\"type\":\"wish_list\"}");
        }
        calls.get(shopper.token(), CONFIGURATIONS);
        if (shopper.member()) {
            calls.get(shopper.token(), CUSTOMERS + "/" + shopper.customer() + "?" + SITE);
        }
    }
}
