package dev.weft.order;

import java.util.List;
import java.util.Optional;

/**
 * The points an order moves, as bookings under references of our own. A part is taken back by a journal of its own that names the first;
 * the whole by the ledger's own cancellation.
 */
final class Bookings {
    private Bookings() {}

    /** What the buyer earns with all units. A guest earns nothing. */
    static long earned(Order order) {
        if (!order.buyer().registered()) {
            return 0;
        }
        long sum = 0;
        for (List<UnitRun> runs : order.books().lines().values()) {
            for (UnitRun run : runs) {
                sum += run.count() * run.pointsEarned();
            }
        }
        return sum + order.books().shipping().pointsEarned();
    }

    static PointsSink.Booking redeem(Order order) {
        Payment payment = order.payment();
        return booking(order, redeemReference(order), PointsSink.Kind.REDEEM, payment.points(), payment.pointsValue());
    }

    static PointsSink.Booking accrue(Order order) {
        return booking(
                order,
                accrueReference(order),
                PointsSink.Kind.ACCRUE,
                earned(order),
                order.books().total());
    }

    /** Earned points that go back because of a refund, or all that are left where the order was cancelled; empty where none were booked, or they are back. */
    static Optional<PointsSink.Booking> takeBack(OrderRecord record, Optional<Refund> refund) {
        Order order = record.order();
        long all = earned(order);
        long points = refund.map(Refund::pointsTakenBack)
                .orElse(all - record.refunded().pointsTakenBack());
        String journal = record.journals().getOrDefault(accrueReference(order), "");
        String reference = reference(order, refund) + "-TAKE";
        if (journal.isEmpty() || points <= 0 || record.journals().containsKey(reference)) {
            return Optional.empty();
        }
        return Optional.of(reversal(
                booking(
                        order,
                        reference,
                        PointsSink.Kind.REVERSE_ACCRUAL,
                        points,
                        refund.map(Refund::money).orElse(order.books().total())),
                journal,
                points == all));
    }

    /** Redeemed points that come back because of a refund, or all that are left where the order was cancelled. */
    static Optional<PointsSink.Booking> giveBack(OrderRecord record, Optional<Refund> refund) {
        Order order = record.order();
        long all = order.payment().points();
        long points = refund.map(Refund::pointsReturned)
                .orElse(all - record.refunded().pointsReturned());
        String journal = record.journals().getOrDefault(redeemReference(order), "");
        String reference = reference(order, refund) + "-GIVE";
        if (journal.isEmpty() || points <= 0 || record.journals().containsKey(reference)) {
            return Optional.empty();
        }
        return Optional.of(reversal(
                booking(
                        order,
                        reference,
                        PointsSink.Kind.REVERSE_REDEMPTION,
                        points,
                        refund.map(Refund::pointsValue).orElse(order.payment().pointsValue())),
                journal,
                points == all));
    }

    /** The reference under which points are redeemed or earned. */
    static String reference(OrderId order, String type) {
        return order + (type.equals(OrderEntries.REDEEM) ? "-REDEEM" : "-ACCRUE");
    }

    private static String redeemReference(Order order) {
        return reference(order.id(), OrderEntries.REDEEM);
    }

    private static String accrueReference(Order order) {
        return reference(order.id(), OrderEntries.ACCRUE);
    }

    private static String reference(Order order, Optional<Refund> refund) {
        return refund.map(Refund::reference).orElse(order.id() + "-CANCEL");
    }

    private static PointsSink.Booking booking(
            Order order, String reference, PointsSink.Kind kind, long points, long amount) {
        return new PointsSink.Booking(
                reference,
                kind,
                order.buyer().site(),
                order.buyer().customerId(),
                points,
                amount,
                order.basket().currency(),
                "",
                false);
    }

    private static PointsSink.Booking reversal(PointsSink.Booking booking, String journal, boolean whole) {
        return new PointsSink.Booking(
                booking.reference(),
                booking.kind(),
                booking.site(),
                booking.customerId(),
                booking.points(),
                booking.amount(),
                booking.currency(),
                journal,
                whole);
    }
}
