package dev.weft.inventory;

import dev.weft.kernel.Sku;
import java.util.Optional;

/**
 * So many units of one SKU, for one line of an order.
 *
 * @param location the only place they may come from, for example the store they are fetched from; empty for any
 */
public record Wanted(int line, Sku sku, int quantity, Optional<String> location) {
    /** Units that may come from any place. */
    public Wanted(int line, Sku sku, int quantity) {
        this(line, sku, quantity, Optional.empty());
    }

    /** The same of another quantity. */
    public Wanted of(int units) {
        return new Wanted(line, sku, units, location);
    }
}
