package dev.weft.order;

import io.vertx.core.Future;
import java.util.List;

/** Port: the orders an ERP has and is not done with. */
@FunctionalInterface
public interface OpenOrders {
    /**
     * At most {@code limit} orders with an ERP number that are neither shipped nor cancelled, by id, beginning after {@code after}; empty at
     * the end. Fails with {@link dev.weft.kernel.Failed} where the store is dark.
     */
    Future<List<OrderRecord>> after(String after, int limit);
}
