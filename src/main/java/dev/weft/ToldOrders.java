package dev.weft;

import dev.weft.order.Buyer;
import dev.weft.order.Claim;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An order store that says when entries may have been written, so that they leave within milliseconds and not within a second. */
record ToldOrders(OrderStore behind, Runnable written) implements OrderStore {
    @Override
    public Future<Known> place(Placement placement) {
        return behind.place(placement).onSuccess(this::tell);
    }

    @Override
    public Future<Known> change(OrderId id, Claim claim, Function<OrderRecord, Change> decision) {
        return behind.change(id, claim, decision).onSuccess(this::tell);
    }

    private void tell(Known known) {
        if (known.fresh()) {
            written.run();
        }
    }

    @Override
    public Future<Optional<Known>> known(Claim claim) {
        return behind.known(claim);
    }

    @Override
    public Future<Optional<OrderRecord>> find(OrderId id) {
        return behind.find(id);
    }

    @Override
    public Future<List<OrderRecord>> find(List<OrderId> ids) {
        return behind.find(ids);
    }

    @Override
    public Future<List<OrderRecord>> ofBuyer(Buyer buyer, int limit) {
        return behind.ofBuyer(buyer, limit);
    }

    @Override
    public Future<Void> progress(OrderId id, OrderRecord.Stage stage) {
        return behind.progress(id, stage);
    }

    @Override
    public Future<Erased> erase(String site, String customerId, String operator) {
        return behind.erase(site, customerId, operator);
    }
}
