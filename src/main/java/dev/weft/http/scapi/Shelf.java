package dev.weft.http.scapi;

import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;

/**
 * Port: how many whole units of each SKU can be promised now, at each of the site's places, with what others were promised taken off. What
 * there is none of is absent, or zero. Fails with {@code Failed} where nobody can tell. Completes on any thread.
 */
@FunctionalInterface
public interface Shelf {
    Future<Map<Sku, Map<String, Long>>> free(Set<Sku> skus, Market market, RequestContext context);
}
