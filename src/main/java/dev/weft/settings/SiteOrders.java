package dev.weft.settings;

import dev.weft.order.PricePolicy;
import dev.weft.order.TenderOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules one site takes orders by.
 *
 * @param prices how far an order's prices may be from the ERP's
 * @param stockAge stock read longer ago is read again before it is promised from
 * @param safetyStock units of a SKU at a location that are never sold; of a location that several sites share the most of theirs counts
 * @param sourcing which locations an order is sent from
 * @param regions locations, nearest first, by country or country and the beginning of a postal code
 * @param refund what is given back first
 * @param pointValue what one point pays for, in whole units of the site's currency; empty where the storefront is believed
 */
public record SiteOrders(
        PricePolicy prices,
        Duration stockAge,
        long safetyStock,
        Rule sourcing,
        Map<String, List<String>> regions,
        TenderOrder refund,
        Optional<BigDecimal> pointValue) {

    /** How locations are chosen. */
    public enum Rule {
        FEWEST_PARCELS,
        BY_PRIORITY,
        NEAREST
    }
}
