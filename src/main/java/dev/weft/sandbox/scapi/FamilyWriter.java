package dev.weft.sandbox.scapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import java.io.IOException;
import java.util.List;

/** Writes what a product's document says of the master it belongs to, and of groups of the master's variants. */
final class FamilyWriter {

    private final Shown shown;

    FamilyWriter(Shown shown) {
        this.shown = shown;
    }

    void of(JsonGenerator json, Master master, Wish wish) throws IOException {
        json.writeObjectFieldStart("master");
        json.writeStringField("masterId", master.id());
        json.writeBooleanField("orderable", isOrderable(master.variants(), wish.site()));
        if (wish.prices()) {
            ProductWriter.amount(json, "price", lowest(master.variants(), wish.site()), wish.site());
            ProductWriter.amount(json, "priceMax", highest(master, wish.site()), wish.site());
            json.writeObjectFieldStart("prices");
            ProductWriter.amount(
                    json, BasketWriter.listBook(wish.site()), lowest(master.variants(), wish.site()), wish.site());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Few shops sell colours as groups. */
    private static boolean isGrouped(Master master) {
        return master.index() % 8 == 0;
    }

    void groups(JsonGenerator json, Master master, Wish wish) throws IOException {
        if (!isGrouped(master)) {
            return;
        }
        json.writeArrayFieldStart("variationGroups");
        for (String colour :
                ProductWriter.colours(master.variants(), wish.language()).keySet()) {
            List<Variant> group = master.variants().stream()
                    .filter(variant -> ProductWriter.colourId(variant).equals(colour))
                    .toList();
            json.writeStartObject();
            json.writeStringField("productId", master.id() + "-" + colour);
            json.writeBooleanField("orderable", isOrderable(group, wish.site()));
            ProductWriter.amount(json, "price", lowest(group, wish.site()), wish.site());
            json.writeObjectFieldStart("variationValues");
            json.writeStringField("color", colour);
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private boolean isOrderable(List<Variant> variants, Site site) {
        return variants.stream().anyMatch(it -> shown.stock(it, site) > 0);
    }

    long lowest(List<Variant> variants, Site site) {
        return variants.stream().mapToLong(it -> shown.price(it, site)).min().orElse(0);
    }

    long highest(Master master, Site site) {
        return master.variants().stream()
                .mapToLong(it -> shown.price(it, site))
                .max()
                .orElse(0);
    }
}
