package dev.weft.store;

import dev.weft.kernel.Failure.Reason;
import dev.weft.order.Buyer;
import dev.weft.order.Claim;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.order.OrderStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Orders in SQL. */
final class OrdersSql implements OrderStore {
    private final Writer writer;
    private final Reads reads;
    private final Placing placing = new Placing();

    OrdersSql(Writer writer, Reads reads) {
        this.writer = writer;
        this.reads = reads;
    }

    @Override
    public Future<Optional<Known>> known(Claim claim) {
        return reads.ask(tx -> Claims.find(tx, claim));
    }

    @Override
    public Future<Known> place(Placement placement) {
        return writer.submit(placing, Placing.Wish.of(placement));
    }

    @Override
    public Future<Optional<OrderRecord>> find(OrderId id) {
        return reads.ask(tx -> OrderRows.find(tx, List.of(id.value())).stream().findFirst());
    }

    @Override
    public Future<List<OrderRecord>> find(List<OrderId> ids) {
        return ids.isEmpty()
                ? Future.succeededFuture(List.of())
                : reads.ask(tx ->
                        OrderRows.find(tx, ids.stream().map(OrderId::value).toList()));
    }

    @Override
    public Future<List<OrderRecord>> ofBuyer(Buyer buyer, int limit) {
        return reads.ask(tx -> OrderRows.find(
                tx,
                tx.query(
                        "SELECT id FROM orders WHERE site = ? AND customer_id = ? AND tenant = ?"
                                + " ORDER BY placed_at DESC, id LIMIT ?",
                        row -> row.getString(1),
                        buyer.site(),
                        buyer.customerId(),
                        buyer.tenant(),
                        limit)));
    }

    @Override
    public Future<Known> change(OrderId id, Claim claim, Function<OrderRecord, Change> decision) {
        return writer.submit(tx -> Changes.decide(tx, id, claim, decision))
                .compose(known -> known.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(Faults.failed(Reason.NOT_FOUND, "no order " + id))));
    }

    @Override
    public Future<Void> progress(OrderId id, Stage stage) {
        return writer.submit(tx -> Changes.told(tx, id, stage)).mapEmpty();
    }

    @Override
    public Future<Erased> erase(String site, String customerId, String operator) {
        return writer.submit(tx -> Changes.erase(tx, site, customerId, operator));
    }
}
