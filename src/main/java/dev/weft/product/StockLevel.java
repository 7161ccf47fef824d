package dev.weft.product;

import dev.weft.kernel.Quantity;
import java.util.List;

/**
 * How much can be sold now.
 *
 * @param locations one entry per plant or warehouse that serves the site, in the order of their ids
 */
public record StockLevel(List<AtLocation> locations) {
    public StockLevel {
        locations = List.copyOf(locations);
    }

    /**
     * Unrestricted stock of one location.
     *
     * @param location Weft's name for the place, from configuration
     * @param available free units; may be negative where the ERP books below zero
     */
    public record AtLocation(String location, Quantity available) {}

    /** The sum over all locations, never below zero for any of them. */
    public Quantity total() {
        Quantity sum = Quantity.ZERO;
        for (int i = 0; i < locations.size(); i++) { // asked for hundreds of times an answer: no iterator each
            AtLocation at = locations.get(i);
            if (at.available().amount().signum() > 0) {
                sum = sum == Quantity.ZERO ? at.available() : sum.plus(at.available());
            }
        }
        return sum;
    }

    public boolean orderable() {
        return total().sellable();
    }
}
