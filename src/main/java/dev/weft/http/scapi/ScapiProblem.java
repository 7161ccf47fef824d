package dev.weft.http.scapi;

import dev.weft.http.Passage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * A refusal as SCAPI itself would word it, because storefronts show {@code detail} to the shopper. Always 400: to a storefront 409 and 422 are
 * no answers of these calls, and 503 is maintenance.
 */
record ScapiProblem(String type, String title, String detail) {
    private static final String TYPES = "https://api.commercecloud.salesforce.com/documentation/error/v1/errors/";
    private static final int STATUS = 400;

    static ScapiProblem notAvailable(String sku, long left, long wanted) {
        return new ScapiProblem(
                "product-item-not-available",
                "Product Item Not Available",
                "Product '" + sku + "' is available " + left + " times, " + wanted + " were wanted.");
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
                .toBuffer();
    }
}
