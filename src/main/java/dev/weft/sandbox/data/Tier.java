package dev.weft.sandbox.data;

import java.math.BigDecimal;

/** A tier of the loyalty programme, lowest first, with the points earned per unit of currency. */
public enum Tier {
    LINEN("Linen", "1"),
    WOOL("Wool", "1.25"),
    SILK("Silk", "1.5");

    private final String label;
    private final BigDecimal rate;

    Tier(String label, String rate) {
        this.label = label;
        this.rate = new BigDecimal(rate);
    }

    public String label() {
        return label;
    }

    public BigDecimal rate() {
        return rate;
    }
}
