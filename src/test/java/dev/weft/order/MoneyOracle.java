package dev.weft.order;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an order's units and refunds must be, worked out another way than the code under test does: exact fractions of big integers, every
 * unit on its own, units handed out one at a time to whoever is furthest below its exact share, and bounds kept as intervals.
 */
final class MoneyOracle {
    /** Amount, tax, points' value, points redeemed, points earned. */
    private static final int QUANTITIES = 5;

    private final Order.Basket basket;
    private final Payment payment;
    private final BigInteger earned;
    /** By line number, each unit's five quantities. */
    private final Map<Integer, List<BigInteger[]>> units = new HashMap<>();

    private BigInteger[] shipping = new BigInteger[0];
    private final BigInteger[] whole = zeros();
    private final BigInteger[] given = zeros();
    private final Map<Integer, Integer> returned = new HashMap<>();
    private boolean shippingReturned;
    private BigInteger adjusted = BigInteger.ZERO;

    MoneyOracle(Order.Basket basket, Payment payment, long earned) {
        this.basket = basket;
        this.payment = payment;
        this.earned = BigInteger.valueOf(earned);
        allocate();
    }

    private static BigInteger[] zeros() {
        BigInteger[] zeros = new BigInteger[QUANTITIES];
        java.util.Arrays.fill(zeros, BigInteger.ZERO);
        return zeros;
    }

    private void allocate() {
        List<BigInteger> net = new ArrayList<>();
        for (OrderLine line : basket.lines()) {
            BigInteger goods =
                    big(line.unitPrice()).multiply(big(line.quantity())).subtract(big(line.discount()));
            net.addAll(handOut(goods, java.util.Collections.nCopies(line.quantity(), BigInteger.ONE)));
        }
        List<BigInteger> discount = handOut(big(basket.discount()), net);
        for (int i = 0; i < net.size(); i++) {
            net.set(i, net.get(i).subtract(discount.get(i)));
        }
        List<BigInteger> tax = new ArrayList<>();
        int from = 0;
        for (OrderLine line : basket.lines()) {
            tax.addAll(handOut(big(line.tax()), net.subList(from, from + line.quantity())));
            from += line.quantity();
        }
        net.add(big(basket.shipping().price()));
        tax.add(big(basket.shipping().tax()));
        List<BigInteger> paid = new ArrayList<>();
        for (int i = 0; i < net.size(); i++) {
            paid.add(basket.taxIncluded() ? net.get(i) : net.get(i).add(tax.get(i)));
        }
        List<BigInteger> value = handOut(big(payment.pointsValue()), paid);
        List<BigInteger> redeemed = handOut(big(payment.points()), payment.pointsValue() == 0 ? paid : value);
        List<BigInteger> money = new ArrayList<>();
        for (int i = 0; i < paid.size() - 1; i++) {
            money.add(paid.get(i).subtract(value.get(i)));
        }
        List<BigInteger> gained = new ArrayList<>(handOut(earned, money));
        gained.add(BigInteger.ZERO);
        List<BigInteger[]> all = new ArrayList<>();
        for (int i = 0; i < paid.size(); i++) {
            all.add(new BigInteger[] {paid.get(i), tax.get(i), value.get(i), redeemed.get(i), gained.get(i)});
            add(whole, all.get(i));
        }
        shipping = all.get(all.size() - 1);
        from = 0;
        for (OrderLine line : basket.lines()) {
            units.put(line.number(), all.subList(from, from + line.quantity()));
            from += line.quantity();
        }
    }

    /**
     * One unit at a time to whoever is furthest below {@code amount * weight / sum}, the first of equals; a surcharge as the discount of as
     * much would be, the other way round.
     */
    private static List<BigInteger> handOut(BigInteger amount, List<BigInteger> weights) {
        if (amount.signum() < 0) {
            return handOut(amount.negate(), weights).stream()
                    .map(BigInteger::negate)
                    .toList();
        }
        BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        List<BigInteger> effective =
                sum.signum() == 0 ? java.util.Collections.nCopies(weights.size(), BigInteger.ONE) : weights;
        BigInteger divisor = sum.signum() == 0 ? big(weights.size()) : sum;
        List<BigInteger> shares = new ArrayList<>();
        List<BigInteger> lacking = new ArrayList<>(); // numerators over divisor
        BigInteger left = amount;
        for (BigInteger weight : effective) {
            BigInteger exact = amount.multiply(weight);
            BigInteger share = exact.divide(divisor);
            shares.add(share);
            lacking.add(exact.subtract(share.multiply(divisor)));
            left = left.subtract(share);
        }
        while (left.signum() > 0) {
            int neediest = 0;
            for (int i = 1; i < lacking.size(); i++) {
                if (lacking.get(i).compareTo(lacking.get(neediest)) > 0) {
                    neediest = i;
                }
            }
            shares.set(neediest, shares.get(neediest).add(BigInteger.ONE));
            lacking.set(neediest, lacking.get(neediest).subtract(divisor));
            left = left.subtract(BigInteger.ONE);
        }
        return shares;
    }

