package dev.weft.settings;

import dev.weft.http.EdgeSettings;
import java.util.Optional;

/**
 * One shop, and who serves it. Names of backends are configured names.
 *
 * @param edge its currency and languages
 * @param issuer of its shoppers' tokens, by configured name
 * @param commerce backend for content and baskets
 * @param erp backend for stock, prices and orders
 * @param crm backend for profiles, where there is one
 * @param loyalty backend for points and tiers, where there is one
 * @param orders by which rules it takes orders
 * @param journeys whom it tells of baskets left behind, where it tells anybody
 */
public record Site(
        EdgeSettings.Site edge,
        String issuer,
        String commerce,
        String erp,
        Optional<String> crm,
        Optional<String> loyalty,
        SiteOrders orders,
        Optional<SiteJourneys> journeys) {}
