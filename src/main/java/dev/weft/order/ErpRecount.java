package dev.weft.order;

import dev.weft.kernel.RequestContext;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.Recount;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts an order's or a refund's documents in the ERP. What an operator was told of once is not brought up again. */
final class ErpRecount implements Recount {
    private final OrderStore orders;
    private final OrderSink erp;

    ErpRecount(OrderStore orders, OrderSink erp) {
        this.orders = orders;
        this.erp = erp;
    }

    @Override
    public Set<String> types() {
        return Set.of(OrderEntries.CREATE, OrderEntries.REFUND);
    }

    @Override
    public Future<Optional<Surplus>> count(NewEntry ended, RequestContext context) {
        Payload payload = Payload.of(ended);
        return orders.find(payload.order()).compose(found -> {
            Optional<Refund> refund = found.flatMap(record -> OrderReader.refund(record, ended));
            return found.isEmpty() || refund.isEmpty() && !payload.refund().isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : Documents.of(erp, found.get(), refund, context).map(documents -> surplus(ended, documents));
        });
    }

    private static Optional<Surplus> surplus(NewEntry ended, Documents documents) {
        if (!documents.tooMany()) {
            return Optional.empty();
        }
        NewEntry entry = OrderEntries.duplicate(ended, documents.live());
        String refund = Payload.of(ended).refund();
        return Optional.of(
                new Surplus(entry, documents.told(), told -> !told(told, refund).containsAll(documents.live())));
    }

    private static Set<String> told(List<NewEntry> before, String refund) {
        Set<String> told = new HashSet<>();
        before.stream()
                .map(Payload::of)
                .filter(it -> it.refund().equals(refund))
                .forEach(it -> told.addAll(it.documents()));
        return told;
    }

    @Override
    public Duration lag() {
        return erp.lag();
    }
}