    /** Each unit of each line as the code under test should have it. */
    Map<Integer, List<BigInteger[]>> units() {
        return units;
    }

    BigInteger[] shipping() {
        return shipping;
    }

    BigInteger[] whole() {
        return whole;
    }

    /** Amount and tax that the next {@code count} units of a line were stored with. */
    BigInteger[] stored(int line, int count) {
        BigInteger[] sum = zeros();
        int gone = returned.getOrDefault(line, 0);
        units.get(line).subList(gone, gone + count).forEach(unit -> add(sum, unit));
        return sum;
    }

    BigInteger left() {
        return whole[0].subtract(given[0]);
    }

    /** The five quantities this wish must give, or nothing where it asks for more than there is. */
    java.util.Optional<BigInteger[]> refund(RefundWish wish, TenderOrder tender) {
        BigInteger[] asked = zeros();
        for (Map.Entry<Integer, Integer> line : wish.units().entrySet()) {
            int gone = returned.getOrDefault(line.getKey(), 0);
            if (gone + line.getValue() > units.get(line.getKey()).size()) {
                return java.util.Optional.empty();
            }
            units.get(line.getKey()).subList(gone, gone + line.getValue()).forEach(unit -> add(asked, unit));
        }
        if (wish.shipping()) {
            if (shippingReturned) {
                return java.util.Optional.empty();
            }
            add(asked, shipping);
        }
        BigInteger stored = asked[0];
        BigInteger amount = big(wish.amount());
        boolean over = amount.signum() > 0 && stored.add(amount).compareTo(left()) > 0;
        if (over || left().signum() == 0 && stored.signum() > 0) {
            return java.util.Optional.empty();
        }
        BigInteger after = adjusted.add(amount);
        for (int i = 0; i < QUANTITIES; i++) {
            asked[i] = asked[i].add(halfUp(i, after).subtract(halfUp(i, adjusted)));
        }
        BigInteger[] later = zeros();
        units.forEach((line, all) -> all.subList(
                        returned.getOrDefault(line, 0) + wish.units().getOrDefault(line, 0), all.size())
                .forEach(unit -> add(later, unit)));
        if (!wish.shipping() && !shippingReturned) {
            add(later, shipping);
        }
        BigInteger[] result = settle(asked, later, tender);
        if (wish.units().isEmpty() && result[0].add(result[3]).add(result[4]).signum() == 0) {
            return java.util.Optional.empty(); // neither money nor points, and nothing that comes back
        }
        adjusted = after;
        shippingReturned |= wish.shipping();
        wish.units().forEach((line, count) -> returned.merge(line, count, Integer::sum));
        add(given, result);
        return java.util.Optional.of(result);
    }

    private BigInteger[] settle(BigInteger[] asked, BigInteger[] later, TenderOrder tender) {
        BigInteger[] result = zeros();
        result[0] = within(asked[0], left().subtract(later[0]), left());
        BigInteger amountAfter = left().subtract(result[0]);
        BigInteger[] left = zeros();
        for (int i = 0; i < QUANTITIES; i++) {
            left[i] = whole[i].subtract(given[i]);
        }
        for (int i = 1; i <= 2; i++) {
            BigInteger least = left[i].subtract(amountAfter).max(BigInteger.ZERO);
            BigInteger most = left[i].min(result[0]);
            BigInteger wanted = asked[i].max(left[i].subtract(later[i]));
            if (i == 2 && tender == TenderOrder.POINTS_FIRST) {
                wanted = most;
            } else if (i == 2 && tender == TenderOrder.MONEY_FIRST) {
                wanted = least;
            }
            result[i] = within(wanted, least, most);
        }
        BigInteger valueAfter = left[2].subtract(result[2]);
        if (tender == TenderOrder.AS_PAID) {
            result[3] = valueAfter.signum() == 0 ? left[3] : within(asked[3], left[3].subtract(later[3]), left[3]);
        } else if (whole[2].signum() == 0) {
            result[3] = BigInteger.ZERO;
        } else {
            BigInteger due = rounded(whole[3].multiply(whole[2].subtract(valueAfter)), whole[2]);
            result[3] = within(due.subtract(given[3]), BigInteger.ZERO, left[3]);
        }
        result[4] = amountAfter.signum() == 0 ? left[4] : within(asked[4], left[4].subtract(later[4]), left[4]);
        return result;
    }

    private static BigInteger within(BigInteger wanted, BigInteger least, BigInteger most) {
        return wanted.max(least).min(most);
    }

    private BigInteger halfUp(int quantity, BigInteger part) {
        return quantity == 0
                ? part
                : whole[0].signum() == 0 ? BigInteger.ZERO : rounded(whole[quantity].multiply(part), whole[0]);
    }

    /** The nearest integer, of two equally near the larger. */
    private static BigInteger rounded(BigInteger numerator, BigInteger denominator) {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        boolean up = parts[1].add(parts[1]).compareTo(denominator) >= 0;
        return up ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    private static void add(BigInteger[] sum, BigInteger[] more) {
        for (int i = 0; i < QUANTITIES; i++) {
            sum[i] = sum[i].add(more[i]);
        }
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
