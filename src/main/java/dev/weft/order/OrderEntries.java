package dev.weft.order;

import dev.weft.outbox.Effect;
import dev.weft.outbox.NewEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which effects on other systems follow from an accepted order, a refund, a cancellation, and in which sequence. Pure. All entries of an
 * order are one aggregate, so each waits for the one before it, whatever their lanes:
 *
 * <ol>
 *   <li>points are redeemed before the ERP gets the order: what was not paid is not shipped;
 *   <li>the ERP creates the order;
 *   <li>points are earned, and commerce is told, only once the ERP has it;
 *   <li>a refund or cancellation reaches the ERP after that, and the points follow what the ERP said: those that paid are given back
 *       first, so that they never wait for others that may be spent.
 * </ol>
 *
 * <p>A payload holds ids alone; the delivery reads the rest from the order as it is then.
 */
public final class OrderEntries {
    static final String AGGREGATE = "order";
    public static final String CREATE = "order.create";
    static final String CANCEL = "order.cancel";
    static final String REFUND = "order.refund";
    /** The ERP has an order or a refund more than once: an operator has to take the surplus out before anything goes on. */
    public static final String DUPLICATE = "order.duplicate";

    static final String EXPORT = "order.export";
    public static final String REDEEM = "points.redeem";
    public static final String ACCRUE = "points.accrue";
    /** Earned points are taken back: {@code refund} names why, empty for a cancellation. */
    static final String TAKE_BACK = "points.take_back";
    /** Redeemed points are given back: {@code refund} names why, empty for a cancellation. */
    static final String GIVE_BACK = "points.give_back";

    private OrderEntries() {}

    /** What follows from an order that was accepted. Points that paid for it need a lane to be taken through. */
    public static List<NewEntry> forOrder(Order order, Routing routing) {
        List<NewEntry> entries = new ArrayList<>();
        if (order.payment().points() > 0) {
            if (routing.loyalty().isEmpty()) {
                throw new IllegalStateException("points paid for an order, and nobody takes them");
            }
            add(entries, routing.loyalty(), REDEEM, order, "");
        }
        add(entries, Optional.of(routing.erp()), CREATE, order, "");
        if (Bookings.earned(order) > 0) {
            add(entries, routing.loyalty(), ACCRUE, order, "");
        }
        if (order.origin().commerceOrder().isPresent()) {
            add(entries, routing.commerce(), EXPORT, order, "");
        }
        return List.copyOf(entries);
    }

    /** What follows from a refund that was accepted. */
    public static List<NewEntry> forRefund(Order order, Refund refund, Routing routing) {
        List<NewEntry> entries = new ArrayList<>();
        add(entries, Optional.of(routing.erp()), REFUND, order, refund.reference());
        if (refund.pointsReturned() > 0) {
            add(entries, routing.loyalty(), GIVE_BACK, order, refund.reference());
        }
        if (refund.pointsTakenBack() > 0 && Bookings.earned(order) > 0) {
            add(entries, routing.loyalty(), TAKE_BACK, order, refund.reference());
        }
        return List.copyOf(entries);
    }

    /**
     * What follows from a wish to cancel. The ERP may refuse it; the points then stay. Where the order was not sent yet, its own create
     * entry sees the stage {@code CANCELLING} and ends without sending.
     */
    public static List<NewEntry> forCancel(Order order, Routing routing) {
        List<NewEntry> entries = new ArrayList<>();
        add(entries, Optional.of(routing.erp()), CANCEL, order, "");
        if (order.payment().points() > 0) {
            add(entries, routing.loyalty(), GIVE_BACK, order, "");
        }
        if (Bookings.earned(order) > 0) {
            add(entries, routing.loyalty(), TAKE_BACK, order, "");
        }
        return List.copyOf(entries);
    }

    /**
     * What has to be undone of what {@code done} did, where the order was cancelled by somebody else than its buyer: the ERP, or an operator.
     * Empty for an entry whose effect ends with the order.
     */
    public static Optional<NewEntry> undoing(NewEntry done) {
        if (!ofOrder(done)) {
            return Optional.empty();
        }
        return switch (done.type()) {
            case ACCRUE -> Optional.of(as(TAKE_BACK, done));
            case REDEEM -> Optional.of(as(GIVE_BACK, done));
            default -> Optional.empty();
        };
    }

    /** Others' entries are named by ids that need not be an order's. */
    private static boolean ofOrder(NewEntry entry) {
        return entry.aggregateType().equals(AGGREGATE);
    }

    private static NewEntry as(String type, NewEntry entry) {
        return new NewEntry(
                entry.lane(), type, entry.aggregateType(), entry.aggregateId(), entry.site(), entry.payload());
    }

    /** What is set aside because the ERP has more than one document of what {@code ended} was to make. */
    static NewEntry duplicate(NewEntry ended, List<String> documents) {
        Payload payload = Payload.of(ended);
        return new NewEntry(
                ended.lane(),
                DUPLICATE,
                ended.aggregateType(),
                ended.aggregateId(),
                ended.site(),
                new Payload(payload.order(), payload.refund(), documents).text());
    }

    /** What follows on our side where an operator says that an entry happened outside Weft, under that number; of another aggregate's, nothing. */
    public static Optional<Effect> settled(NewEntry entry, String number) {
        if (!ofOrder(entry)) {
            return Optional.empty();
        }
        Payload payload = Payload.of(entry);
        return switch (entry.type()) {
            case CREATE -> Optional.of(new OrderEffect.Confirmed(payload.order(), number));
            case DUPLICATE -> Optional.of(counts(payload, number));
            case CANCEL -> Optional.of(new OrderEffect.Cancelled(payload.order()));
            case REFUND -> Optional.of(new OrderEffect.RefundConfirmed(payload.order(), payload.refund(), number));
            case REDEEM, ACCRUE ->
                Optional.of(new OrderEffect.PointsBooked(
                        payload.order(), Bookings.reference(payload.order(), entry.type()), number));
            default -> Optional.empty();
        };
    }

    /** Of several documents, this is the one. */
    static OrderEffect counts(Payload payload, String number) {
        return payload.refund().isEmpty()
                ? new OrderEffect.Confirmed(payload.order(), number)
                : new OrderEffect.RefundConfirmed(payload.order(), payload.refund(), number);
    }

    /** What follows where an operator says that an entry will never happen; of another aggregate's, nothing. */
    public static Optional<Effect> givenUp(NewEntry entry) {
        if (!ofOrder(entry)) {
            return Optional.empty();
        }
        Payload payload = Payload.of(entry);
        return switch (entry.type()) {
            case CREATE -> Optional.of(new OrderEffect.Cancelled(payload.order()));
            case CANCEL -> Optional.of(new OrderEffect.CancelRefused(payload.order()));
            case REFUND -> Optional.of(new OrderEffect.RefundFailed(payload.order(), payload.refund()));
            default -> Optional.empty();
        };
    }

    private static void add(List<NewEntry> entries, Optional<String> lane, String type, Order order, String refund) {
        lane.ifPresent(name -> entries.add(new NewEntry(
                name,
                type,
                AGGREGATE,
                order.id().value(),
                order.buyer().site(),
                Payload.of(order.id(), refund).text())));
    }
}
