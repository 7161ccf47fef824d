package dev.weft.order;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Shares an amount out by largest remainder: everyone gets the whole part of their exact share, and the units that are left go to the
 * largest fractions; of equal fractions the earlier one wins, so that the same input always gives the same shares. The sum is the amount
 * exactly, a share differs from its exact value by less than one, and nobody gets more than their weight where the amount is not above the
 * sum of the weights. Where all weights are zero they count as equal. An amount below zero, a surcharge where others are discounts, is
 * shared as a discount of as much would be, with the signs turned round.
 */
final class LargestRemainder {
    private LargestRemainder() {}

    /** {@code amount} in proportion to {@code weights}, of which none is negative. */
    static long[] of(long amount, long[] weights) {
        if (amount < 0) {
            long[] shares = of(Math.negateExact(amount), weights);
            Arrays.setAll(shares, i -> -shares[i]);
            return shares;
        }
        long sum = 0;
        for (long weight : weights) {
            sum = Math.addExact(sum, weight);
        }
        if (sum == 0) {
            long[] equal = new long[weights.length];
            Arrays.fill(equal, 1);
            return weights.length == 0 ? equal : of(amount, equal);
        }
        long[] shares = new long[weights.length];
        long[] fractions = new long[weights.length];
        long left = amount;
        for (int i = 0; i < weights.length; i++) {
            if (Math.multiplyHigh(amount, weights[i]) == 0 && amount * weights[i] >= 0) {
                shares[i] = amount * weights[i] / sum;
                fractions[i] = amount * weights[i] % sum;
            } else {
                BigInteger[] parts = BigInteger.valueOf(amount)
                        .multiply(BigInteger.valueOf(weights[i]))
                        .divideAndRemainder(BigInteger.valueOf(sum));
                shares[i] = parts[0].longValueExact();
                fractions[i] = parts[1].longValueExact();
            }
            left -= shares[i];
        }
        handOut(left, shares, fractions);
        return shares;
    }

    /** {@code left} is less than the number of fractions that are not zero. */
    private static void handOut(long left, long[] shares, long[] fractions) {
        if (left == 0) {
            return;
        }
        Integer[] order = new Integer[shares.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(fractions[b], fractions[a])); // stable: the earlier one wins
        for (int i = 0; i < left; i++) {
            shares[order[i]]++;
        }
    }

    /** {@code whole * part / all}, rounded half up. */
    static long proRata(long whole, long part, long all) {
        if (all == 0) {
            return 0;
        }
        BigInteger twice =
                BigInteger.valueOf(whole).multiply(BigInteger.valueOf(part)).shiftLeft(1);
        BigInteger divisor = BigInteger.valueOf(all);
        return twice.add(divisor).divide(divisor.shiftLeft(1)).longValueExact();
    }
}
