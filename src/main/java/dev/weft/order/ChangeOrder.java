package dev.weft.order;

import dev.weft.kernel.Failure;
import dev.weft.order.OrderStore.Change;
import dev.weft.order.OrderStore.Known;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Refunds and cancels a shopper's own orders. Both are decided on the order as it is under the store's lock, once per claim: a repeat gets
 * the first answer, and two at once cannot give back more than was captured. Fails with {@code NOT_FOUND} where the order is not there
 * or is somebody else's; nobody learns which.
 */
public final class ChangeOrder {
    private final OrderStore store;
    private final OrderStatus orders;
    private final Map<String, SiteRules> sites;
    private final Clock clock;

    public ChangeOrder(OrderStore store, Map<String, SiteRules> sites, Clock clock) {
        this.store = store;
        this.orders = new OrderStatus(store);
        this.sites = Map.copyOf(sites);
        this.clock = clock;
    }

    /** How answers are put into words; called on the store's thread, perhaps more than once. */
    public interface Wording {
        Answer refunded(OrderRecord before, Refund refund);

        Answer cancelling(OrderRecord before);

        Answer refused(List<Fault> faults);
    }

    /** Gives back what {@code wish} says; a wish with faults is refused, and the refusal kept. */
    public Future<Known> refund(OrderId id, Buyer buyer, Claim claim, RefundWish wish, Wording wording) {
        return owned(id, buyer, claim, record -> {
            SiteRules rules = rules(record);
            RefundPlan.Planned planned = RefundPlan.of(record, wish, rules.tender(), clock.instant());
            if (planned.refund().isEmpty()) {
                return refused(wording, planned.faults());
            }
            Refund refund = planned.refund().get();
            return new Change(
                    wording.refunded(record, refund),
                    planned.refund(),
                    Optional.empty(),
                    OrderEntries.forRefund(record.order(), refund, rules.routing()));
        });
    }

    /** Asks the ERP to take the order back. Refused once it is shipped, or once something was refunded. */
    public Future<Known> cancel(OrderId id, Buyer buyer, Claim claim, Wording wording) {
        return owned(id, buyer, claim, record -> {
            boolean refunded =
                    record.refunded().amount() > 0 || !record.refunded().units().isEmpty();
            if (record.stage() == OrderRecord.Stage.SHIPPED || refunded) {
                String detail = refunded ? "Something was refunded already." : "It is on its way: return it instead.";
                return refused(wording, List.of(new Fault("", "too_late", detail)));
            }
            if (record.stage() == OrderRecord.Stage.CANCELLED || record.stage() == OrderRecord.Stage.CANCELLING) {
                return new Change(wording.cancelling(record), Optional.empty(), Optional.empty(), List.of());
            }
            return new Change(
                    wording.cancelling(record),
                    Optional.empty(),
                    Optional.of(OrderRecord.Stage.CANCELLING),
                    OrderEntries.forCancel(record.order(), rules(record).routing()));
        });
    }

    private Future<Known> owned(OrderId id, Buyer buyer, Claim claim, Function<OrderRecord, Change> decision) {
        return orders.own(id, buyer).compose(mine -> store.change(id, claim, decision));
    }

    private SiteRules rules(OrderRecord record) {
        SiteRules rules = sites.get(record.order().buyer().site());
        if (rules == null) {
            throw Failure.of(Failure.Reason.REFUSED, "weft", "the order's site takes no orders any more")
                    .asException();
        }
        return rules;
    }

    private static Change refused(Wording wording, List<Fault> faults) {
        return new Change(wording.refused(faults), Optional.empty(), Optional.empty(), List.of());
    }
}
