package dev.weft.settings;

import dev.weft.http.EdgeSettings;
import dev.weft.order.PricePolicy;
import dev.weft.order.TenderOrder;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a site's settings from a document without mistakes. */
final class SiteReader {
    private SiteReader() {}

    static Site site(String id, Section site) {
        String locale = site.requiredText("locale");
        List<String> locales = site.list("locales");
        Currency currency = Currency.getInstance(site.requiredText("currency"));
        return new Site(
                new EdgeSettings.Site(id, currency, locale, locales.isEmpty() ? List.of(locale) : locales),
                site.requiredText("issuer"),
                site.requiredText("commerce"),
                site.requiredText("erp"),
                site.text("crm"),
                site.text("loyalty"),
                orders(site.section("orders")),
                site.optional("journeys").map(SiteReader::journeys));
    }

    private static SiteJourneys journeys(Section journeys) {
        return new SiteJourneys(
                journeys.requiredText("backend"),
                journeys.requiredText("abandoned"),
                journeys.duration("after").orElseThrow(),
                journeys.duration("again").orElseThrow());
    }

    private static SiteOrders orders(Section orders) {
        Section regions = orders.section("regions");
        Map<String, List<String>> near = new LinkedHashMap<>();
        regions.names().forEach(region -> near.put(region, regions.list(region)));
        return new SiteOrders(
                new PricePolicy(
                        orders.flag("checkPrices"),
                        orders.integer("priceToleranceMinor").orElseThrow(),
                        BigDecimal.valueOf(
                                Math.round(100 * orders.share("priceTolerance").orElseThrow()))),
                orders.duration("stockAge").orElseThrow(),
                orders.integer("safetyStock").orElseThrow(),
                rule(orders.requiredText("sourcing")),
                near,
                TenderOrder.of(orders.requiredText("refund")).orElseThrow(),
                orders.decimal("pointValue"));
    }

    private static SiteOrders.Rule rule(String name) {
        return switch (name) {
            case "byPriority" -> SiteOrders.Rule.BY_PRIORITY;
            case "nearest" -> SiteOrders.Rule.NEAREST;
            default -> SiteOrders.Rule.FEWEST_PARCELS;
        };
    }
}
