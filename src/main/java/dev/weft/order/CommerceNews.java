package dev.weft.order;

import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has become of a site's orders that commerce made, for whoever shows commerce's own record of them. It does not ask whose they are:
 * that is for commerce to decide, before anybody asks here. Futures complete on any thread.
 */
public final class CommerceNews {
    /** What is left of the time for saying what is known without the ERP, where the ERP is late. */
    private static final Duration TO_ANSWER = Duration.ofMillis(20);

    private final String site;
    private final OrderStore store;
    private final OrderSink erp;
    private final Ticker ticker;

    /** News of the orders of {@code site}, which go to {@code erp}. */
    public CommerceNews(String site, OrderStore store, OrderSink erp, Ticker ticker) {
        this.site = site;
        this.store = store;
        this.erp = erp;
        this.ticker = ticker;
    }

    /**
     * One order.
     *
     * @param stage the furthest of what we know and what the ERP said just now
     * @param shipments as the ERP told just now; empty where it was not asked
     */
    public record Told(OrderRecord record, OrderRecord.Stage stage, List<Fulfilment.Shipment> shipments) {
        public Told {
            shipments = List.copyOf(shipments);
        }
    }

    /** What is written down of the orders with these numbers of commerce's; those that never came here are absent. Asks no ERP. */
    public Future<Map<String, Aged<Told>>> known(Set<String> numbers) {
        List<OrderId> ids = numbers.stream()
                .flatMap(number -> new CommerceNumber(site, number).ids().stream())
                .toList();
        return store.find(ids).map(records -> {
            Map<String, Aged<Told>> told = new HashMap<>();
            for (OrderRecord record : records) {
                Optional<String> number = record.order().origin().commerceOrder();
                if (number.isPresent() && record.order().buyer().site().equals(site)) {
                    told.put(number.get(), fresh(new Told(record, record.stage(), List.of())));
                }
            }
            return told;
        });
    }

    /**
     * The same, and what the ERP says of each that it has by now: for one order or a few, since each costs the ERP a question or two. Fails
     * with {@link PartlyFailed}, which holds what is written down, where the ERP cannot say.
     */
    public Future<Map<String, Aged<Told>>> now(Set<String> numbers, RequestContext context) {
        RequestContext earlier = context.withDeadline(context.deadline().minus(TO_ANSWER));
        return known(numbers).compose(known -> {
            Future<Map<String, Aged<Told>>> asked = Future.succeededFuture(new HashMap<>(known));
            for (Map.Entry<String, Aged<Told>> one : known.entrySet()) {
                asked = asked.compose(told -> now(one.getValue().value().record(), earlier)
                        .map(now -> {
                            told.put(one.getKey(), fresh(now));
                            return told;
                        }));
            }
            return asked.recover(dark ->
                    Future.failedFuture(known.isEmpty() ? dark : new PartlyFailed(known, Failure.from(dark, "erp"))));
        });
    }

    private Future<Told> now(OrderRecord record, RequestContext context) {
        return record.erpNumber()
                .map(number -> erp.status(record.order(), number, context))
                .orElse(Future.succeededFuture(Optional.empty()))
                .map(found -> found.map(it -> new Told(record, later(record.stage(), it.stage()), it.shipments()))
                        .orElseGet(() -> new Told(record, record.stage(), List.of())));
    }

    /** The stages stand in their order; one that is being cancelled stays so whatever the ERP says until it is. */
    private static OrderRecord.Stage later(OrderRecord.Stage known, OrderRecord.Stage told) {
        return known.compareTo(told) >= 0 ? known : told;
    }

    private Aged<Told> fresh(Told told) {
        return Aged.fresh(told, ticker.nanos());
    }
}
