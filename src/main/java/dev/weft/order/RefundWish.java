package dev.weft.order;

import java.util.Map;

/**
 * What somebody wants to be given back.
 *
 * @param units by line number, how many more units of it
 * @param shipping true for the shipping
 * @param amount an amount without units (goodwill), in minor units; 0 for none
 */
public record RefundWish(Map<Integer, Integer> units, boolean shipping, long amount) {
    public RefundWish {
        units = Map.copyOf(units);
    }
}
