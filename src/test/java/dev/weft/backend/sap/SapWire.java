package dev.weft.backend.sap;

import dev.weft.backend.client.KeyRule;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SAP's answers, spelled out. */
final class SapWire {
    static final String MATERIAL = "000000000010000231";

    private SapWire() {}

    static SapSettings settings() {
        return settings(Optional.empty(), SapSettings.DEFAULT_MAX_URL_LENGTH);
    }

    static SapSettings settings(Optional<String> atpRule, int maxUrlLength) {
        Map<String, String> plants = new LinkedHashMap<>();
        plants.put("1010", "hamburg");
        plants.put("1011", "lyon");
        return new SapSettings(
                Map.of("WeftEU", new SapSettings.Site("1010", "10", plants)),
                new KeyRule("", 18, "", Map.of()),
                new KeyRule("wsh", 10, "", Map.of()),
                "PPR0",
                Optional.empty(),
                atpRule,
                maxUrlLength);
    }

    static String results(String... rows) {
        return results(List.of(rows));
    }

    static String results(List<String> rows) {
        return "{\"d\":{\"__count\":\"" + rows.size() + "\",\"results\":[" + String.join(",", rows) + "]}}";
    }

    static String page(String next, String... rows) {
        return "{\"d\":{\"results\":[" + String.join(",", rows) + "],\"__next\":\"" + next + "\"}}";
    }

    static String stock(String material, String plant, String type, String special, String units) {
        return """
                {"__metadata":{"uri":"http://erp.example.com/x","type":"T"},"Material":"%s","Plant":"%s",\
                "InventoryStockType":"%s","InventorySpecialStockType":"%s","MatlWrhsStkQtyInMatlBaseUnit":"%s"}""".formatted(material, plant, type, special, units);
    }

    static String price(String material, String from, String until, String amount, String currency, String more) {
        return """
                {"Material":"%s","PriceListType":"","SoldToParty":"","CustomerPriceGroup":"","Customer":"","CustomerGroup":"",\
                "ConditionValidityStartDate":"%s","ConditionValidityEndDate":"%s","to_SlsPrcgConditionRecord":{\
                "ConditionRateValue":"%s","ConditionRateValueUnit":"%s","ConditionQuantity":"1","ConditionIsDeleted":false%s}}""".formatted(material, date(from), date(until), amount, currency, more);
    }

    static String date(String day) {
        return "/Date("
                + LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() + ")/";
    }

    static String order(String number, String party, String day, String total, String statuses, int items) {
        String[] status = statuses.split(",", -1);
        return """
                {"SalesOrder":"%s","SoldToParty":"%s","PurchaseOrderByCustomer":"W-%s","CreationDate":"%s",\
                "TotalNetAmount":"%s","TransactionCurrency":"EUR","OverallSDProcessStatus":"%s",\
                "OverallTotalDeliveryStatus":"%s","OverallSDDocumentRejectionSts":"%s","to_Item":{"results":[%s]}}""".formatted(
                        number,
                        party,
                        number,
                        date(day),
                        total,
                        status[0],
                        status[1],
                        status[2],
                        String.join(",", java.util.Collections.nCopies(items, "{\"SalesOrderItem\":\"10\"}")));
    }
}
