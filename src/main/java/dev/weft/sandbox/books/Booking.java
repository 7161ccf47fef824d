package dev.weft.sandbox.books;

import dev.weft.sandbox.data.Line;
import dev.weft.sandbox.data.Order;
import dev.weft.sandbox.data.OrderState;
import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A sales order in an ERP's book, invented or taken. Immutable: a change makes another one with a later {@code changed}.
 *
 * @param number ten digits
 * @param reference the customer's reference, unique only where the ERP is told to refuse duplicates
 * @param soldTo ten digits
 * @param changed also the order's version, which {@code If-Match} is held against
 * @param freight in minor units, not part of any row
 * @param told what else came with it, by the ERP's own names; nothing of the invented past
 */
public record Booking(
        String number,
        String reference,
        String soldTo,
        Site site,
        Instant placed,
        Instant changed,
        OrderState state,
        List<Row> rows,
        long freight,
        Map<String, String> told) {

    /**
     * One row.
     *
     * @param position from 1
     * @param amount of the whole row, in minor units
     * @param confirmed how many the stock sufficed for when the order came
     * @param rejected taken out of the order again
     */
    public record Row(
            int position,
            Variant variant,
            Plant plant,
            int quantity,
            long amount,
            int confirmed,
            boolean rejected,
            Instant changed) {

        Row reject(Instant now) {
            return new Row(position, variant, plant, quantity, amount, confirmed, true, now);
        }
    }

    public Booking {
        rows = List.copyOf(rows);
        told = Map.copyOf(told);
    }

    /** An order of the invented past. */
    public static Booking of(Order order) {
        return new Booking(
                order.number(),
                order.reference(),
                order.shopper().soldToParty(),
                order.site(),
                order.placed(),
                order.placed(),
                order.state(),
                IntStream.range(0, order.lines().size())
                        .mapToObj(index -> row(order, index))
                        .toList(),
                0,
                Map.of());
    }

    private static Row row(Order order, int index) {
        Line line = order.lines().get(index);
        return new Row(
                index + 1,
                line.variant(),
                order.site().plants().get(0),
                line.quantity(),
                line.amount(),
                line.quantity(),
                order.state() == OrderState.CANCELLED,
                order.placed());
    }

    /** Rows that were not taken out, and freight, in minor units. */
    public long total() {
        return freight
                + rows.stream()
                        .filter(row -> !row.rejected())
                        .mapToLong(Row::amount)
                        .sum();
    }

    /** Units on their way to the customer. Of a part-shipped order the first row is delivered and the rest is not. */
    public int delivered(Row row) {
        boolean out = switch (state) {
            case SHIPPED, COMPLETED -> true;
            case PART_SHIPPED -> row.position() == 1;
            default -> false;
        };
        return out && !row.rejected() ? row.quantity() : 0;
    }

    Booking in(OrderState later, Instant now) {
        return new Booking(number, reference, soldTo, site, placed, now, later, rows, freight, told);
    }

    /** Without the row at this position; cancelled once no row is left. */
    Booking without(int position, Instant now) {
        List<Row> left = rows.stream()
                .map(row -> row.position() == position ? row.reject(now) : row)
                .toList();
        boolean empty = left.stream().allMatch(Row::rejected);
        return new Booking(
                number,
                reference,
                soldTo,
                site,
                placed,
                now,
                empty ? OrderState.CANCELLED : state,
                left,
                freight,
                told);
    }
}
