package dev.weft.sandbox.sap;

import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.World;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code API_SLSPRICINGCONDITIONRECORD_SRV}: validity periods and the records behind them. A part of SAP's many properties. */
final class PriceSets {

    private static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");

    private PriceSets() {}

    static EntitySet<ConditionRecord> validity(World world) {
        EntitySet<ConditionRecord> records = records(world);
        return EntitySet.of(
                "A_SlsPrcgCndnRecdValidity",
                "API_SLSPRICINGCONDITIONRECORD_SRV.A_SlsPrcgCndnRecdValidityType",
                List.of("ConditionRecord", "ConditionValidityEndDate"),
                List.of(
                        Property.string("ConditionRecord", 10, ConditionRecord::number),
                        Property.date("ConditionValidityEndDate", ConditionRecord::until),
                        Property.date("ConditionValidityStartDate", ConditionRecord::from),
                        Property.string("ConditionApplication", 2, row -> "V"),
                        Property.string("ConditionType", 4, row -> "PPR0"),
                        Property.blank("ConditionReleaseStatus", 1),
                        Property.blank("SalesDocument", 10),
                        Property.blank("SalesDocumentItem", 6),
                        Property.blank("CustomerGroup", 2),
                        Property.blank("CustomerPriceGroup", 2),
                        Property.blank("MaterialPricingGroup", 2),
                        Property.blank("SoldToParty", 10),
                        Property.blank("Customer", 10),
                        Property.blank("ShipToParty", 10),
                        Property.blank("DestinationCountry", 3),
                        Property.blank("MaterialGroup", 9),
                        Property.string("Material", 40, row -> row.variant().material()),
                        Property.blank("PriceListType", 2),
                        Property.blank("Division", 2),
                        Property.blank("SalesOffice", 4),
                        Property.blank("SalesGroup", 3),
                        Property.string(
                                "SalesOrganization", 4, row -> row.site().salesOrganization()),
                        Property.string("DistributionChannel", 2, row -> "10"),
                        Property.blank("TransactionCurrency", 5),
                        Property.blank("Plant", 4),
                        Property.flag("ConditionIsExclusive", row -> false),
                        Property.string("ETag", 40, row -> "")),
                filter -> rows(world, filter),
                Optional.of(new EntitySet.Navigation<ConditionRecord, ConditionRecord>(
                        "to_SlsPrcgConditionRecord", records, false, List::of)));
    }

    static EntitySet<ConditionRecord> records(World world) {
        return EntitySet.of(
                "A_SlsPrcgConditionRecord",
                "API_SLSPRICINGCONDITIONRECORD_SRV.A_SlsPrcgConditionRecordType",
                List.of("ConditionRecord"),
                List.of(
                        Property.string("ConditionRecord", 10, ConditionRecord::number),
                        Property.string("ConditionSequentialNumber", 2, row -> "01"),
                        Property.string("ConditionTable", 3, row -> "304"),
                        Property.string("ConditionApplication", 2, row -> "V"),
                        Property.string("ConditionType", 4, row -> "PPR0"),
                        Property.date("ConditionValidityEndDate", ConditionRecord::until),
                        Property.date("ConditionValidityStartDate", ConditionRecord::from),
                        Property.string("CreatedByUser", 12, row -> "WEFT_PRICING"),
                        Property.date("CreationDate", row -> CREATED),
                        Property.string("PricingScaleType", 1, row -> ""),
                        Property.string("ConditionCalculationType", 1, row -> "C"),
                        Property.decimal("ConditionRateValue", ConditionRecord::rate),
                        Property.string(
                                "ConditionRateValueUnit", 5, row -> row.site().currency()),
                        Property.decimal("ConditionRateAmount", row -> row.rate() + "000000"),
                        Property.string(
                                "ConditionCurrency", 5, row -> row.site().currency()),
                        Property.decimal("ConditionQuantity", row -> "1"),
                        Property.string("ConditionQuantityUnit", 3, row -> "PC"),
                        Property.string("BaseUnit", 3, row -> "PC"),
                        Property.flag("ConditionIsDeleted", ConditionRecord::deleted),
                        Property.blank("ConditionReleaseStatus", 1),
                        Property.instant("LastChangeDateTime", row -> CREATED),
                        Property.string("ETag", 40, row -> "")),
                filter -> rows(world, filter),
                Optional.empty());
    }

    private static Stream<ConditionRecord> rows(World world, Filter<ConditionRecord> filter) {
        List<Site> sites = filter.allowed("SalesOrganization")
                .map(wanted -> Arrays.stream(Site.values())
                        .filter(site -> wanted.contains(site.salesOrganization()))
                        .toList())
                .orElse(List.of(Site.values()));
        return StockSet.Materials.of(world, filter)
                .flatMap(variant -> sites.stream().flatMap(site -> ConditionRecord.of(world, variant, site).stream()));
    }
}
