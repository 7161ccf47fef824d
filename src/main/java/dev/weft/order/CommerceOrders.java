package dev.weft.order;

import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Port: the orders that commerce holds ready for the ERP. Fails with {@code Failed} where it cannot be asked. */
@FunctionalInterface
public interface CommerceOrders {
    /** A page of a site's orders that are ready, oldest first; an empty one where there are no more. */
    Future<Page> ready(String site, int offset, RequestContext context);

    /**
     * Some of them.
     *
     * @param orders empty for those whose document makes no order of ours
     * @param total how many there are in all
     */
    record Page(List<Ready> orders, int total) {
        public Page {
            orders = List.copyOf(orders);
        }
    }

    /** One of them, and what its document tells. */
    record Ready(String number, Optional<AcceptedOrder> order) {}
}
