package dev.weft.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Works out a refund from an order as it stands: a pure function, safe to run again on a newer record.
 *
 * <p>A refund of units picks the next stored units of a line, and its amounts are theirs. An amount without units carries tax and points
 * in proportion to the whole order, rounded half up over all such amounts together, so that ten small ones take as much as a large one.
 * Since such an amount was already given back out of the same capture, a later unit may find less left than it was paid with; and a
 * refund that an ERP never booked gives its units free again, perhaps others than those that follow. Both are settled the same way: of
 * every quantity (amount, tax inside it, points' value inside it, points back, points taken back), a refund takes what its units say, at
 * least so much that the units still to come can carry the rest, and at most what is left. Whoever empties the capture takes all of it,
 * whence a full return in any order of parts is what was captured, to the last unit of money, tax and points.
 *
 * <p>Units that cost nothing may come back, for that they are back counts. A wish for nothing but what was free is refused.
 */
public final class RefundPlan {
    private static final Fault NOTHING =
            new Fault("/shipping", "nothing_to_refund", "Nothing was paid for it: there is nothing to give back.");

    private final OrderRecord record;
    private final Books books;
    private final TenderOrder tender;

    private RefundPlan(OrderRecord record, TenderOrder tender) {
        this.record = record;
        this.books = record.order().books();
        this.tender = tender;
    }

    /** The outcome: a refund, or everything that is wrong with the wish. */
    public record Planned(Optional<Refund> refund, List<Fault> faults) {
        public Planned {
            faults = List.copyOf(faults);
        }
    }

    /** What to give back for {@code wish}. */
    public static Planned of(OrderRecord record, RefundWish wish, TenderOrder tender, Instant at) {
        RefundPlan plan = new RefundPlan(record, tender);
        List<Fault> faults = plan.faults(wish);
        if (!faults.isEmpty()) {
            return new Planned(Optional.empty(), faults);
        }
        Refund refund = plan.refund(wish, at);
        return isNothing(refund)
                ? new Planned(Optional.empty(), List.of(NOTHING))
                : new Planned(Optional.of(refund), List.of());
    }

    /** Without units, money and points nothing happens: only a shipping that was free comes to that. */
    private static boolean isNothing(Refund refund) {
        return refund.units().isEmpty()
                && refund.worthNothing()
                && refund.pointsReturned() == 0
                && refund.pointsTakenBack() == 0;
    }

    private List<Fault> faults(RefundWish wish) {
        List<Fault> faults = new ArrayList<>();
        OrderRecord.Refunded before = record.refunded();
        if (record.stage() == OrderRecord.Stage.CANCELLED || record.stage() == OrderRecord.Stage.CANCELLING) {
            faults.add(new Fault("", "cancelled", "The order is cancelled: what was authorised is not captured."));
            return faults;
        }
        long left = books.total() - before.amount();
        if (wish.units().isEmpty() && !wish.shipping() && wish.amount() == 0) {
            faults.add(new Fault("", "empty", "Name lines, the shipping or an amount."));
        }
        new TreeMap<>(wish.units()).forEach((line, wanted) -> {
            int free = quantity(line) - before.units().getOrDefault(line, 0);
            if (quantity(line) == 0) {
                faults.add(new Fault("/lines", "unknown_line", "The order has no line " + line + "."));
            } else if (wanted < 1 || wanted > free) {
                faults.add(new Fault("/lines", "too_many", "Line " + line + " has " + free + " left to refund."));
            }
        });
        if (wish.shipping() && before.shipping()) {
            faults.add(new Fault("/shipping", "already_refunded", "The shipping was given back before."));
        }
        if (wish.amount() < 0 || wish.amount() > left) {
            faults.add(new Fault("/amount", "over_refund", "More than is left of what was captured."));
        }
        if (faults.isEmpty()) {
            UnitRun picked = picked(wish);
            boolean more = wish.amount() > 0 && Math.addExact(picked.paid(), wish.amount()) > left;
            if (more || left == 0 && picked.paid() > 0) {
                faults.add(new Fault("", "over_refund", "More than is left of what was captured."));
            }
        }
        return faults;
    }

    private Refund refund(RefundWish wish, Instant at) {
        UnitRun whole = books.whole();
        UnitRun asked = picked(wish).plus(adjustment(whole, wish.amount()));
        UnitRun left = left(whole);
        UnitRun later = later(wish);
        long amount = Math.min(left.paid(), Math.max(asked.paid(), left.paid() - later.paid()));
        long after = left.paid() - amount;
        long tax = inside(asked.tax(), left.tax(), later.tax(), amount, after);
        long value = value(asked, left, later, amount, after);
        long valueAfter = left.pointsValue() - value;
        int number = record.refunds().stream().mapToInt(Refund::number).max().orElse(0) + 1;
        return new Refund(
                record.order().id() + "-R" + number,
                number,
                wish.units(),
                wish.shipping(),
                wish.amount(),
                amount - value,
                value,
                tax,
                pointsBack(whole, asked, left, later, valueAfter),
                emptied(after, asked.pointsEarned(), left.pointsEarned(), later.pointsEarned()),
                Refund.State.PENDING,
                at);
    }

    /** The stored shares of the next units, and of the shipping. */
    private UnitRun picked(RefundWish wish) {
        UnitRun sum = wish.shipping() ? books.shipping().times(1) : UnitRun.NOTHING;
        for (Map.Entry<Integer, Integer> line : wish.units().entrySet()) {
            int from = record.refunded().units().getOrDefault(line.getKey(), 0);
            sum = sum.plus(books.units(line.getKey(), from, from + line.getValue()));
        }
        return sum;
    }

    /** What all amounts without units carry once {@code amount} is added, less what they carried before. */
    private UnitRun adjustment(UnitRun whole, long amount) {
        long before = record.refunded().adjustment();
        long after = before + amount;
        return new UnitRun(
                1,
                amount,
                step(whole.tax(), before, after),
                step(whole.pointsValue(), before, after),
                step(whole.pointsRedeemed(), before, after),
                step(whole.pointsEarned(), before, after));
    }

    private long step(long whole, long before, long after) {
        return LargestRemainder.proRata(whole, after, books.total())
                - LargestRemainder.proRata(whole, before, books.total());
    }

    /** What was not given back yet. */
    private UnitRun left(UnitRun whole) {
        OrderRecord.Refunded before = record.refunded();
        return new UnitRun(
                1,
                whole.paid() - before.amount(),
                whole.tax() - before.tax(),
                whole.pointsValue() - valueGiven(),
                whole.pointsRedeemed() - before.pointsReturned(),
                whole.pointsEarned() - before.pointsTakenBack());
    }

    private long valueGiven() {
        return record.refunds().stream()
                .filter(refund -> refund.state() != Refund.State.FAILED)
                .mapToLong(Refund::pointsValue)
                .sum();
    }

    /** The stored shares of everything that will still be there to refund after this. */
    private UnitRun later(RefundWish wish) {
        boolean shipping = wish.shipping() || record.refunded().shipping();
        UnitRun sum = shipping ? UnitRun.NOTHING : books.shipping().times(1);
        for (OrderLine line : record.order().basket().lines()) {
            int gone = record.refunded().units().getOrDefault(line.number(), 0)
                    + wish.units().getOrDefault(line.number(), 0);
            sum = sum.plus(books.units(line.number(), gone, line.quantity()));
        }
        return sum;
    }

    private int quantity(int line) {
        return record.order().basket().lines().stream()
                .filter(one -> one.number() == line)
                .mapToInt(OrderLine::quantity)
                .findFirst()
                .orElse(0);
    }

    /** The part of {@code amount} that is tax, or points' value: never more than the amount, and what stays fits into what stays of it. */
    private static long inside(long asked, long left, long later, long amount, long after) {
        long most = Math.min(left, amount);
        return Math.max(left - after, Math.min(most, Math.max(asked, left - later)));
    }

    private long value(UnitRun asked, UnitRun left, UnitRun later, long amount, long after) {
        return switch (tender) {
            case AS_PAID -> inside(asked.pointsValue(), left.pointsValue(), later.pointsValue(), amount, after);
            case POINTS_FIRST -> Math.min(left.pointsValue(), amount);
            case MONEY_FIRST -> Math.max(0, left.pointsValue() - after);
        };
    }

    private long pointsBack(UnitRun whole, UnitRun asked, UnitRun left, UnitRun later, long valueAfter) {
        if (tender == TenderOrder.AS_PAID) {
            return emptied(valueAfter, asked.pointsRedeemed(), left.pointsRedeemed(), later.pointsRedeemed());
        }
        long due =
                LargestRemainder.proRata(whole.pointsRedeemed(), whole.pointsValue() - valueAfter, whole.pointsValue());
        return Math.max(0, Math.min(left.pointsRedeemed(), due - (whole.pointsRedeemed() - left.pointsRedeemed())));
    }

    /** All of it where nothing stays to carry it. */
    private static long emptied(long after, long asked, long left, long later) {
        return after == 0 ? left : Math.min(left, Math.max(asked, left - later));
    }
}
