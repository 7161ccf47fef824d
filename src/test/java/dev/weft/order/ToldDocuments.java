package dev.weft.order;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/**
 * What an ERP is told of one order's refunds, with tax and without, held against what is booked here: each document's sum is its refund's,
 * no part is negative, and where a refund is what its parts were stored with, the document says those. All of them together say what was
 * captured.
 */
final class ToldDocuments {
    private final long seed;
    private final Order order;
    private final MoneyOracle oracle;
    private final Map<Integer, Integer> back = new HashMap<>();
    private BigInteger gross = BigInteger.ZERO;
    private BigInteger net = BigInteger.ZERO;
    private int exact;
    private int clipped;

    ToldDocuments(long seed, Order order, MoneyOracle oracle) {
        this.seed = seed;
        this.order = order;
        this.oracle = oracle;
    }

    /** Before the oracle is told of {@code refund}. */
    void check(Refund refund) {
        BigInteger amount = BigInteger.valueOf(refund.money()).add(BigInteger.valueOf(refund.pointsValue()));
        gross = gross.add(checked(refund, amount, false));
        net = net.add(checked(refund, amount.subtract(BigInteger.valueOf(refund.tax())), true));
        RefundDocument.of(order, refund, back, false)
                .items()
                .forEach(item -> back.merge(item.position(), item.quantity(), Integer::sum));
    }

    private BigInteger checked(Refund refund, BigInteger expected, boolean withoutTax) {
        RefundDocument document = RefundDocument.of(order, refund, back, withoutTax);
        BigInteger sum = BigInteger.valueOf(document.shipping()).add(BigInteger.valueOf(document.adjustment()));
        long least = Math.min(document.shipping(), document.adjustment());
        for (ErpItem item : document.items()) {
            sum = sum.add(BigInteger.valueOf(item.amount()));
            least = Math.min(least, item.amount());
        }
        if (!sum.equals(expected) || least < 0 || !document.covers(refund)) {
            throw wrong(refund, document, "expected the sum " + expected + ", found " + sum);
        }
        shares(refund, document, expected, withoutTax);
        return sum;
    }

    private void shares(Refund refund, RefundDocument document, BigInteger amount, boolean withoutTax) {
        BigInteger shipping = refund.shipping() ? amount(oracle.shipping(), withoutTax) : BigInteger.ZERO;
        BigInteger stored = shipping;
        for (Map.Entry<Integer, Integer> line : refund.units().entrySet()) {
            stored = stored.add(amount(oracle.stored(line.getKey(), line.getValue()), withoutTax));
        }
        BigInteger rest = amount.subtract(BigInteger.valueOf(document.adjustment()));
        if (!rest.equals(stored)) {
            clipped++;
            return;
        }
        exact++;
        boolean asAsked = withoutTax
                ? document.adjustment() <= refund.adjustment()
                : document.adjustment() == refund.adjustment();
        if (!BigInteger.valueOf(document.shipping()).equals(shipping) || !asAsked) {
            throw wrong(refund, document, "expected the shipping " + shipping);
        }
    }

    private static BigInteger amount(BigInteger[] quantities, boolean withoutTax) {
        return withoutTax ? quantities[0].subtract(quantities[1]) : quantities[0];
    }

    void checkWholeReturn() {
        BigInteger captured = oracle.whole()[0];
        if (!gross.equals(captured) || !net.equals(captured.subtract(oracle.whole()[1]))) {
            throw new AssertionError("seed " + seed + ": told " + gross + " with tax and " + net + " without");
        }
    }

    int exact() {
        return exact;
    }

    int clipped() {
        return clipped;
    }

    private AssertionError wrong(Refund refund, RefundDocument document, String what) {
        return new AssertionError("seed " + seed + ": " + what + " of " + document + " for " + refund);
    }
}
