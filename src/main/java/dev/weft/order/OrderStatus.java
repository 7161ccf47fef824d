package dev.weft.order;

import dev.weft.kernel.Failure;
import io.vertx.core.Future;
import java.util.List;

/** Reads a shopper's own orders. Somebody else's is not there: the future fails with {@code NOT_FOUND} as for one that never was. */
public final class OrderStatus {
    private static final int MOST = 50;

    private final OrderStore store;

    public OrderStatus(OrderStore store) {
        this.store = store;
    }

    public Future<OrderRecord> own(OrderId id, Buyer buyer) {
        return store.find(id)
                .compose(found -> found.filter(record -> record.order().buyer().equals(buyer))
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                Failure.of(Failure.Reason.NOT_FOUND, "store", "no such order of this shopper")
                                        .asException())));
    }

    /** The newest ones, at most {@value #MOST}. */
    public Future<List<OrderRecord>> ownAll(Buyer buyer) {
        return store.ofBuyer(buyer, MOST);
    }
}
