package dev.weft.http;

import dev.weft.cache.Freshness;
import dev.weft.cache.ResponseCache;
import dev.weft.customer.CustomerView;
import dev.weft.http.door.Door;
import dev.weft.product.ProductPage;
import dev.weft.product.ProductPart;
import dev.weft.security.TokenValidator;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The process-wide objects the edge is made of.
 *
 * @param guard judges each request before anything else looks at it
 * @param door who is let in while there is too much to do
 * @param orders empty where there is no store: there are no order routes then
 * @param baskets empty where no site tells anybody of baskets: there are no basket routes then
 * @param hooks who may push, and what that has an effect on
 * @param face another API served at its own paths, where there is one
 * @param freshness how long each product part may be kept
 * @param clock wall time, for the Date field
 */
public record EdgeParts(
        RequestGuard guard,
        Door door,
        ProductPage products,
        CustomerView customers,
        Optional<OrderUses> orders,
        Optional<BasketUses> baskets,
        Hooks hooks,
        Optional<Face> face,
        TokenValidator tokens,
        ResponseCache cache,
        Map<ProductPart, Freshness> freshness,
        EdgeListener listener,
        Clock clock) {
    public EdgeParts {
        freshness = Map.copyOf(freshness);
    }
}
