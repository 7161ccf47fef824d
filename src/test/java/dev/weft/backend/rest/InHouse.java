package dev.weft.backend.rest;

import dev.weft.backend.client.KeyRule;
import dev.weft.backend.rest.RestCall.KeyJoin;
import dev.weft.customer.OrderSummary.Status;
import dev.weft.order.OrderRecord;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An in-house ERP with names of its own, described as a configuration file would. */
public final class InHouse {
    private InHouse() {}

    public static RestSettings settings() {
        return new RestSettings(
                Map.of(
                        "WeftEU", site("RETAIL_EU", "HH1", "hamburg", "LY1", "lyon"),
                        "WeftUK", site("RETAIL_UK", "LE1", "leeds", "BR1", "bristol"),
                        "WeftJP", site("RETAIL_JP", "OS1", "osaka", "SE1", "sendai")),
                new KeyRule("", 0, "WF-", Map.of()),
                new KeyRule("wsh", 0, "", Map.of()),
                Optional.of(stock()),
                Optional.of(prices()),
                Optional.of(orders()),
                Optional.of("/fault/no"));
    }

    private static RestSettings.Site site(String list, String depot1, String name1, String depot2, String name2) {
        Map<String, String> locations = new LinkedHashMap<>();
        locations.put(depot1, name1);
        locations.put(depot2, name2);
        return new RestSettings.Site(Map.of("priceList", list), locations);
    }

    /** The EU's depots. */
    static Map<String, String> depots() {
        return site("RETAIL_EU", "HH1", "hamburg", "LY1", "lyon").locations();
    }

    static StockMapping stock() {
        return new StockMapping(
                get("/v2/stock?codes={keys}", "/rows"), "Product_Code", Optional.of("Depot"), "Free_Units", false);
    }

    static PriceMapping prices() {
        return new PriceMapping(
                get("/v2/prices?list={market.priceList}&codes={keys}", "/rows"),
                "Product_Code",
                new Amount("Gross_Cents", Amount.Unit.MINOR, Optional.of("Cur")),
                Optional.empty(),
                Optional.of(new PriceMapping.Validity("Valid_From", "Valid_To")),
                "{market.priceList}");
    }

    static OrderMapping orders() {
        return new OrderMapping(
                RestCall.get("/v2/customers/{customer}/orders?max=10", 1, "/orders"),
                "No",
                Optional.empty(),
                "Placed",
                new Amount("Total_Cents", Amount.Unit.MINOR, Optional.of("Cur")),
                new OrderMapping.States(
                        "State",
                        Map.of(
                                "10", Status.OPEN,
                                "20", Status.IN_PROCESS,
                                "30", Status.IN_PROCESS,
                                "40", Status.SHIPPED,
                                "50", Status.COMPLETED,
                                "90", Status.CANCELLED)),
                Optional.of("Rows"));
    }

    public static RestOrderRules orderRules() {
        return new RestOrderRules(
                new RestOrderRules.Calls(
                        "/v2/orders",
                        new RestOrderRules.Search("/v2/orders?ext_ref={reference}", "/orders"),
                        "/v2/orders/{number}",
                        Optional.of("/v2/orders/{number}/cancel"),
                        "/v2/orders/{number}/credits",
                        new RestOrderRules.Search("/v2/credits?ext_ref={reference}", "/credits"),
                        new RestOrderRules.Codes(Set.of("1430"), Set.of("1440"))),
                Map.ofEntries(
                        Map.entry("number", "No"),
                        Map.entry("reference", "Ext_Ref"),
                        Map.entry("customer", "Customer"),
                        Map.entry("currency", "Cur"),
                        Map.entry("shipping", "Shipping_Cents"),
                        Map.entry("adjustment", "Goodwill_Cents"),
                        Map.entry("rows", "Rows"),
                        Map.entry("row", "Row"),
                        Map.entry("code", "Code"),
                        Map.entry("quantity", "Qty"),
                        Map.entry("amount", "Row_Cents"),
                        Map.entry("location", "Depot"),
                        Map.entry("returned", "Credited_Qty"),
                        Map.entry("status", "State"),
                        Map.entry("creditNumber", "Credit_No"),
                        Map.entry("parcels", "Parcels"),
                        Map.entry("parcel", "Parcel_No"),
                        Map.entry("tracking", "Tracking"),
                        Map.entry("shippingMethod", "Ship_Method"),
                        Map.entry("paymentReference", "Pay_Ref"),
                        Map.entry("paymentMethod", "Pay_Method"),
                        Map.entry("points", "Points"),
                        Map.entry("pointsValue", "Points_Cents"),
                        Map.entry("street", "/Ship_To/Street")),
                Map.of("List", "{market.priceList}"),
                Map.of("Kind", "money"),
                Amount.Unit.MINOR,
                Optional.of("00990000"),
                Map.of(
                        "10", OrderRecord.Stage.CONFIRMED,
                        "20", OrderRecord.Stage.PICKING,
                        "30", OrderRecord.Stage.PICKING,
                        "40", OrderRecord.Stage.SHIPPED,
                        "50", OrderRecord.Stage.SHIPPED,
                        "90", OrderRecord.Stage.CANCELLED),
                Duration.ofSeconds(5));
    }

    private static RestCall get(String path, String rows) {
        return new RestCall(HttpMethod.GET, path, KeyJoin.by("|"), 50, Optional.empty(), rows);
    }
}
