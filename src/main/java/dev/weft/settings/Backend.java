package dev.weft.settings;

import dev.weft.backend.client.BackendSettings;
import dev.weft.backend.marketingcloud.MarketingCloudSettings;
import dev.weft.backend.rest.RestOrderRules;
import dev.weft.backend.rest.RestSettings;
import dev.weft.backend.salesforce.LoyaltyRules;
import dev.weft.backend.salesforce.LoyaltySettings;
import dev.weft.backend.salesforce.SalesforceSettings;
import dev.weft.backend.sap.SapOrderRules;
import dev.weft.backend.sap.SapSettings;
import dev.weft.backend.scapi.ScapiSettings;
import dev.weft.cache.Freshness;
import dev.weft.outbox.LaneSettings;
import dev.weft.product.ProductPart;
import dev.weft.security.SealSettings;
import dev.weft.tls.TlsSettings;
import java.util.Map;
import java.util.Optional;

/**
 * One system behind.
 *
 * @param client how to reach it
 * @param tls its own authorities and our certificate; the platform's authorities when absent
 * @param coalesce whether equal questions asked at the same time share one call
 * @param freshness lifetimes of its parts where they differ from the general ones
 * @param lane how effects on it are sent, where it takes any
 * @param hooks how what it pushes is sealed; it may push nothing where absent
 * @param vendor which wire it speaks, with what its tenant names differently
 */
public record Backend(
        BackendSettings client,
        Optional<TlsSettings> tls,
        boolean coalesce,
        Map<ProductPart, Freshness> freshness,
        LaneSettings lane,
        Optional<SealSettings> hooks,
        Vendor vendor) {
    public Backend {
        freshness = Map.copyOf(freshness);
    }

    public String name() {
        return client.name();
    }

    /** Its name and wire alone, because other values may have come from placeholders. */
    @Override
    public String toString() {
        return "Backend[" + name() + ", " + vendor.getClass().getSimpleName() + "]";
    }

    /** Which wire a backend speaks. */
    public sealed interface Vendor {}

    /** Salesforce B2C Commerce. */
    public record Scapi(ScapiSettings settings) implements Vendor {}

    /** SAP S/4HANA. Without {@code orderEntry} it is given no orders. */
    public record Sap(SapSettings settings, Optional<SapOrderRules> orderEntry) implements Vendor {}

    /** Salesforce CRM. */
    public record Salesforce(SalesforceSettings settings) implements Vendor {}

    /** Salesforce Loyalty Management. Without {@code booking} it is only read. */
    public record Loyalty(LoyaltySettings settings, Optional<LoyaltyRules> booking) implements Vendor {}

    /** Salesforce Marketing Cloud Engagement: it is told of baskets left behind, and nothing is read from it. */
    public record MarketingCloud(MarketingCloudSettings settings) implements Vendor {}

    /** Any JSON over HTTP. Without {@code orderEntry} it is given no orders. */
    public record Rest(RestSettings settings, Optional<RestOrderRules> orderEntry) implements Vendor {}
}
