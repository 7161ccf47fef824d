package dev.weft.sandbox.data;

/** So many of one SKU at this price each, in minor units. */
public record Line(Variant variant, int quantity, long unitPrice) {

    public long amount() {
        return unitPrice * quantity;
    }
}
