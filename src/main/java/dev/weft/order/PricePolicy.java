package dev.weft.order;

import dev.weft.kernel.Sku;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far an order's prices may be from the ERP's.
 *
 * @param checked false where the storefront's prices count and nobody is asked
 * @param tolerance what they may differ by, in minor units per unit
 * @param percent what they may differ by in percent of the ERP's price; the larger of both counts
 */
public record PricePolicy(boolean checked, long tolerance, BigDecimal percent) {
    public static final PricePolicy EXACT = new PricePolicy(true, 0, BigDecimal.ZERO);

    /** The lines' SKUs whose price is another one, each with the ERP's, rounded half up; -1 where it has none. Empty where all is well. */
    Map<Sku, Long> mismatches(Order.Basket basket, Map<Sku, BigDecimal> book) {
        Map<Sku, Long> mismatches = new TreeMap<>();
        for (OrderLine line : basket.lines()) {
            BigDecimal price = book.get(line.sku());
            if (price == null) {
                mismatches.put(line.sku(), -1L);
                continue;
            }
            long rounded = price.setScale(0, RoundingMode.HALF_UP).longValueExact();
            if (!within(line.unitPrice(), rounded, price)) {
                mismatches.put(line.sku(), rounded);
            }
        }
        return mismatches;
    }

    /** Whether a unit price is near enough to the ERP's, both in minor units. */
    public boolean tolerates(long offered, long price) {
        return within(offered, price, BigDecimal.valueOf(price));
    }

    private boolean within(long offered, long rounded, BigDecimal price) {
        BigDecimal allowed = percent.multiply(price).movePointLeft(2).max(BigDecimal.valueOf(tolerance));
        return BigDecimal.valueOf(Math.abs(offered - rounded)).compareTo(allowed) <= 0;
    }
}
