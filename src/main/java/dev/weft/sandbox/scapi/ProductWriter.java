package dev.weft.sandbox.scapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.data.Amounts;
import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes products as the Shopper Products API does, with commerce's own idea of price and stock. */
final class ProductWriter {

    private static final String IMAGES = "https://images.example.com/weft/";
    private static final List<String> VIEWS = List.of("large", "medium", "small", "swatch");

    private final World world;

    ProductWriter(World world) {
        this.world = world;
    }

    /** A master: the page with all its variants. */
    void master(JsonGenerator json, Master master, Wish wish) throws IOException {
        json.writeStartObject();
        head(json, master, master.id(), "master", wish);
        Variant cheapest = master.variants().get(0);
        if (wish.prices()) {
            long lowest = price(cheapest, wish.site());
            long highest = lowest;
            for (Variant variant : master.variants()) {
                lowest = Math.min(lowest, price(variant, wish.site()));
                highest = Math.max(highest, price(variant, wish.site()));
            }
            prices(json, lowest, wish);
            amount(json, "priceMax", highest, wish.site());
        }
        if (wish.availability()) {
            int stock = 0;
            for (Variant variant : master.variants()) {
                stock += world.stock().inCommerce(variant, wish.site());
            }
            inventory(json, stock, wish.site());
        }
        if (wish.images()) {
            images(json, master, master.variants(), wish);
        }
        if (wish.variations()) {
            variations(json, master, wish);
        }
        json.writeEndObject();
    }

    /** A variant: what can be bought. */
    void variant(JsonGenerator json, Master master, Variant variant, Wish wish) throws IOException {
        json.writeStartObject();
        head(json, master, variant.sku(), "variant", wish);
        json.writeStringField("ean", "40" + variant.sku() + "006");
        json.writeObjectFieldStart("master");
        json.writeStringField("masterId", master.id());
        json.writeBooleanField("orderable", true);
        json.writeEndObject();
        if (wish.prices()) {
            prices(json, price(variant, wish.site()), wish);
        }
        if (wish.availability()) {
            inventory(json, world.stock().inCommerce(variant, wish.site()), wish.site());
        }
        if (wish.images()) {
            images(json, master, List.of(variant), wish);
        }
        if (wish.variations()) {
            variations(json, master, wish);
            json.writeFieldName("variationValues");
            values(json, variant);
        }
        json.writeEndObject();
    }

