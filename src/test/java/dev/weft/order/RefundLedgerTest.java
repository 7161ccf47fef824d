package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.kernel.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row breaks one rule of the books with the second of two refunds. That none is broken by what is planned, the oracle's test shows. */
class RefundLedgerTest {
    /** Two units for 10.00 each with 1.60 tax, of which 100 points paid 1.00, and which earn 20. */
    private static OrderRecord order() {
        OrderLine line = new OrderLine(1, Sku.of("A"), 2, 1_000, 0, 320);
        Order.Basket basket = new Order.Basket("EUR", true, List.of(line), 0, new Shipping("post", 0, 0), "de-DE");
        return GeneratedOrders.record(basket, new Payment("ref", "card", 1_900, 100, 100), 20);
    }

    private static Refund refund(
            int number, Map<Integer, Integer> units, long money, long value, long tax, long returned, long takenBack) {
        return new Refund(
                "WO-TEST-1-R" + number,
                number,
                units,
                false,
                0,
                money,
                value,
                tax,
                returned,
                takenBack,
                Refund.State.PENDING,
                Instant.EPOCH);
    }

    /** What one unit gives back. */
    private static Refund unit(int number) {
        return refund(number, Map.of(1, 1), 950, 50, 160, 50, 10);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("amount 2001 of 2000", refund(2, Map.of(), 951, 50, 160, 50, 10)),
                arguments("tax 321 of 320", refund(2, Map.of(1, 1), 950, 50, 161, 50, 10)),
                arguments("points' value 101 of 100", refund(2, Map.of(1, 1), 949, 51, 160, 50, 10)),
                arguments("money 1901 of 1900", refund(2, Map.of(1, 1), 951, 49, 160, 49, 10)),
                arguments("redeemed points 101 of 100", refund(2, Map.of(), 1, 0, 0, 51, 0)),
                arguments("earned points 21 of 20", refund(2, Map.of(), 1, 0, 0, 0, 11)),
                arguments("units of line 1 3 of 2", refund(2, Map.of(1, 2), 950, 50, 160, 50, 10)),
                arguments("lines [9] are none of the order's", refund(2, Map.of(9, 1), 1, 0, 0, 0, 0)),
                arguments("tax left 160 of 100", refund(2, Map.of(), 850, 50, 0, 50, 0)),
                arguments("all of the amount, but of the rest", refund(2, Map.of(1, 1), 950, 50, 160, 50, 9)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void namesWhatDoesNotAgree(String what, Refund wrong) {
        OrderRecord half = GeneratedOrders.with(order(), unit(1));
        assertThat(RefundLedger.mismatch(half)).isEmpty();
        assertThat(RefundLedger.mismatch(GeneratedOrders.with(half, wrong)))
                .hasValueSatisfying(found -> assertThat(found).startsWith(what));
    }

    @Test
    void whatFailedGaveNothingBack() {
        Refund all = refund(1, Map.of(1, 2), 1_900, 100, 320, 100, 20);
        OrderRecord record = GeneratedOrders.with(order(), all);
        assertThat(RefundLedger.mismatch(record)).isEmpty();
        assertThat(RefundLedger.mismatch(GeneratedOrders.with(record, unit(2)))).isPresent();
        OrderRecord failed = GeneratedOrders.without(record, all);
        assertThat(RefundLedger.mismatch(GeneratedOrders.with(GeneratedOrders.with(failed, unit(2)), unit(3))))
                .isEmpty();
    }
}
