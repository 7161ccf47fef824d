package dev.weft.sandbox.books;

import dev.weft.sandbox.data.Site;
import java.time.Instant;
import java.util.List;

/**
 * Money or goods going back, as an ERP keeps it.
 *
 * @param reference the customer's reference to this very document
 * @param order the number of the order it refers to
 * @param freight in minor units, not part of any row
 * @param rejected true where a clerk rejected all of it: it is kept, and gives nothing back
 */
public record Refund(
        String number,
        Kind kind,
        String reference,
        String order,
        String soldTo,
        Site site,
        List<Row> rows,
        long freight,
        Instant created,
        boolean rejected) {

    /** Whether goods come back or only money goes. */
    public enum Kind {
        CREDIT,
        RETURN
    }

    /**
     * So many of an order's row.
     *
     * @param position the row's position in this document
     * @param orderRow the row's position in the order; 0 for money that belongs to no row
     * @param material as the ERP spells it
     * @param amount in minor units
     */
    public record Row(int position, int orderRow, String material, int quantity, long amount) {}

    public Refund {
        rows = List.copyOf(rows);
    }

    public long total() {
        return freight + rows.stream().mapToLong(Row::amount).sum();
    }

    Refund numbered(String assigned, Instant now) {
        return new Refund(assigned, kind, reference, order, soldTo, site, rows, freight, now, rejected);
    }

    Refund asRejected() {
        return new Refund(number, kind, reference, order, soldTo, site, rows, freight, created, true);
    }
}
