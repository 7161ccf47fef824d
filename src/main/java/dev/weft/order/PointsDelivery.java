package dev.weft.order;

import static dev.weft.order.OrderReader.followed;
import static dev.weft.order.OrderReader.nothing;

import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Delivery;
import dev.weft.outbox.Entry;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Moves an order's points. Whether there is anything to move is decided by what became of the order: an order that was cancelled before
 * its points were moved moves none, a cancellation the ERP refused gives nothing back, a refund that failed neither. That is never said
 * of a booking in doubt: points that were moved before the order was cancelled are found, and given back by the entry behind.
 *
 * <p>Earned points that are to go back, and that the member has spent, are left with the member where the programme says so: refunds that
 * follow must not wait for points.
 */
final class PointsDelivery implements Delivery {
    private final OrderReader orders;
    private final PointsSink ledger;
    private final PointsListener listener;

    PointsDelivery(OrderReader orders, PointsSink ledger, PointsListener listener) {
        this.orders = orders;
        this.ledger = ledger;
        this.listener = listener;
    }

    @Override
    public Future<Outcome> send(Entry entry, RequestContext context) {
        return orders.with(
                entry,
                OrderReader::notSent,
                record -> due(record, entry)
                        .fold(booking -> booked(record, booking, ledger.book(booking, context))
                                .map(outcome -> spent(booking, outcome))));
    }

    @Override
    public Future<Outcome> ask(Entry entry, RequestContext context) {
        return orders.with(
                entry,
                OrderReader::unknown,
                record -> tried(record, entry).fold(booking -> booked(record, booking, ledger.find(booking, context))));
    }

    @Override
    public Duration lag() {
        return ledger.lag();
    }

    private Outcome spent(PointsSink.Booking booking, Outcome outcome) {
        if (!outcome.equals(PointsSink.SPENT) || ledger.spentPoints() == SpentPoints.PARK) {
            return outcome;
        }
        listener.forgiven(booking.points());
        return nothing("forgiven: " + booking.points() + " points were spent already");
    }

    private static Future<Outcome> booked(OrderRecord record, PointsSink.Booking booking, Future<Outcome> outcome) {
        return outcome.map(answer -> followed(
                answer, journal -> new OrderEffect.PointsBooked(record.order().id(), booking.reference(), journal)));
    }

    /** A booking to make, or why there is none. */
    private record Due(Optional<PointsSink.Booking> booking, Outcome otherwise) {
        Future<Outcome> fold(Function<PointsSink.Booking, Future<Outcome>> act) {
            return booking.map(act).orElseGet(() -> Future.succeededFuture(otherwise));
        }

        static Due of(Optional<PointsSink.Booking> booking) {
            return new Due(booking, nothing("no points were booked that could go back"));
        }

        static Due none(String why) {
            return new Due(Optional.empty(), nothing(why));
        }
    }

    /** What may have been sent, whatever became of the order since: it is asked for before anything is decided anew. */
    private static Due tried(OrderRecord record, Entry entry) {
        return switch (entry.what().type()) {
            case OrderEntries.REDEEM -> Due.of(Optional.of(Bookings.redeem(record.order())));
            case OrderEntries.ACCRUE -> Due.of(Optional.of(Bookings.accrue(record.order())));
            default -> due(record, entry);
        };
    }

    private static Due due(OrderRecord record, Entry entry) {
        OrderRecord.Stage stage = record.stage();
        boolean cancelled = stage == OrderRecord.Stage.CANCELLED;
        boolean neverSent =
                stage == OrderRecord.Stage.CANCELLING && record.erpNumber().isEmpty();
        return switch (entry.what().type()) {
            case OrderEntries.REDEEM ->
                cancelled || neverSent
                        ? Due.none("cancelled before")
                        : Due.of(Optional.of(Bookings.redeem(record.order())));
            case OrderEntries.ACCRUE ->
                cancelled ? Due.none("cancelled before") : Due.of(Optional.of(Bookings.accrue(record.order())));
            case OrderEntries.TAKE_BACK -> back(record, entry, Bookings::takeBack);
            case OrderEntries.GIVE_BACK -> back(record, entry, Bookings::giveBack);
            default ->
                new Due(
                        Optional.empty(),
                        OrderReader.rejected(
                                "a loyalty lane cannot deliver " + entry.what().type()));
        };
    }

    /** How a reversal is booked. */
    private interface Reversal {
        Optional<PointsSink.Booking> of(OrderRecord record, Optional<Refund> refund);
    }

    private static Due back(OrderRecord record, Entry entry, Reversal reversal) {
        if (Payload.of(entry.what()).refund().isEmpty()) {
            return record.stage() == OrderRecord.Stage.CANCELLED
                    ? Due.of(reversal.of(record, Optional.empty()))
                    : Due.none("the order was not cancelled");
        }
        Optional<Refund> refund = OrderReader.refund(record, entry.what());
        return refund.filter(it -> it.state() != Refund.State.FAILED)
                .map(it -> Due.of(reversal.of(record, refund)))
                .orElseGet(() -> Due.none("the refund did not happen"));
    }
}
