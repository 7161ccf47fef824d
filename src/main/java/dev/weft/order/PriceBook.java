package dev.weft.order;

import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * Port: what one unit costs today by the ERP's price list, in minor units of the market's currency, perhaps a fraction of one. What has no
 * price is absent. Fails with {@code Failed} where it cannot be asked.
 */
@FunctionalInterface
public interface PriceBook {
    Future<Map<Sku, BigDecimal>> prices(Set<Sku> skus, Market market, RequestContext context);
}
