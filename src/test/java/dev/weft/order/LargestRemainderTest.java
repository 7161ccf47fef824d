package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What must be true of any amount shared out over any weights. */
class LargestRemainderTest {
    private static final int CASES = 20_000;

    private final SplittableRandom random = new SplittableRandom(7);

    /** Of any size, from nothing to what no product of two longs holds. */
    private long upTo(int bits) {
        return random.nextLong() >>> (63 - random.nextInt(bits));
    }

    private long[] weights() {
        long[] weights = new long[1 + random.nextInt(12)];
        int bits = 1 + random.nextInt(55);
        Arrays.setAll(weights, i -> random.nextInt(5) == 0 ? 0 : upTo(bits));
        return weights;
    }

    @Test
    void theSharesOfAnyAmountAddUpToItAndEachIsLessThanOneFromTheExact() {
        for (int i = 0; i < CASES; i++) {
            long[] weights = weights();
            long amount = random.nextBoolean() ? upTo(60) : -upTo(60);
            long[] shares = LargestRemainder.of(amount, weights);
            String shown = amount + " over " + Arrays.toString(weights) + ": " + Arrays.toString(shares);
            assertThat(sum(shares)).as(shown).isEqualTo(BigInteger.valueOf(amount));
            BigInteger all = sum(weights);
            for (int at = 0; at < shares.length; at++) {
                BigInteger weight = all.signum() == 0 ? BigInteger.ONE : BigInteger.valueOf(weights[at]);
                BigInteger divisor = all.signum() == 0 ? BigInteger.valueOf(weights.length) : all;
                BigInteger off = BigInteger.valueOf(shares[at])
                        .multiply(divisor)
                        .subtract(BigInteger.valueOf(amount).multiply(weight));
                assertThat(off.abs()).as(shown).isLessThan(divisor);
            }
        }
    }

    @Test
    void aSurchargeIsSharedAsTheDiscountOfAsMuch() {
        for (int i = 0; i < CASES; i++) {
            long[] weights = weights();
            long amount = upTo(60);
            long[] turned = LargestRemainder.of(-amount, weights);
            Arrays.setAll(turned, at -> -turned[at]);
            assertThat(turned).isEqualTo(LargestRemainder.of(amount, weights));
        }
    }

    private static BigInteger sum(long[] values) {
        return Arrays.stream(values).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