    private static void head(JsonGenerator json, Master master, String id, String type, Wish wish) throws IOException {
        String name = master.name().in(wish.language());
        json.writeStringField("id", id);
        json.writeStringField("name", name);
        json.writeStringField("brand", master.brand());
        json.writeStringField("currency", wish.site().currency());
        json.writeStringField("shortDescription", master.description().in(wish.language()));
        json.writeStringField("longDescription", "<p>" + master.description().in(wish.language()) + "</p>");
        json.writeStringField("pageTitle", name);
        json.writeStringField("primaryCategoryId", master.category().id());
        json.writeStringField("slugUrl", "/" + wish.language().locale() + "/" + id + ".html");
        json.writeNumberField("minOrderQuantity", 1);
        json.writeNumberField("stepQuantity", 1);
        json.writeStringField("unit", "");
        json.writeObjectFieldStart("type");
        json.writeBooleanField(type, true);
        json.writeEndObject();
        if (wish.promotions() && master.index() % 11 == 0) {
            json.writeArrayFieldStart("productPromotions");
            json.writeStartObject();
            json.writeStringField("promotionId", "circle-week");
            json.writeStringField("calloutMsg", wish.language() == Language.GERMAN ? "Aktionswoche" : "Circle week");
            json.writeNumberField(
                    "promotionalPrice", Amounts.decimal(master.category().basePrice(), 2));
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeBooleanField("c_isNew", master.index() % 9 == 0);
    }

    private static void prices(JsonGenerator json, long minor, Wish wish) throws IOException {
        String list = wish.site().currency().toLowerCase(Locale.ROOT) + "-weft-list";
        amount(json, "price", minor, wish.site());
        amount(json, "pricePerUnit", minor, wish.site());
        json.writeObjectFieldStart("prices");
        amount(json, list, minor, wish.site());
        json.writeEndObject();
        if (wish.perPricebook()) {
            tiers(json, minor, wish);
        }
    }

    private static void tiers(JsonGenerator json, long minor, Wish wish) throws IOException {
        json.writeArrayFieldStart("tieredPrices");
        json.writeStartObject();
        amount(json, "price", minor, wish.site());
        json.writeStringField("pricebook", wish.site().currency().toLowerCase(Locale.ROOT) + "-weft-list");
        json.writeNumberField("quantity", 1);
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void inventory(JsonGenerator json, int stock, Site site) throws IOException {
        json.writeObjectFieldStart("inventory");
        json.writeStringField("id", "inventory_" + site.id().toLowerCase(Locale.ROOT));
        json.writeNumberField("ats", stock);
        json.writeBooleanField("backorderable", false);
        json.writeBooleanField("orderable", stock > 0);
        json.writeBooleanField("preorderable", false);
        json.writeNumberField("stockLevel", stock);
        json.writeEndObject();
    }

    private static void images(JsonGenerator json, Master master, List<Variant> variants, Wish wish)
            throws IOException {
        json.writeArrayFieldStart("imageGroups");
        for (String view : wish.allImages() ? VIEWS : VIEWS.subList(0, 1)) {
            for (Map.Entry<String, String> colour :
                    colours(variants, wish.language()).entrySet()) {
                json.writeStartObject();
                json.writeStringField("viewType", view);
                json.writeArrayFieldStart("images");
                json.writeStartObject();
                String link = IMAGES + view + "/" + master.id() + "-" + colour.getKey() + ".jpg";
                String alt = master.name().in(wish.language()) + ", " + colour.getValue();
                json.writeStringField("alt", alt);
                json.writeStringField("disBaseLink", link);
                json.writeStringField("link", link);
                json.writeStringField("title", alt);
                json.writeEndObject();
                json.writeEndArray();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void variations(JsonGenerator json, Master master, Wish wish) throws IOException {
        json.writeArrayFieldStart("variants");
        for (Variant variant : master.variants()) {
            json.writeStartObject();
            json.writeStringField("productId", variant.sku());
            json.writeBooleanField("orderable", world.stock().inCommerce(variant, wish.site()) > 0);
            amount(json, "price", price(variant, wish.site()), wish.site());
            if (wish.perPricebook()) {
                tiers(json, price(variant, wish.site()), wish);
            }
            json.writeFieldName("variationValues");
            values(json, variant);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("variationAttributes");
        Map<String, String> sizes = new LinkedHashMap<>();
        master.variants().forEach(variant -> sizes.put(variant.size(), variant.size()));
        Language language = wish.language();
        attribute(json, "color", word(language, "Colour", "Farbe", "カラー"), colours(master.variants(), language));
        attribute(json, "size", word(language, "Size", "Größe", "サイズ"), sizes);
        json.writeEndArray();
    }

    private static void attribute(JsonGenerator json, String id, String name, Map<String, String> values)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("name", name);
        json.writeArrayFieldStart("values");
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", value.getValue());
            json.writeBooleanField("orderable", true);
            json.writeStringField("value", value.getKey());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void values(JsonGenerator json, Variant variant) throws IOException {
        json.writeStartObject();
        json.writeStringField("color", colourId(variant));
        json.writeStringField("size", variant.size());
        json.writeEndObject();
    }

    private static Map<String, String> colours(List<Variant> variants, Language language) {
        Map<String, String> colours = new LinkedHashMap<>();
        variants.forEach(
                variant -> colours.put(colourId(variant), variant.colourName().in(language)));
        return colours;
    }

    private static String colourId(Variant variant) {
        return variant.colourName().english().toLowerCase(Locale.ROOT);
    }

    private static String word(Language language, String english, String german, String japanese) {
        return switch (language) {
            case ENGLISH -> english;
            case GERMAN -> german;
            case JAPANESE -> japanese;
        };
    }

    private long price(Variant variant, Site site) {
        return world.prices().inCommerce(variant, site);
    }

    private static void amount(JsonGenerator json, String name, long minor, Site site) throws IOException {
        json.writeNumberField(name, Amounts.decimal(minor, site.digits()));
    }
}
