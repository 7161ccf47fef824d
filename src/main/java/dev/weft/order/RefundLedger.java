package dev.weft.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds all refunds of an order together against its books, before one of them is told to an ERP. {@link RefundPlan} makes none that could
 * disagree and the database refuses to keep one that gives back too much; this is the third look, at what is on disk, just before money
 * moves.
 *
 * <p>Of every quantity no more is given back than there was, what stays of the tax and of the points' value fits into what stays of the
 * amount, and with the last of the amount the last of everything is given back.
 */
final class RefundLedger {
    private RefundLedger() {}

    /** What does not agree; empty where all does. */
    static Optional<String> mismatch(OrderRecord record) {
        UnitRun whole = record.order().books().whole();
        List<Refund> given = record.refunds().stream()
                .filter(refund -> refund.state() != Refund.State.FAILED)
                .toList();
        UnitRun back = sum(given);
        return units(record.order(), given)
                .or(() -> above("amount", back.paid(), whole.paid()))
                .or(() -> above("tax", back.tax(), whole.tax()))
                .or(() -> above("points' value", back.pointsValue(), whole.pointsValue()))
                .or(() -> above("money", back.paid() - back.pointsValue(), whole.paid() - whole.pointsValue()))
                .or(() -> above("redeemed points", back.pointsRedeemed(), whole.pointsRedeemed()))
                .or(() -> above("earned points", back.pointsEarned(), whole.pointsEarned()))
                .or(() -> above("tax left", whole.tax() - back.tax(), whole.paid() - back.paid()))
                .or(() -> back.paid() == whole.paid() && !back.equals(whole) && !given.isEmpty()
                        ? Optional.of("all of the amount, but of the rest " + back + " of " + whole)
                        : Optional.empty());
    }

    private static UnitRun sum(List<Refund> given) {
        UnitRun sum = UnitRun.NOTHING;
        for (Refund refund : given) {
            sum = sum.plus(new UnitRun(
                    1,
                    refund.money() + refund.pointsValue(),
                    refund.tax(),
                    refund.pointsValue(),
                    refund.pointsReturned(),
                    refund.pointsTakenBack()));
        }
        return sum;
    }

    private static Optional<String> units(Order order, List<Refund> given) {
        Map<Integer, Integer> back = new HashMap<>();
        given.forEach(refund -> refund.units().forEach((line, count) -> back.merge(line, count, Integer::sum)));
        Optional<String> found = Optional.empty();
        for (OrderLine line : order.basket().lines()) {
            int count = back.getOrDefault(line.number(), 0);
            back.remove(line.number());
            found = found.or(() -> above("units of line " + line.number(), count, line.quantity()));
        }
        return back.isEmpty() ? found : Optional.of("lines " + back.keySet() + " are none of the order's");
    }

    private static Optional<String> above(String what, long found, long most) {
        return found > most ? Optional.of(what + " " + found + " of " + most) : Optional.empty();
    }
}
