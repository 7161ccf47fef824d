package dev.weft.order;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An order and what has become of it.
 *
 * @param stage the last thing known of it
 * @param parked true where one of its effects waits for an operator
 * @param erpNumber the ERP's own number, once it has one
 * @param person empty once erased
 * @param journals the loyalty ledger's journal ids, by the reference of the booking
 * @param version grows with each change
 */
public record OrderRecord(
        Order order,
        Stage stage,
        boolean parked,
        Optional<String> erpNumber,
        Refunded refunded,
        List<Refund> refunds,
        Optional<Person> person,
        Map<String, String> journals,
        int version,
        Instant changedAt) {
    public OrderRecord {
        refunds = List.copyOf(refunds);
        journals = Map.copyOf(journals);
    }

    /** How far an order is. */
    public enum Stage {
        ACCEPTED("accepted"),
        /** It was sent and may be in the ERP, which has not said so yet. One that is confirmed at once never stands here. */
        SENT("sent"),
        CONFIRMED("confirmed"),
        PICKING("picking"),
        SHIPPED("shipped"),
        CANCELLING("cancelling"),
        CANCELLED("cancelled");

        private final String code;

        Stage(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /**
     * What was given back so far, confirmed and pending together.
     *
     * @param units by line number, how many units, always the first ones of the line's runs
     * @param shipping true once the shipping was refunded
     * @param adjustment amounts refunded without units (goodwill), in minor units
     * @param amount everything, in minor units
     */
    public record Refunded(
            Map<Integer, Integer> units,
            boolean shipping,
            long adjustment,
            long amount,
            long tax,
            long pointsReturned,
            long pointsTakenBack) {
        public static final Refunded NOTHING = new Refunded(Map.of(), false, 0, 0, 0, 0, 0);

        public Refunded {
            units = Map.copyOf(units);
        }

        /** These and {@code refund}, which was decided on now. */
        public Refunded plus(Refund refund) {
            return moved(refund, 1, shipping || refund.shipping());
        }

        /** These without {@code refund}, which will never be booked. */
        public Refunded minus(Refund refund) {
            return moved(refund, -1, shipping && !refund.shipping());
        }

        private Refunded moved(Refund refund, int sign, boolean withShipping) {
            Map<Integer, Integer> counts = new HashMap<>(units);
            refund.units().forEach((line, count) -> counts.merge(line, sign * count, Integer::sum));
            counts.values().removeIf(count -> count == 0);
            return new Refunded(
                    counts,
                    withShipping,
                    adjustment + sign * refund.adjustment(),
                    amount + sign * (refund.money() + refund.pointsValue()),
                    tax + sign * refund.tax(),
                    pointsReturned + sign * refund.pointsReturned(),
                    pointsTakenBack + sign * refund.pointsTakenBack());
        }
    }
}
