package dev.weft.order;

import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;

/** Port: how many points a purchase earns. Nothing for a guest, or where there is no programme. */
@FunctionalInterface
public interface PointsEarned {
    PointsEarned NONE = (buyer, minor, market, context) -> Future.succeededFuture(0L);

    /** {@code minor}: the money paid for goods, in minor units of the market's currency. */
    Future<Long> earned(Buyer buyer, long minor, Market market, RequestContext context);
}
