package dev.weft.sandbox.books;

import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import java.util.List;
import java.util.Map;

/**
 * A sound order that was not taken yet.
 *
 * @param freight in minor units
 * @param told what else came with it, by the ERP's own names: where it goes, how it was paid
 */
public record OrderDraft(
        String reference, String soldTo, Site site, List<Wanted> rows, long freight, Map<String, String> told) {

    /** So many from this plant for {@code amount} minor units altogether. */
    public record Wanted(Variant variant, Plant plant, int quantity, long amount) {}

    public OrderDraft {
        rows = List.copyOf(rows);
        told = Map.copyOf(told);
    }
}
