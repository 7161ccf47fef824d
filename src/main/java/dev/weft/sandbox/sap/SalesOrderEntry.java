package dev.weft.sandbox.sap;

import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.OrderBook;
import dev.weft.sandbox.books.OrderDraft;
import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.fault.Habits;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Takes a sales order sent as a deep insert, or refuses it as SAP would. A reference may come twice unless the customer's
 * system is set to refuse that.
 */
final class SalesOrderEntry {

    private static final String SHIPPING = "ShippingCondition";
    /** Standard and express. */
    private static final Set<String> SHIPPING_CONDITIONS = Set.of("01", "02");

    private static final Map<String, Integer> HEADER = Map.ofEntries(
            Map.entry("SalesOrderType", 4),
            Map.entry("SalesOrganization", 4),
            Map.entry("DistributionChannel", 2),
            Map.entry("OrganizationDivision", 2),
            Map.entry("SoldToParty", 10),
            Map.entry("PurchaseOrderByCustomer", 35),
            Map.entry("PurchaseOrderByShipToParty", 35),
            Map.entry("CustomerPurchaseOrderType", 4),
            Map.entry("CustomerPurchaseOrderDate", 0),
            Map.entry("SalesOrderDate", 0),
            Map.entry("RequestedDeliveryDate", 0),
            Map.entry("PricingDate", 0),
            Map.entry("TransactionCurrency", 5),
            Map.entry("PaymentMethod", 1),
            Map.entry(SHIPPING, 2),
            Map.entry("AssignmentReference", 18));
    private static final Map<String, Integer> ITEM = Map.ofEntries(
            Map.entry("SalesOrderItem", 6),
            Map.entry("Material", 40),
            Map.entry("RequestedQuantity", 0),
            Map.entry("RequestedQuantityUnit", 3),
            Map.entry("ProductionPlant", 4),
            Map.entry("StorageLocation", 4),
            Map.entry("SalesOrderItemCategory", 4),
            Map.entry("SalesOrderItemText", 40));

    private final World world;
    private final OrderBook book;
    private final Supplier<Habits> habits;
    private final PartnerEntry partners;

    SalesOrderEntry(World world, OrderBook book, Supplier<Habits> habits) {
        this.world = world;
        this.book = book;
        this.habits = habits;
        this.partners = new PartnerEntry(world.shoppers());
    }

    Booking take(String body) {
        Entered header = new Entered(
                "API_SALES_ORDER_SRV.A_SalesOrderType",
                Entered.parse(body),
                HEADER,
                List.of("to_Item", "to_Partner", "to_PricingElement", "to_Text"));
        Site site = salesArea(header);
        String soldTo = soldTo(header, site);
        String reference = header.text("PurchaseOrderByCustomer");
        if (header.has("TransactionCurrency")) {
            Pricing.currency(header.text("TransactionCurrency"), site);
        }
        Map<String, String> told = new TreeMap<>();
        header.many("to_Partner").forEach(partner -> partners.partner(partner, told));
        header.many("to_Text").forEach(text -> partners.text(text, told));
        String shipping = header.text(SHIPPING);
        if (!shipping.isEmpty()) {
            if (!SHIPPING_CONDITIONS.contains(shipping)) {
                throw ODataRefusal.business("VL/315", "Shipping condition " + shipping + " is not defined");
            }
            told.put(SHIPPING, shipping);
        }
        List<JsonObject> items = header.many("to_Item");
        if (items.isEmpty()) {
            throw ODataRefusal.business("V1/343", "Enter at least one item");
        }
        List<OrderDraft.Wanted> rows = new ArrayList<>();
        items.forEach(item -> rows.add(row(item, rows.size() + 1, site)));
        long freight = Pricing.amount(header.many("to_PricingElement"), 1, site);
        if (habits.get().refusesDuplicates(Habits.Duplicates.ALLOWED)
                && !reference.isEmpty()
                && !book.numbersOf(reference).isEmpty()) {
            throw ODataRefusal.business(
                    "V4/115",
                    "Customer reference " + reference + " already exists in document "
                            + book.numbersOf(reference).get(0));
        }
        return book.take(new OrderDraft(reference, soldTo, site, rows, freight, told))
                .orElseThrow(() -> ODataRefusal.of(503, "/IWFND/CM_BEC/026", "The order book is full"));
    }

    private static Site salesArea(Entered header) {
        String type = header.required("SalesOrderType");
        if (!type.equals("OR")) {
            throw ODataRefusal.business("V1/312", "Sales document type " + type + " is not defined");
        }
        String organization = header.required("SalesOrganization");
        String channel = header.required("DistributionChannel");
        String division = header.required("OrganizationDivision");
        return Arrays.stream(Site.values())
                .filter(site ->
                        site.salesOrganization().equals(organization) && channel.equals("10") && division.equals("00"))
                .findFirst()
                .orElseThrow(() -> ODataRefusal.business(
                        "V1/321", "Sales area " + organization + " " + channel + " " + division + " is not defined"));
    }

    private String soldTo(Entered header, Site site) {
        String party = header.required("SoldToParty");
        if (!world.shoppers().isSoldToParty(party)) {
            throw ODataRefusal.business(
                    "VP/199", "Sold-to party " + party + " not maintained for sales area " + site.salesOrganization());
        }
        return party;
    }

    private OrderDraft.Wanted row(JsonObject json, int position, Site site) {
        Entered item = new Entered(
                "API_SALES_ORDER_SRV.A_SalesOrderItemType",
                json,
                ITEM,
                List.of("to_PricingElement", "to_ScheduleLine", "to_Partner", "to_Text"));
        String material = item.required("Material");
        Variant variant = world.catalogue()
                .byMaterial(material)
                .orElseThrow(() -> ODataRefusal.business(
                        "V1/382",
                        "Material " + material + " is not defined for sales org. " + site.salesOrganization()
                                + ", distr.chan. 10"));
        if (item.has("SalesOrderItem") && !item.text("SalesOrderItem").equals(Integer.toString(position * 10))) {
            throw ODataRefusal.business("V1/420", "Items are numbered in steps of 10 here");
        }
        String unit = item.has("RequestedQuantityUnit") ? item.text("RequestedQuantityUnit") : "PC";
        if (!unit.equals("PC")) {
            throw ODataRefusal.business("V1/425", "Sales unit " + unit + " is not defined for material " + material);
        }
        int quantity = quantity(item);
        List<JsonObject> prices = item.many("to_PricingElement");
        long amount = prices.isEmpty()
                ? world.prices().truth(variant, site) * quantity
                : Pricing.amount(prices, quantity, site);
        return new OrderDraft.Wanted(variant, plant(item, site), quantity, amount);
    }

    static int quantity(Entered item) {
        BigDecimal quantity = item.decimal("RequestedQuantity");
        try {
            int units = quantity.intValueExact();
            if (units > 0) {
                return units;
            }
        } catch (ArithmeticException e) {
            // refused below, like nothing and less than nothing
        }
        throw ODataRefusal.business(
                "V1/421", "Quantity " + quantity.toPlainString() + " is not a positive number of whole PC");
    }

    private static Plant plant(Entered item, Site site) {
        String code = item.text("ProductionPlant");
        if (code.isEmpty()) {
            return site.plants().get(0);
        }
        return Plant.of(code)
                .filter(site.plants()::contains)
                .orElseThrow(() -> ODataRefusal.business(
                        "V1/350",
                        "Plant " + code + " is not defined for sales org. " + site.salesOrganization()
                                + ", distr.chan. 10"));
    }
}
