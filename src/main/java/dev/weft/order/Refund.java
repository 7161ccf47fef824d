package dev.weft.order;

import java.time.Instant;
import java.util.Map;

/**
 * One refund of an order. Amounts in minor units; never negative.
 *
 * @param reference ours, by which every other system knows it: the order's id and the refund's number
 * @param units by line number, how many units are given back
 * @param shipping true where the shipping is given back
 * @param adjustment an amount without units
 * @param money what goes back to the payment
 * @param pointsValue what goes back as points, in minor units
 * @param tax the tax inside money and points value
 * @param pointsReturned redeemed points that come back to the member
 * @param pointsTakenBack earned points that are reversed
 * @param state pending until the ERP has it
 */
public record Refund(
        String reference,
        int number,
        Map<Integer, Integer> units,
        boolean shipping,
        long adjustment,
        long money,
        long pointsValue,
        long tax,
        long pointsReturned,
        long pointsTakenBack,
        State state,
        Instant at) {
    public Refund {
        units = Map.copyOf(units);
    }

    /** True where neither money nor points' value goes back: of a gift, or of a line that was discounted to nothing. */
    public boolean worthNothing() {
        return money == 0 && pointsValue == 0;
    }

    /** How far a refund is. */
    public enum State {
        PENDING("pending"),
        CONFIRMED("confirmed"),
        FAILED("failed");

        private final String code;

        State(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
