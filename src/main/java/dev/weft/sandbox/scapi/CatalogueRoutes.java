package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.World;

/** Everything that belongs to nobody: products, categories, search, stores, promotions, addresses and configuration. */
final class CatalogueRoutes {

    private final Door door;
    private final Shelves shelves;
    private final ProductParts parts;
    private final Categories categories;
    private final Searches searches;
    private final Suggestions suggestions;
    private final SitePages pages;
    private final Stores stores = new Stores();

    CatalogueRoutes(World world, Shown shown, Door door) {
        this.door = door;
        ProductWriter writer = new ProductWriter(shown);
        SearchIndex index = new SearchIndex(world);
        this.shelves = new Shelves(world, shown, writer);
        this.parts = new ProductParts(world, shown, writer);
        this.categories = new Categories(world);
        this.searches = new Searches(world, shown, index, writer);
        this.suggestions = new Suggestions(world, index, writer);
        this.pages = new SitePages(world);
    }

    void addTo(Routes routes) {
        products(routes, "product/shopper-products/v1");
        routes.add(
                "product/shopper-availability/v1",
                "GET",
                "availability",
                "availability",
                door.shop("sfcc.shopper-availability", it -> shelves.availability(it.call(), it.site())));
        String search = "search/shopper-search/v1";
        String scope = "sfcc.shopper-product-search";
        routes.add(search, "GET", "product-search", "product-search", door.shop(scope, searches::search))
                .add(search, "GET", "search-suggestions", "search-suggestions", door.shop(scope, suggestions::suggest));
        String store = "store/shopper-stores/v1";
        routes.add(store, "GET", "stores", "stores", door.shop("sfcc.shopper-stores", stores::byIds))
                .add(store, "GET", "store-search", "stores", door.shop("sfcc.shopper-stores", stores::search));
        String promotions = "pricing/shopper-promotions/v1";
        String promotion = "sfcc.shopper-promotions";
        routes.add(promotions, "GET", "promotions", "promotions", door.shop(promotion, pages::promotions))
                .add(
                        promotions,
                        "GET",
                        "promotions/campaigns/{campaignId}",
                        "promotions",
                        door.shop(promotion, pages::campaign))
                .add(
                        "site/shopper-seo/v1",
                        "GET",
                        "url-mapping",
                        "url-mapping",
                        door.shop("sfcc.shopper-seo", pages::urlMapping))
                .add(
                        "configuration/shopper-configurations/v1",
                        "GET",
                        "configurations",
                        "configurations",
                        door.shop("sfcc.shopper-configurations", pages::configurations));
    }

    private void products(Routes routes, String family) {
        String product = "sfcc.shopper-products";
        String category = "sfcc.shopper-categories";
        routes.add(
                        family,
                        "GET",
                        "products",
                        "products",
                        door.shop(product, it -> shelves.products(it.call(), it.site())))
                .add(
                        family,
                        "GET",
                        "products/{id}",
                        "product",
                        door.shop(product, it -> shelves.product(it.call(), it.site(), it.path(1))))
                .add(family, "GET", "products/{id}/images", "product-images", door.shop(product, parts::images))
                .add(family, "GET", "products/{id}/prices", "product-prices", door.shop(product, parts::prices))
                .add(
                        family,
                        "GET",
                        "products/{id}/promotions",
                        "product-promotions",
                        door.shop(product, parts::promotions))
                .add(
                        family,
                        "GET",
                        "categories",
                        "categories",
                        door.shop(category, it -> categories.categories(it.call(), it.site())))
                .add(
                        family,
                        "GET",
                        "categories/{id}",
                        "categories",
                        door.shop(category, it -> categories.category(it.call(), it.site(), it.path(1))));
    }
}
