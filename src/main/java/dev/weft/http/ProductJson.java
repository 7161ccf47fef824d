package dev.weft.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import dev.weft.product.Content;
import dev.weft.product.EarnRates;
import dev.weft.product.Price;
import dev.weft.product.ProductPart;
import dev.weft.product.ProductScreen;
import dev.weft.product.StockLevel;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The JSON of one product. A part that was asked for and is not there is {@code null}; one that was not asked for is absent. */
final class ProductJson {
    private ProductJson() {}

    static void fields(JsonGenerator json, ProductScreen screen, Sku sku) throws IOException {
        json.writeStringField("sku", sku.value());
        for (ProductPart part : ProductPart.values()) {
            if (screen.composite().part(part.code()).isEmpty()) {
                continue;
            }
            switch (part) {
                case CONTENT -> content(json, screen.content(sku));
                case PRICE -> price(json, screen.price(sku));
                case STOCK -> stock(json, screen.stock(sku));
                case POINTS -> points(json, screen.earnRates(), screen.price(sku));
            }
        }
    }

    private static void content(JsonGenerator json, Optional<Aged<Content>> held) throws IOException {
        if (held.isEmpty()) {
            json.writeNullField("content");
            return;
        }
        Content content = held.get().value();
        json.writeObjectFieldStart("content");
        json.writeStringField("name", content.name());
        optional(json, "master", content.masterId());
        optional(json, "brand", content.brand());
        optional(json, "shortDescription", content.shortDescription());
        optional(json, "longDescription", content.longDescription());
        optional(json, "category", content.category());
        json.writeObjectFieldStart("variation");
        for (Map.Entry<String, String> choice : content.variation().entrySet()) {
            json.writeStringField(choice.getKey(), choice.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("images");
        for (Content.Image image : content.images()) {
            json.writeStartObject();
            json.writeStringField("link", image.link());
            json.writeStringField("alt", image.alt());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void price(JsonGenerator json, Optional<Aged<Price>> held) throws IOException {
        if (held.isEmpty()) {
            json.writeNullField("price");
            return;
        }
        Price price = held.get().value();
        json.writeObjectFieldStart("price");
        money(json, "amount", price.amount());
        json.writeNumberField("per", price.perUnits());
        json.writeStringField("list", price.priceList());
        if (price.validUntil().isPresent()) {
            json.writeStringField("validUntil", price.validUntil().get().toString());
        }
        json.writeEndObject();
    }

    static void stock(JsonGenerator json, Optional<Aged<StockLevel>> held) throws IOException {
        if (held.isEmpty()) {
            json.writeNullField("stock");
            return;
        }
        StockLevel stock = held.get().value();
        json.writeObjectFieldStart("stock");
        json.writeBooleanField("orderable", stock.orderable());
        json.writeNumberField("total", stock.total().amount());
        json.writeArrayFieldStart("locations");
        for (StockLevel.AtLocation at : stock.locations()) {
            json.writeStartObject();
            json.writeStringField("location", at.location());
            json.writeNumberField("available", at.available().amount());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Points to earn need the price too: without it they are unknown, and null. */
    private static void points(JsonGenerator json, Optional<Aged<EarnRates>> held, Optional<Aged<Price>> price)
            throws IOException {
        if (held.isEmpty() || price.isEmpty()) {
            json.writeNullField("points");
            return;
        }
        EarnRates rates = held.get().value();
        json.writeObjectFieldStart("points");
        json.writeStringField("name", rates.pointsName());
        json.writeArrayFieldStart("byTier");
        for (EarnRates.TierRate rate : rates.tiers()) {
            json.writeStartObject();
            json.writeStringField("tier", rate.tier());
            json.writeNumberField("points", rate.points(price.get().value().amount()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** An exact decimal with the currency's own number of digits, and the currency. */
    static void money(JsonGenerator json, String name, Money money) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(money.major().toPlainString());
        json.writeStringField("currency", money.currency().getCurrencyCode());
    }

    static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }
}
