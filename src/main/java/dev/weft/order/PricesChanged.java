package dev.weft.order;

import dev.weft.kernel.Sku;
import java.util.Map;

/** An order's prices are not the ERP's any more. Without stack trace: it is an outcome. */
public final class PricesChanged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<Sku, Long> prices;

    PricesChanged(Map<Sku, Long> prices) {
        super("prices changed for " + prices.size() + " SKUs", null, false, false);
        this.prices = Map.copyOf(prices);
    }

    /** The ERP's prices in minor units; -1 for what it does not sell. */
    public Map<Sku, Long> prices() {
        return prices;
    }
}
