package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Generated orders and sequences of refunds, against {@link MoneyOracle}. How many orders: system property {@code weft.money.orders}; where
 * they begin: {@code weft.money.seed}. A difference names the seed that shows it.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("MoneyOracleTest")
@Tag("reckoning")
class MoneyOracleTest {
    private static final int ORDERS = Integer.getInteger("weft.money.orders", 10_000);
    private static final long SEED = Long.getLong("weft.money.seed", 1L);
    private static final int MOST_REFUNDS = 6;

    @Test
    void everyShareAndEveryRefundIsWhatExactFractionsSay() {
        long refunds = 0;
        long refused = 0;
        long exact = 0;
        long clipped = 0;
        for (long seed = SEED; seed < SEED + ORDERS; seed++) {
            GeneratedOrders generated = new GeneratedOrders(seed);
            OrderRecord record = generated.order();
            MoneyOracle oracle =
                    new MoneyOracle(record.order().basket(), record.order().payment(), earned(record));
            check(seed, "shares", shares(record.order().books()), expected(oracle));
            TenderOrder tender = generated.tender();
            ToldDocuments documents = new ToldDocuments(seed, generated.sourced(record.order()), oracle);
            for (int i = 0; i < MOST_REFUNDS; i++) {
                RefundWish wish = i + 1 < MOST_REFUNDS ? generated.wish(record) : GeneratedOrders.rest(record);
                if (wish.units().isEmpty() && !wish.shipping() && wish.amount() == 0) {
                    continue;
                }
                Optional<Refund> refund =
                        RefundPlan.of(record, wish, tender, Instant.EPOCH).refund();
                refund.ifPresent(it -> documents.check(it));
                check(seed, wish, refund.map(MoneyOracleTest::numbers), oracle.refund(wish, tender));
                if (refund.isPresent()) {
                    record = GeneratedOrders.with(record, refund.get());
                    Optional<String> beside = RefundLedger.mismatch(record);
                    if (beside.isPresent()) {
                        throw new AssertionError("seed " + seed + ", " + wish + ": " + beside.get());
                    }
                    refunds++;
                } else {
                    refused++;
                }
            }
            checkWholeReturn(seed, record, oracle);
            documents.checkWholeReturn();
            exact += documents.exact();
            clipped += documents.clipped();
        }
        System.out.println(ORDERS + " orders, " + refunds + " refunds, " + refused + " refused, 0 differences");
        assertThat(refunds).isGreaterThan(ORDERS);
        assertThat(refused).isPositive();
        assertThat(exact).as("documents with the stored shares").isGreaterThan(ORDERS);
        assertThat(clipped).as("documents with other shares").isPositive();
    }

    /** After everything was asked for back, everything was given back, exactly; and each total along the way stayed within it. */
    private static void checkWholeReturn(long seed, OrderRecord record, MoneyOracle oracle) {
        OrderRecord.Refunded refunded = record.refunded();
        long value = record.refunds().stream().mapToLong(Refund::pointsValue).sum();
        check(
                seed,
                "whole return",
                big(refunded.amount(), refunded.tax(), value, refunded.pointsReturned(), refunded.pointsTakenBack()),
                List.of(oracle.whole()));
        for (Refund refund : record.refunds()) {
            long least = Math.min(
                    Math.min(refund.money(), refund.pointsValue()), Math.min(refund.tax(), refund.pointsReturned()));
            if (least < 0 || refund.tax() > refund.money() + refund.pointsValue()) {
                throw new AssertionError("seed " + seed + ": " + refund);
            }
        }
    }

    private static long earned(OrderRecord record) {
        return record.order().books().whole().pointsEarned();
    }

    private static List<BigInteger> numbers(Refund refund) {
        return big(
                refund.money() + refund.pointsValue(),
                refund.tax(),
                refund.pointsValue(),
                refund.pointsReturned(),
                refund.pointsTakenBack());
    }

    private static List<BigInteger> shares(Books books) {
        List<BigInteger> shares = new ArrayList<>();
        for (Map.Entry<Integer, List<UnitRun>> line : books.lines().entrySet()) {
            for (UnitRun run : line.getValue()) {
                for (int i = 0; i < run.count(); i++) {
                    shares.addAll(numbers(run));
                }
            }
        }
        shares.addAll(numbers(books.shipping()));
        return shares;
    }

    private static List<BigInteger> numbers(UnitRun unit) {
        return big(unit.paid(), unit.tax(), unit.pointsValue(), unit.pointsRedeemed(), unit.pointsEarned());
    }

    private static List<BigInteger> expected(MoneyOracle oracle) {
        List<BigInteger> all = new ArrayList<>();
        oracle.units().keySet().stream()
                .sorted()
                .forEach(line -> oracle.units().get(line).forEach(unit -> all.addAll(List.of(unit))));
        all.addAll(List.of(oracle.shipping()));
        return all;
    }

    private static List<BigInteger> big(long... values) {
        List<BigInteger> all = new ArrayList<>();
        for (long value : values) {
            all.add(BigInteger.valueOf(value));
        }
        return all;
    }

    private static void check(
            long seed, Object what, Optional<List<BigInteger>> found, Optional<BigInteger[]> expected) {
        check(seed, what, found.orElse(List.of()), expected.map(List::of).orElse(List.of()));
    }

    private static void check(long seed, Object what, List<BigInteger> found, List<BigInteger> expected) {
        if (!found.equals(expected)) {
            throw new AssertionError("seed " + seed + ", " + what + ": " + found + ", expected " + expected);
        }
    }
}
