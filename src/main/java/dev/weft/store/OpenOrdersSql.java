package dev.weft.store;

import dev.weft.order.OpenOrders;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderRecord.Stage;
import io.vertx.core.Future;
import java.util.List;

/** Open orders, page by page along the primary key. */
final class OpenOrdersSql implements OpenOrders {
    private final Reads reads;

    OpenOrdersSql(Reads reads) {
        this.reads = reads;
    }

    @Override
    public Future<List<OrderRecord>> after(String after, int limit) {
        return reads.ask(tx -> OrderRows.find(
                tx,
                tx.query(
                        "SELECT id FROM orders WHERE id > ? AND erp_number IS NOT NULL AND stage <> ? AND stage <> ?"
                                + " ORDER BY id LIMIT ?",
                        row -> row.getString(1),
                        after,
                        Stage.SHIPPED.name(),
                        Stage.CANCELLED.name(),
                        limit)));
    }
}
