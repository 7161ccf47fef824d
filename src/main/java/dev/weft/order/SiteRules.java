package dev.weft.order;

import dev.weft.inventory.Availability;
import dev.weft.inventory.Sourcing;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;

/**
 * How one site deals with orders.
 *
 * @param book the ERP's prices
 * @param prices how far an order's prices may be from them
 * @param stock sees to positions before they are promised from
 * @param sourcing the rule for an address
 * @param points what a purchase earns, and what a point pays for
 * @param routing the lanes its effects go through
 * @param tender what is given back first
 */
public record SiteRules(
        PriceBook book,
        PricePolicy prices,
        Availability stock,
        Function<Person.Address, Sourcing> sourcing,
        Points points,
        Routing routing,
        TenderOrder tender) {

    /**
     * The site's loyalty programme.
     *
     * @param worth what one point pays for, in whole units of the site's currency; empty where the storefront is believed
     */
    public record Points(PointsEarned earning, Optional<BigDecimal> worth) {}
}
