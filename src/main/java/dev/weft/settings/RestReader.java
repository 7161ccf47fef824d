package dev.weft.settings;

import dev.weft.backend.rest.Amount;
import dev.weft.backend.rest.OrderMapping;
import dev.weft.backend.rest.PriceMapping;
import dev.weft.backend.rest.RestCall;
import dev.weft.backend.rest.RestSettings;
import dev.weft.backend.rest.StockMapping;
import dev.weft.customer.OrderSummary;
import io.vertx.core.http.HttpMethod;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Builds the description of a JSON system from {@code mapping}. */
final class RestReader {
    private final Section mapping;

    RestReader(Section mapping) {
        this.mapping = mapping;
    }

    RestSettings settings() {
        Map<String, RestSettings.Site> sites = new LinkedHashMap<>();
        mapping.sections("sites")
                .forEach((id, site) -> sites.put(
                        id,
                        new RestSettings.Site(
                                site.texts("variables"),
                                site.texts("locations"),
                                ZoneId.of(site.requiredText("zone")))));
        return new RestSettings(
                sites,
                VendorReader.keyRule(mapping.section("sku")),
                VendorReader.keyRule(mapping.section("customer")),
                mapping.optional("stock").map(RestReader::stock),
                mapping.optional("prices").map(RestReader::prices),
                mapping.optional("orders").map(RestReader::orders),
                mapping.text("errorCode"));
    }

    private static StockMapping stock(Section stock) {
        Section fields = stock.section("fields");
        return new StockMapping(
                call(stock),
                fields.requiredText("code"),
                fields.text("location"),
                fields.requiredText("available"),
                stock.flag("absentIsZero"));
    }

    private static PriceMapping prices(Section prices) {
        Section fields = prices.section("fields");
        Optional<PriceMapping.Validity> validity = fields.text("validFrom")
                .map(from -> new PriceMapping.Validity(from, fields.requiredText("validUntil")));
        return new PriceMapping(
                call(prices),
                fields.requiredText("code"),
                amount(prices, "amount"),
                fields.text("perUnits"),
                validity,
                prices.requiredText("priceList"));
    }

    private static OrderMapping orders(Section orders) {
        Section fields = orders.section("fields");
        Map<String, OrderSummary.Status> statuses = new LinkedHashMap<>();
        orders.texts("statuses")
                .forEach((theirs, ours) ->
                        statuses.put(theirs, OrderSummary.Status.valueOf(ours.toUpperCase(Locale.ROOT))));
        return new OrderMapping(
                call(orders),
                fields.requiredText("number"),
                fields.text("reference"),
                fields.requiredText("placedAt"),
                amount(orders, "total"),
                new OrderMapping.States(fields.requiredText("status"), statuses),
                fields.text("lines"));
    }

    private static Amount amount(Section operation, String field) {
        Section fields = operation.section("fields");
        return new Amount(
                fields.requiredText(field),
                Amount.Unit.valueOf(operation.requiredText("unit").toUpperCase(Locale.ROOT)),
                fields.text("currency"));
    }

    private static RestCall call(Section operation) {
        Section keys = operation.section("keys");
        return new RestCall(
                HttpMethod.valueOf(operation.requiredText("method")),
                operation.requiredText("path"),
                new RestCall.KeyJoin(keys.text("separator").orElse(","), keys.text("parameter")),
                operation.integer("maxKeys").orElse(1),
                operation.text("body"),
                operation.requiredText("rows"));
    }
}
