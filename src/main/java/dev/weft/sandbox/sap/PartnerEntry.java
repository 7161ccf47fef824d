package dev.weft.sandbox.sap;

import dev.weft.sandbox.data.Shoppers;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The partners and texts a sales order comes with. A partner's address is of that document alone; without one, the customer's own counts.
 * Kept of both is what {@link PartnerSets} shows again.
 */
final class PartnerEntry {
    static final String FUNCTION = "PartnerFunction";
    static final String SHIP_TO = "SH";
    static final String TEXT = "LongText/";

    private static final Set<String> FUNCTIONS = Set.of("SP", SHIP_TO, "BP", "PY");
    private static final Set<String> TEXTS = Set.of("TX01");
    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));
    private static final Map<String, Integer> PARTNER =
            Map.of(FUNCTION, 2, "Customer", 10, "Supplier", 10, "Personnel", 8, "ContactPerson", 10, "AddressID", 10);

    /** What may stand in an address, and how long it may be. */
    static final Map<String, Integer> ADDRESS = Map.ofEntries(
            Map.entry("OrganizationName1", 40),
            Map.entry("OrganizationName2", 40),
            Map.entry("OrganizationName3", 40),
            Map.entry("OrganizationName4", 40),
            Map.entry("StreetName", 60),
            Map.entry("StreetPrefixName1", 40),
            Map.entry("StreetPrefixName2", 40),
            Map.entry("StreetSuffixName1", 40),
            Map.entry("StreetSuffixName2", 40),
            Map.entry("HouseNumber", 10),
            Map.entry("PostalCode", 10),
            Map.entry("CityName", 40),
            Map.entry("Region", 3),
            Map.entry("Country", 3),
            Map.entry("CorrespondenceLanguage", 2),
            Map.entry("EmailAddress", 241),
            Map.entry("PhoneNumber", 30));

    private static final Map<String, Integer> LONG_TEXT = Map.of("Language", 2, "LongTextID", 4, "LongText", 0);

    private final Shoppers shoppers;

    PartnerEntry(Shoppers shoppers) {
        this.shoppers = shoppers;
    }

    /** Keeps what a partner's own address says in {@code told}. */
    void partner(JsonObject json, Map<String, String> told) {
        Entered partner =
                new Entered("API_SALES_ORDER_SRV.A_SalesOrderHeaderPartnerType", json, PARTNER, List.of("to_Address"));
        String customer = partner.text("Customer");
        String function = partner.required(FUNCTION);
        if (!FUNCTIONS.contains(function)) {
            throw ODataRefusal.business("VP/201", "Partner function " + function + " is not defined");
        }
        if (!customer.isEmpty() && !shoppers.isSoldToParty(customer)) {
            throw ODataRefusal.business("VP/204", "Partner " + customer + " does not exist");
        }
        List<JsonObject> addresses = partner.many("to_Address");
        if (addresses.size() > 1) {
            throw ODataRefusal.badRequest("A partner has one address");
        }
        addresses.forEach(address -> address(function, address, told));
    }

    private static void address(String function, JsonObject json, Map<String, String> told) {
        Entered address = new Entered("API_SALES_ORDER_SRV.A_SalesOrderPartnerAddressType", json, ADDRESS, List.of());
        List.of("OrganizationName1", "CityName", "Country").forEach(address::required);
        if (!COUNTRIES.contains(address.text("Country"))) {
            throw ODataRefusal.business("AM/010", "Enter a country or region that is defined");
        }
        if (function.equals(SHIP_TO)) {
            told.put(FUNCTION, function);
            json.fieldNames().forEach(name -> told.put(name, address.text(name)));
        }
    }

    void text(JsonObject json, Map<String, String> told) {
        Entered text = new Entered("API_SALES_ORDER_SRV.A_SalesOrderTextType", json, LONG_TEXT, List.of());
        text.required("Language");
        String id = text.required("LongTextID");
        if (!TEXTS.contains(id)) {
            throw ODataRefusal.business("TD/601", "Text ID " + id + " is not defined for text object VBBK");
        }
        told.put(TEXT + id, text.text("LongText"));
    }
}
