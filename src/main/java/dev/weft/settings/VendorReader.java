package dev.weft.settings;

import dev.weft.backend.client.KeyRule;
import dev.weft.backend.marketingcloud.MarketingCloudSettings;
import dev.weft.backend.marketingcloud.MarketingCloudSettings.Fact;
import dev.weft.backend.salesforce.LoyaltySettings;
import dev.weft.backend.salesforce.SalesforceSettings;
import dev.weft.backend.sap.SapSettings;
import dev.weft.backend.scapi.ScapiSettings;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Builds what each vendor's tenants name differently from {@code mapping}. */
final class VendorReader {
    private final Section root;

    VendorReader(Section root) {
        this.root = root;
    }

    Backend.Vendor vendor(String name, Section backend) {
        String vendor = backend.requiredText("vendor");
        Section mapping = backend.section("mapping", vendor + "Mapping");
        return switch (vendor) {
            case "scapi" -> new Backend.Scapi(scapi(name, mapping));
            case "sap" -> new Backend.Sap(sap(mapping), EntryReader.sap(mapping));
            case "salesforce" ->
                new Backend.Salesforce(new SalesforceSettings(
                        mapping.requiredText("apiVersion"), mapping.requiredText("externalIdField")));
            case "rest" -> new Backend.Rest(new RestReader(mapping).settings(), EntryReader.rest(mapping));
            case "marketingcloud" -> new Backend.MarketingCloud(marketingCloud(mapping));
            default -> new Backend.Loyalty(loyalty(mapping), EntryReader.loyalty(mapping));
        };
    }

    static KeyRule keyRule(Section rule) {
        return new KeyRule(
                rule.requiredText("stripPrefix"),
                rule.integer("padTo").orElseThrow(),
                rule.requiredText("addPrefix"),
                rule.texts("table"));
    }

    /** A site that is not in the table has the same id in commerce. */
    private ScapiSettings scapi(String name, Section mapping) {
        Map<String, String> sites = new LinkedHashMap<>();
        root.sections("sites").forEach((id, site) -> {
            if (site.requiredText("commerce").equals(name)) {
                sites.put(id, mapping.texts("sites").getOrDefault(id, id));
            }
        });
        return new ScapiSettings(mapping.requiredText("organization"), sites);
    }

    private static SapSettings sap(Section mapping) {
        Map<String, SapSettings.Site> sites = new LinkedHashMap<>();
        mapping.sections("sites").forEach((id, site) -> sites.put(id, sapSite(site)));
        return new SapSettings(
                sites,
                keyRule(mapping.section("material")),
                keyRule(mapping.section("customer")),
                mapping.requiredText("conditionType"),
                mapping.text("priceListType"),
                mapping.text("atpRule"),
                mapping.integer("maxUrlLength").orElseThrow());
    }

    private static SapSettings.Site sapSite(Section site) {
        return new SapSettings.Site(
                site.requiredText("salesOrganization"),
                site.requiredText("distributionChannel"),
                site.texts("plants"),
                ZoneId.of(site.requiredText("zone")));
    }

    private static LoyaltySettings loyalty(Section mapping) {
        return new LoyaltySettings(
                mapping.requiredText("apiVersion"),
                mapping.requiredText("program"),
                mapping.requiredText("pointsCurrency"),
                keyRule(mapping.section("member")),
                mapping.requiredText("tierRateField"));
    }

    private static MarketingCloudSettings marketingCloud(Section mapping) {
        Section fields = mapping.section("fields");
        Map<Fact, String> named = new EnumMap<>(Fact.class);
        for (Fact fact : Fact.values()) {
            named.put(fact, fields.requiredText(fact.name().toLowerCase(Locale.ROOT)));
        }
        return MarketingCloudSettings.of(keyRule(mapping.section("contact")), named);
    }
}
