package dev.weft.backend.marketingcloud;

import dev.weft.backend.marketingcloud.MarketingCloudSettings.Fact;
import dev.weft.journey.Basket;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** A basket in the fields of an event, each a single value: Journey Builder checks them against a data extension's columns. */
final class EventData {
    /** So many fit into a column of text, and more no letter shows. */
    private static final int MOST_SKUS = 20;

    private EventData() {}

    static JsonObject of(MarketingCloudSettings settings, String contactKey, Basket basket, Instant since) {
        JsonObject data = new JsonObject();
        settings.fields().forEach((fact, field) -> put(data, fact, field, contactKey, basket, since));
        return data;
    }

    private static void put(JsonObject data, Fact fact, String field, String contactKey, Basket basket, Instant since) {
        switch (fact) {
            case BASKET -> data.put(field, basket.id());
            case SITE -> data.put(field, basket.owner().site());
            case CURRENCY -> data.put(field, basket.currency().getCurrencyCode());
            case AMOUNT ->
                basket.amount()
                        .ifPresent(amount -> data.put(field, amount.major().toPlainString()));
            case UNITS ->
                data.put(
                        field,
                        basket.lines().stream().mapToLong(Basket.Line::quantity).sum());
            case SKUS -> data.put(field, skus(basket));
            case SINCE -> data.put(field, since.truncatedTo(ChronoUnit.SECONDS).toString());
            case CONTACT -> data.put(field, contactKey);
        }
    }

    private static String skus(Basket basket) {
        return basket.lines().stream()
                .map(line -> line.sku().value())
                .distinct()
                .limit(MOST_SKUS)
                .collect(Collectors.joining(","));
    }
}
