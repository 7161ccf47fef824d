package dev.weft.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sharing out behind {@link Books#of}, unit by unit. The units of all lines stand one after the other; the shipping comes last. */
final class Allocation {
    private final Order.Basket basket;
    private final Payment payment;
    private final long earned;
    private final int units;

    Allocation(Order.Basket basket, Payment payment, long earned) {
        this.basket = basket;
        this.payment = payment;
        this.earned = earned;
        this.units = basket.lines().stream().mapToInt(OrderLine::quantity).sum();
    }

    Books books() {
        long[] net = net();
        long[] tax = taxes(net);
        long[] paid = Arrays.copyOf(net, units + 1);
        paid[units] = basket.shipping().price();
        if (!basket.taxIncluded()) {
            for (int i = 0; i <= units; i++) {
                paid[i] = Math.addExact(paid[i], tax[i]);
            }
        }
        long[] value = LargestRemainder.of(payment.pointsValue(), paid);
        long[] redeemed = LargestRemainder.of(payment.points(), payment.pointsValue() == 0 ? paid : value);
        long[] money = new long[units];
        Arrays.setAll(money, i -> paid[i] - value[i]);
        long[] gained = Arrays.copyOf(LargestRemainder.of(earned, money), units + 1);
        List<UnitRun> all = new ArrayList<>(units + 1);
        for (int i = 0; i <= units; i++) {
            all.add(new UnitRun(1, paid[i], tax[i], value[i], redeemed[i], gained[i]));
        }
        return new Books(byLine(all), all.get(units), Arrays.stream(paid).sum());
    }

    /** What is left of each unit's price after the line's and the order's discount. */
    private long[] net() {
        long[] goods = new long[units];
        int at = 0;
        for (OrderLine line : basket.lines()) {
            long[] each = new long[line.quantity()];
            Arrays.fill(each, 1);
            System.arraycopy(LargestRemainder.of(line.goods(), each), 0, goods, at, each.length);
            at += line.quantity();
        }
        long[] discounts = LargestRemainder.of(basket.discount(), goods);
        Arrays.setAll(goods, i -> goods[i] - discounts[i]);
        return goods;
    }

    private long[] taxes(long[] net) {
        long[] taxes = new long[units + 1];
        int at = 0;
        for (OrderLine line : basket.lines()) {
            long[] weights = Arrays.copyOfRange(net, at, at + line.quantity());
            System.arraycopy(LargestRemainder.of(line.tax(), weights), 0, taxes, at, weights.length);
            at += line.quantity();
        }
        taxes[units] = basket.shipping().tax();
        return taxes;
    }

    private Map<Integer, List<UnitRun>> byLine(List<UnitRun> all) {
        Map<Integer, List<UnitRun>> lines = new TreeMap<>();
        int at = 0;
        for (OrderLine line : basket.lines()) {
            lines.put(line.number(), Books.runs(all.subList(at, at + line.quantity())));
            at += line.quantity();
        }
        return lines;
    }
}
