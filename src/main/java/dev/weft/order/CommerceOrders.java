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
     * @param orders those that are still orders
     * @param listed how many commerce listed on this page, those it has cancelled since among them; the next page begins after them
     * @param total how many it lists in all
     */
    record Page(List<Ready> orders, int listed, int total) {
        public Page {
            orders = List.copyOf(orders);
        }
    }

    /**
     * One of them.
     *
     * @param order what its document tells; empty where that makes no order of ours
     * @param why it makes none, for operators; empty where it does
     */
    record Ready(String number, Optional<AcceptedOrder> order, String why) {
        /** One that is not known to be none. */
        public Ready(String number, Optional<AcceptedOrder> order) {
            this(number, order, "");
        }
    }
}
