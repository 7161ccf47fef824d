package dev.weft.order;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An order store with one order in it, that is only read. */
class OneOrder implements OrderStore {
    private final OrderRecord record;

    OneOrder(OrderRecord record) {
        this.record = record;
    }

    /** The same, but reading it fails with {@code cause}. */
    static OneOrder unreadable(OrderRecord record, Throwable cause) {
        return new OneOrder(record) {
            @Override
            public Future<Optional<OrderRecord>> find(OrderId id) {
                return Future.failedFuture(cause);
            }
        };
    }

    @Override
    public Future<Optional<OrderRecord>> find(OrderId id) {
        return Future.succeededFuture(
                Optional.of(record).filter(it -> it.order().id().equals(id)));
    }

    @Override
    public Future<List<OrderRecord>> find(List<OrderId> ids) {
        return Future.succeededFuture(ids.contains(record.order().id()) ? List.of(record) : List.of());
    }

    @Override
    public Future<List<OrderRecord>> ofBuyer(Buyer buyer, int limit) {
        return Future.succeededFuture(List.of(record));
    }

    @Override
    public Future<Optional<Known>> known(Claim claim) {
        return refused();
    }

    @Override
    public Future<Known> place(Placement placement) {
        return refused();
    }

    @Override
    public Future<Known> change(OrderId id, Claim claim, Function<OrderRecord, Change> decision) {
        return refused();
    }

    @Override
    public Future<Void> progress(OrderId id, OrderRecord.Stage stage) {
        return refused();
    }

    @Override
    public Future<Erased> erase(String site, String customerId, String operator) {
        return refused();
    }

    private static <T> Future<T> refused() {
        return Future.failedFuture(new UnsupportedOperationException("only read"));
    }
}
