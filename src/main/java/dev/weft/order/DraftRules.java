package dev.weft.order;

import dev.weft.order.Order.Basket;
import java.util.ArrayList;
import java.util.List;

/** What must hold between the amounts of a draft, so that it can be shared out over its units. Names everything that does not. */
public final class DraftRules {
    private DraftRules() {}

    /**
     * Every amount is known to be within bounds and not negative, but for the discount of an order that commerce accepted: below zero it is
     * a surcharge.
     */
    public static List<Fault> faults(Draft draft) {
        Basket basket = draft.basket();
        List<Fault> faults = new ArrayList<>();
        long goods = 0;
        for (int i = 0; i < basket.lines().size(); i++) {
            OrderLine line = basket.lines().get(i);
            if (line.goods() < 0) {
                faults.add(
                        new Fault("/lines/" + i + "/discount", "discount_too_large", "Above the price of the line."));
            }
            goods += line.goods();
        }
        Payment payment = draft.payment();
        if ((payment.points() == 0) != (payment.pointsValue() == 0)) {
            faults.add(new Fault(
                    "/points", "points_without_value", "Points and their value stand together or not at all."));
        }
        if (basket.discount() > goods) {
            faults.add(
                    new Fault("/discount", "discount_too_large", "Above what the lines cost after their discounts."));
        }
        if (basket.taxIncluded() && basket.shipping().tax() > basket.shipping().price()) {
            faults.add(new Fault("/shipping/tax", "tax_too_large", "Above the price that contains it."));
        }
        if (!faults.isEmpty()) {
            return faults;
        }
        long total = total(basket, goods);
        if (total != draft.total()) {
            faults.add(
                    new Fault("/total", "does_not_add_up", "Lines, discounts, shipping and taxes make another total."));
        }
        if (payment.amount() + payment.pointsValue() != total) {
            faults.add(
                    new Fault("/payment/amount", "does_not_add_up", "Payment and points' value make another total."));
        }
        if (basket.taxIncluded() && faults.isEmpty()) {
            faults.addAll(taxes(draft));
        }
        return faults;
    }

    private static long total(Basket basket, long goods) {
        long total = goods - basket.discount() + basket.shipping().price();
        if (!basket.taxIncluded()) {
            total += basket.shipping().tax();
            for (OrderLine line : basket.lines()) {
                total += line.tax();
            }
        }
        return total;
    }

    private static List<Fault> taxes(Draft draft) {
        List<Fault> faults = new ArrayList<>();
        Books books = Books.of(draft.basket(), draft.payment(), 0);
        List<OrderLine> lines = draft.basket().lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).tax() > books.paid(lines.get(i).number())) {
                faults.add(new Fault("/lines/" + i + "/tax", "tax_too_large", "Above what is paid for the line."));
            }
        }
        return faults;
    }
}
