package dev.weft.sandbox.books;

import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import java.util.List;

/**
 * A sound order that was not taken yet.
 *
 * @param freight in minor units
 */
public record OrderDraft(String reference, String soldTo, Site site, List<Wanted> rows, long freight) {

    /** So many from this plant for {@code amount} minor units altogether. */
    public record Wanted(Variant variant, Plant plant, int quantity, long amount) {}

    public OrderDraft {
        rows = List.copyOf(rows);
    }
}
