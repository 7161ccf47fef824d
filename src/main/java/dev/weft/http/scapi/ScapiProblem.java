package dev.weft.http.scapi;

import dev.weft.http.Passage;
import dev.weft.kernel.Sku;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;

/**
 * A refusal as SCAPI itself would word it, because storefronts show {@code detail} to the shopper. Always 400: to a storefront 409 and 422 are
 * no answers of these calls, and 503 is maintenance.
 */
record ScapiProblem(String type, String title, String detail, JsonArray prices) {
    private static final String TYPES = "https://api.commercecloud.salesforce.com/documentation/error/v1/errors/";
    private static final int STATUS = 400;

    static ScapiProblem notAvailable(String sku, long left, long wanted) {
        return new ScapiProblem(
                "product-item-not-available",
                "Product Item Not Available",
                "Product '" + sku + "' is available " + left + " times, " + wanted + " were wanted.",
                new JsonArray());
    }

    /** The basket stands at these prices, in minor units, where it could be brought there. */
    static ScapiProblem priceChanged(Map<Sku, Long> prices, Currency currency) {
        int digits = currency.getDefaultFractionDigits();
        JsonArray told = new JsonArray();
        StringBuilder detail = new StringBuilder();
        prices.forEach((sku, minor) -> {
            BigDecimal price = PricedItem.major(minor, digits);
            detail.append(detail.isEmpty() ? "" : " ")
                    .append("The price of product '")
                    .append(sku.value())
                    .append("' is now ")
                    .append(price.toPlainString())
                    .append(' ')
                    .append(currency.getCurrencyCode())
                    .append('.');
            told.add(new JsonObject()
                    .put("productId", sku.value())
                    .put("price", price)
                    .put("currency", currency.getCurrencyCode()));
        });
        return new ScapiProblem("product-price-changed", "Product Price Changed", detail.toString(), told);
    }

    static ScapiProblem priceUnknown() {
        return new ScapiProblem(
                "product-price-not-confirmed",
                "Product Price Not Confirmed",
                "The price cannot be confirmed at the moment. Please try again later.",
                new JsonArray());
    }

    /** Several payments: the ERP would know one of them, and give back to it what another paid. */
    static ScapiProblem severalPayments() {
        return new ScapiProblem(
                "multiple-payments-not-supported",
                "Multiple Payments Not Supported",
                "An order is paid in one way. Please choose one.",
                new JsonArray());
    }

    static ScapiProblem severalShipments() {
        return new ScapiProblem(
                "multiple-shipments-not-supported",
                "Multiple Shipments Not Supported",
                "All products of an order go to one address. Please order them separately.",
                new JsonArray());
    }

    /** An inventory list that stands for none of our places: the goods would be picked somewhere else. */
    static ScapiProblem inventoryUnknown(String list) {
        return new ScapiProblem(
                "inventory-not-supported",
                "Inventory Not Supported",
                "Nothing can be ordered from the inventory '" + list + "'. Please choose another store, or delivery.",
                new JsonArray());
    }

    void answer(Passage passage) {
        HttpServerResponse response = passage.response();
        if (!response.closed()) {
            response.setStatusCode(STATUS);
            response.headers().set(HttpHeaders.CONTENT_TYPE, "application/problem+json");
            response.headers().set(HttpHeaders.CACHE_CONTROL, "no-store");
            passage.heading();
            response.end(body());
        }
        passage.ended(STATUS);
    }

    private Buffer body() {
        return new JsonObject()
                .put("title", title)
                .put("type", TYPES + type)
                .put("detail", detail)
                .mergeIn(prices.isEmpty() ? new JsonObject() : new JsonObject().put("prices", prices))
                .toBuffer();
    }
}
