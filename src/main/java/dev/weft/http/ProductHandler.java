package dev.weft.http;

import dev.weft.cache.CacheKey;
import dev.weft.cache.CachedResponse;
import dev.weft.kernel.Market;
import dev.weft.kernel.Sku;
import dev.weft.product.ProductPage;
import dev.weft.product.ProductPart;
import dev.weft.product.ProductScreen;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Answers the product routes: one product, up to fifty, or stock alone. */
final class ProductHandler {
    private static final Set<String> ONE = Set.of("site", "locale", "currency", "include");
    private static final Set<String> MANY = Set.of("site", "locale", "currency", "include", "skus");
    private static final Set<String> STOCK_ONLY = Set.of("site", "locale", "currency", "skus");

    private final EdgeSettings settings;
    private final Set<ProductPart> defaults;
    private final Markets markets;
    private final ProductPage page;
    private final ProductView view;
    private final CachedAnswers cached;
    private final Questions<Question> questions = new Questions<>();

    ProductHandler(EdgeSettings settings, Markets markets, ProductPage page, ProductView view, CachedAnswers cached) {
        this.settings = settings;
        this.defaults = include(settings.defaultProductParts());
        this.markets = markets;
        this.page = page;
        this.view = view;
        this.cached = cached;
    }

    void one(Exchange exchange) {
        answer(
                exchange,
                this::readOne,
                (screen, question) ->
                        view.one(screen, question.skus().iterator().next()));
    }

    void many(Exchange exchange) {
        answer(exchange, this::readMany, (screen, question) -> view.many(screen));
    }

    void availability(Exchange exchange) {
        answer(exchange, this::readAvailability, (screen, question) -> view.availability(screen));
    }

    /**
     * What an address asks for.
     *
     * @param key under which the answer is cached
     * @param shareable true when the address alone, without the token, says what the answer is
     */
    private record Question(CacheKey key, boolean shareable, Set<Sku> skus, Set<ProductPart> include, Market market) {}

    private Question readOne(Exchange exchange) {
        if (!Sku.valid(exchange.parameter("sku"))) {
            throw BadInput.of("That is not a SKU: 1 to 100 of letters, digits, '.', '_', '-'.");
        }
        Query query = Query.parse(exchange.request().query(), ONE);
        return question(exchange, query, "one", Set.of(Sku.of(exchange.parameter("sku"))), included(query));
    }

    private Question readMany(Exchange exchange) {
        Query query = Query.parse(exchange.request().query(), MANY);
        return question(exchange, query, "many", skus(query), included(query));
    }

    private Question readAvailability(Exchange exchange) {
        Query query = Query.parse(exchange.request().query(), STOCK_ONLY);
        return question(exchange, query, "stock", skus(query), EnumSet.of(ProductPart.STOCK));
    }

    private Question question(Exchange exchange, Query query, String shape, Set<Sku> skus, Set<ProductPart> include) {
        Market market = markets.of(query, exchange.principal());
        return new Question(key(shape, market, include, skus), query.get("site").isPresent(), skus, include, market);
    }

    private void answer(
            Exchange exchange,
            Function<Exchange, Question> read,
            BiFunction<ProductScreen, Question, Future<CachedResponse>> render) {
        Question question =
                questions.of(exchange.request().uri(), exchange.principal().site(), () -> read.apply(exchange));
        cached.serve(
                exchange,
                question.key(),
                question.shareable(),
                () -> page.screen(question.skus(), question.include(), question.market(), exchange.context())
                        .compose(screen -> {
                            exchange.composed(screen.composite());
                            return render.apply(screen, question);
                        }));
    }

    private static CacheKey key(String shape, Market market, Set<ProductPart> include, Set<Sku> skus) {
        String[] fields = new String[5 + skus.size()];
        fields[0] = shape;
        fields[1] = market.site();
        fields[2] = market.locale();
        fields[3] = market.currency().getCurrencyCode();
        int mask = 0;
        for (ProductPart part : include) {
            mask |= 1 << part.ordinal();
        }
        fields[4] = Integer.toString(mask);
        int at = 5;
        for (Sku sku : skus) {
            fields[at++] = sku.value();
        }
        return CacheKey.of(List.of(fields));
    }

    private Set<Sku> skus(Query query) {
        String list = query.get("skus").orElse("");
        if (list.isEmpty()) {
            throw BadInput.of("'skus' is required: up to " + settings.maxSkus() + " SKUs, separated by commas.");
        }
        Set<Sku> skus = new LinkedHashSet<>();
        for (String one : list.split(",", -1)) {
            String sku = one.trim();
            if (!Sku.valid(sku)) {
                throw BadInput.of(
                        "'skus' holds something that is not a SKU: 1 to 100 of letters, digits, '.', '_', '-'.");
            }
            skus.add(Sku.of(sku));
            if (skus.size() > settings.maxSkus()) {
                throw BadInput.of("'skus' holds more than " + settings.maxSkus() + " SKUs.");
            }
        }
        return skus;
    }

    private Set<ProductPart> included(Query query) {
        String wanted = query.get("include").orElse("");
        if (wanted.isEmpty()) {
            return defaults;
        }
        return include(new TreeSet<>(List.of(wanted.split(",", 16))));
    }

    private static Set<ProductPart> include(Set<String> codes) {
        EnumSet<ProductPart> parts = EnumSet.noneOf(ProductPart.class);
        for (String code : codes) {
            parts.add(ProductPart.of(code.trim())
                    .orElseThrow(() -> BadInput.of("'include' knows content, price, stock and points only.")));
        }
        return parts;
    }
}
