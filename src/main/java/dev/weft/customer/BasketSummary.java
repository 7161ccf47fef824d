package dev.weft.customer;

import dev.weft.kernel.Money;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import java.util.List;
import java.util.Optional;

/**
 * The shopper's open basket.
 *
 * @param id the commerce system's id
 * @param total what it comes to, where the commerce system already knows
 */
public record BasketSummary(String id, Optional<Money> total, List<Line> lines) {
    public BasketSummary {
        lines = List.copyOf(lines);
    }

    /** One line of the basket. */
    public record Line(Sku sku, String name, Quantity quantity, Money price) {}
}
