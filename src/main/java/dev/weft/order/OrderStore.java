package dev.weft.order;

import dev.weft.inventory.Sourcing;
import dev.weft.kernel.Sku;
import dev.weft.outbox.NewEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Port: the orders on disk. Every change is one transaction and durable when its future completes. A future fails with
 * {@link dev.weft.kernel.Failed} where the store is dark or too slow; the change may then still have been committed, and asking again with
 * the same claim tells.
 */
public interface OrderStore {
    /** The answer given under this claim's scope, if there is one: read before any work is done. */
    Future<Optional<Known>> known(Claim claim);

    /**
     * In one transaction: claims the key, takes stock by the sourcing rule (or takes over the origin's reservation while it still holds;
     * an expired one is reserved anew or refused), writes order, person and entries, and keeps the answer. Orders that arrive while a
     * commit is under way share the next one.
     */
    Future<Known> place(Placement placement);

    Future<Optional<OrderRecord>> find(OrderId id);

    /** Those of {@code ids} that are here, in their order. */
    Future<List<OrderRecord>> find(List<OrderId> ids);

    /** A shopper's orders, newest first. */
    Future<List<OrderRecord>> ofBuyer(Buyer buyer, int limit);

    /**
     * In one transaction, under a lock on the order: claims the key, decides on the current record, writes what was decided. The decision
     * is a pure function of the locked record; it runs on the store's thread, must not wait, and may run more than once. Where the scope has
     * an answer already, that is the answer and nothing is decided. Fails with {@code NOT_FOUND} where there is no such order, and with
     * {@code REFUSED} where a refund would give back more than was captured.
     */
    Future<Known> change(OrderId id, Claim claim, Function<OrderRecord, Change> decision);

    /**
     * Takes in how far an order is, as its ERP tells: a later stage wins over an earlier one, cancelled is the end, and what is unknown is
     * ignored. An order being cancelled stays so until {@link OrderEffect.Cancelled} or {@link OrderEffect.CancelRefused} decides.
     */
    Future<Void> progress(OrderId id, OrderRecord.Stage stage);

    /**
     * Forgets who a shopper is in all their orders of which nothing is under way, and lets go of what is reserved for them; the books stay.
     * What is still to be sent of an order, or set aside, says who it is for: such an order stays as it is, and the caller asks again once it
     * is through.
     */
    Future<Erased> erase(String site, String customerId, String operator);

    /**
     * What became of a wish to be forgotten.
     *
     * @param orders how many orders no longer say who the shopper is
     * @param open how many still do, because something of them is under way
     */
    record Erased(int orders, int open) {}

    /**
     * A kept answer.
     *
     * @param fresh true for the request that made it; false for a repeat
     * @param matches false where the repeat's content is another one
     */
    record Known(Answer answer, boolean fresh, boolean matches) {}

    /**
     * Everything that one accepted order writes.
     *
     * @param order without sources; its id is new. An id that is taken already fails with {@code REFUSED}
     * @param entries sent in this order; one whose aggregate is another thing than this order follows that thing's own entries
     * @param answer renders what happened; runs on the store's thread, must not wait, may run more than once, and its text holds no
     *     personal data
     */
    record Placement(
            Claim claim,
            Order order,
            Person person,
            Sourcing sourcing,
            List<NewEntry> entries,
            Function<Placed, Answer> answer) {
        public Placement {
            entries = List.copyOf(entries);
        }
    }

    /** What placing came to: an order with its sources, or what is left of the SKUs that are short. */
    record Placed(Optional<Order> order, Map<Sku, Long> left) {}

    /**
     * What a change writes.
     *
     * @param refund a refund to add, pending; its number is unique in the order and its reference everywhere
     * @param stage a stage to move to
     */
    record Change(Answer answer, Optional<Refund> refund, Optional<OrderRecord.Stage> stage, List<NewEntry> entries) {
        public Change {
            entries = List.copyOf(entries);
        }
    }
}
