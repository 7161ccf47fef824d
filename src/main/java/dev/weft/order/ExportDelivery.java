package dev.weft.order;

import static dev.weft.order.OrderReader.nothing;
import static dev.weft.order.OrderReader.rejected;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Delivery;
import dev.weft.outbox.Entry;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells the commerce system that the ERP has one of its orders. Telling it twice is harmless, so a doubt is answered by telling it again:
 * the question is always "not there".
 */
final class ExportDelivery implements Delivery {
    private final OrderReader orders;
    private final ExportSink commerce;

    ExportDelivery(OrderReader orders, ExportSink commerce) {
        this.orders = orders;
        this.commerce = commerce;
    }

    @Override
    public Future<Outcome> send(Entry entry, RequestContext context) {
        return orders.with(entry, OrderReader::notSent, record -> {
            if (!entry.what().type().equals(OrderEntries.EXPORT)) {
                return Future.succeededFuture(rejected(
                        "a commerce lane cannot deliver " + entry.what().type()));
            }
            if (record.order().origin().commerceOrder().isEmpty()) {
                return Future.succeededFuture(nothing("commerce does not know this order"));
            }
            boolean has = record.erpNumber().isPresent();
            return commerce.export(record.order(), has, context)
                    .map(outcome -> outcome instanceof Outcome.Applied applied
                            ? new Outcome.Applied(applied.result(), Optional.empty())
                            : outcome);
        });
    }

    @Override
    public Future<Outcome> ask(Entry entry, RequestContext context) {
        return Future.succeededFuture(new Outcome.NotApplied(
                Failure.of(Failure.Reason.NOT_FOUND, "weft", "repeating it is harmless, so nobody is asked"), false));
    }

    @Override
    public Duration lag() {
        return commerce.lag();
    }
}
