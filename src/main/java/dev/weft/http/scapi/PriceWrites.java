package dev.weft.http.scapi;

import dev.weft.http.scapi.FaceWrites.Visit;
import io.vertx.core.Future;
import java.util.Map;

/** One way to have a basket cost what the ERP says. */
interface PriceWrites {
    /** Whether {@code item} needs anything done for one unit to cost {@code minor}; {@code ordering} where an order is made next. */
    boolean wants(PricedItem item, long minor, boolean ordering);

    /**
     * Has items cost that much; completes with the basket's document afterwards. Fails where SCAPI refuses one, and may then have done some.
     *
     * @param family the API's path by which the basket was asked for
     * @param prices of one unit, in minor units; at least one
     */
    Future<Gathered> set(Visit visit, String family, String basketId, Map<PricedItem, Long> prices);
}
