package dev.weft.store;

import dev.weft.order.OpenOrders;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderRecord.Stage;
import io.vertx.core.Future;
import java.util.List;

/** Open orders, page by page along an index that holds no others. */
final class OpenOrdersSql implements OpenOrders {
    /** In the words of the index {@code orders_open}: a stage that is bound later may be any, and nothing but the whole table would do. */
    private static final String OPEN = "SELECT id FROM orders WHERE id > ? AND erp_number IS NOT NULL AND stage <> '"
            + Stage.SHIPPED.name() + "' AND stage <> '" + Stage.CANCELLED.name() + "' ORDER BY id LIMIT ?";

    private final Reads reads;

    OpenOrdersSql(Reads reads) {
        this.reads = reads;
    }

    @Override
    public Future<List<OrderRecord>> after(String after, int limit) {
        return reads.ask(tx -> OrderRows.find(tx, tx.query(OPEN, row -> row.getString(1), after, limit)));
    }
}
