package dev.weft.sandbox.data;

import java.time.Instant;
import java.util.List;

/**
 * An order as the ERPs hold it.
 *
 * @param number ten digits; the number in both ERPs
 * @param reference commerce's order number, which SAP keeps as the customer's purchase order
 */
public record Order(
        String number,
        String reference,
        Shopper shopper,
        Site site,
        Instant placed,
        OrderState state,
        List<Line> lines) {
    public Order {
        lines = List.copyOf(lines);
    }

    /** The sum of the lines, in minor units. */
    public long total() {
        return lines.stream().mapToLong(Line::amount).sum();
    }
}
