package dev.weft.sandbox.scapi;

import com.fasterxml.jackson.core.JsonGenerator;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.wire.JsonBytes;
import java.io.IOException;
import java.util.Map;

/** Writes hits of a search, and keeps the last 4,000 written ones. Thread-safe. */
final class HitWriter {

    private final Shown shown;
    private final ProductWriter products;
    private final Cache<Key, byte[]> written =
            Caffeine.newBuilder().maximumSize(4_000).build();

    private record Key(String id, Wish wish) {}

    HitWriter(Shown shown, ProductWriter products) {
        this.shown = shown;
        this.products = products;
    }

    byte[] hit(Master master, Wish wish) {
        return written.get(new Key(master.id(), wish), key -> JsonBytes.write(json -> write(json, master, wish)));
    }

    private void write(JsonGenerator json, Master master, Wish wish) throws IOException {
        Site site = wish.site();
        Variant represented = master.variants().get(0);
        json.writeStartObject();
        json.writeStringField("productId", master.id());
        json.writeStringField("productName", master.name().in(wish.language()));
        json.writeStringField("hitType", "master");
        json.writeObjectFieldStart("productType");
        json.writeBooleanField("master", true);
        json.writeEndObject();
        json.writeObjectFieldStart("representedProduct");
        json.writeStringField("id", represented.sku());
        json.writeEndObject();
        json.writeArrayFieldStart("representedProducts");
        for (Variant variant : master.variants()) {
            json.writeStartObject();
            json.writeStringField("id", variant.sku());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("currency", site.currency());
        if (wish.availability()) {
            json.writeBooleanField("orderable", isOrderable(master, site));
        }
        if (wish.prices()) {
            ProductWriter.amount(json, "price", products.lowest(master, site), site);
            ProductWriter.amount(json, "priceMax", products.highest(master, site), site);
            if (wish.perPricebook()) {
                ProductWriter.tiers(json, products.lowest(master, site), wish);
                products.ranges(json, master, wish);
            }
        }
        if (wish.promotions()) {
            ProductWriter.promotions(json, master, products.lowest(master, site), wish);
        }
        if (wish.images()) {
            Map.Entry<String, String> colour = ProductWriter.colours(master.variants(), wish.language())
                    .entrySet()
                    .iterator()
                    .next();
            json.writeFieldName("image");
            ProductWriter.image(json, master, colour, "medium", wish);
            if (wish.allImages()) {
                ProductWriter.images(json, master, master.variants(), wish);
            }
        }
        if (wish.variations()) {
            products.variations(json, master, wish, true);
        }
        json.writeBooleanField("c_isNew", ProductWriter.isNew(master));
        json.writeEndObject();
    }

    boolean isOrderable(Master master, Site site) {
        return master.variants().stream().anyMatch(it -> shown.stock(it, site) > 0);
    }
}
