package dev.weft.sandbox.scapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.data.Amounts;
import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.scapi.SitePages.CirclePromotion;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes products as the Shopper Products API does, with commerce's own idea of price and stock. */
final class ProductWriter {

    private static final String IMAGES = "https://images.example.com/weft/";
    private static final List<String> VIEWS = List.of("large", "medium", "small", "swatch");

    private final Shown shown;
    private final FamilyWriter family;

    ProductWriter(Shown shown) {
        this.shown = shown;
        this.family = new FamilyWriter(shown);
    }

    /** A master: the page with all its variants. */
    void master(JsonGenerator json, Master master, Wish wish) throws IOException {
        json.writeStartObject();
        head(json, master, master.id(), "master", wish);
        family.of(json, master, wish);
        if (wish.promotions()) {
            promotions(json, master, lowest(master, wish.site()), wish);
        }
        if (wish.prices()) {
            prices(json, lowest(master, wish.site()), wish);
            amount(json, "priceMax", highest(master, wish.site()), wish.site());
            if (wish.perPricebook()) {
                ranges(json, master, wish);
            }
        }
        if (wish.availability()) {
            inventories(json, master.variants(), wish);
        }
        if (wish.images()) {
            images(json, master, master.variants(), wish);
        }
        if (wish.variations()) {
            variations(json, master, wish, false);
        }
        json.writeEndObject();
    }

    /** A variant: what can be bought. */
    void variant(JsonGenerator json, Master master, Variant variant, Wish wish) throws IOException {
        json.writeStartObject();
        head(json, master, variant.sku(), "variant", wish);
        json.writeStringField("ean", "40" + variant.sku() + "006");
        family.of(json, master, wish);
        if (wish.promotions()) {
            promotions(json, master, price(variant, wish.site()), wish);
        }
        if (wish.prices()) {
            prices(json, price(variant, wish.site()), wish);
        }
        if (wish.availability()) {
            inventories(json, List.of(variant), wish);
        }
        if (wish.images()) {
            images(json, master, List.of(variant), wish);
        }
        if (wish.variations()) {
            variations(json, master, wish, false);
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
        json.writeBooleanField("c_isNew", isNew(master));
    }

    static boolean isNew(Master master) {
        return master.index() % 9 == 0;
    }

    /** Whether the master takes part in the circle week. */
    static boolean isPromoted(Master master) {
        return master.index() % 11 == 0;
    }

    /** The promotion of the circle week, which changes no price. */
    static void promotions(JsonGenerator json, Master master, long minor, Wish wish) throws IOException {
        if (isPromoted(master)) {
            json.writeArrayFieldStart("productPromotions");
            json.writeStartObject();
            json.writeStringField("promotionId", CirclePromotion.ID);
            json.writeStringField("calloutMsg", CirclePromotion.callout(wish.language()));
            amount(json, "promotionalPrice", minor, wish.site());
            json.writeEndObject();
            json.writeEndArray();
        }
    }

    private static void prices(JsonGenerator json, long minor, Wish wish) throws IOException {
        amount(json, "price", minor, wish.site());
        amount(json, "pricePerUnit", minor, wish.site());
        json.writeObjectFieldStart("prices");
        amount(json, BasketWriter.listBook(wish.site()), minor, wish.site());
        json.writeEndObject();
        if (wish.perPricebook()) {
            tiers(json, minor, wish);
        }
    }

    void ranges(JsonGenerator json, Master master, Wish wish) throws IOException {
        json.writeArrayFieldStart("priceRanges");
        json.writeStartObject();
        amount(json, "minPrice", lowest(master, wish.site()), wish.site());
        amount(json, "maxPrice", highest(master, wish.site()), wish.site());
        json.writeStringField("pricebook", BasketWriter.listBook(wish.site()));
        json.writeEndObject();
        json.writeEndArray();
    }

    static void tiers(JsonGenerator json, long minor, Wish wish) throws IOException {
        json.writeArrayFieldStart("tieredPrices");
        json.writeStartObject();
        amount(json, "price", minor, wish.site());
        json.writeStringField("pricebook", BasketWriter.listBook(wish.site()));
        json.writeNumberField("quantity", 1);
        json.writeEndObject();
        json.writeEndArray();
    }

    /** The site's own inventory, and those asked for by id. */
    private void inventories(JsonGenerator json, List<Variant> variants, Wish wish) throws IOException {
        json.writeFieldName("inventory");
        inventory(json, variants, wish, Shown.inventoryOf(wish.site()));
        if (!wish.inventoryIds().isEmpty()) {
            json.writeArrayFieldStart("inventories");
            for (String id : wish.inventoryIds()) {
                inventory(json, variants, wish, id);
            }
            json.writeEndArray();
        }
    }

    void inventory(JsonGenerator json, List<Variant> variants, Wish wish, String id) throws IOException {
        int stock = 0;
        for (Variant variant : variants) {
            stock += shown.stock(variant, wish.site(), id);
        }
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeNumberField("ats", stock);
        json.writeBooleanField("backorderable", false);
        json.writeBooleanField("orderable", stock > 0);
        json.writeBooleanField("preorderable", false);
        json.writeNumberField("stockLevel", stock);
        json.writeEndObject();
    }

    static void images(JsonGenerator json, Master master, List<Variant> variants, Wish wish) throws IOException {
        json.writeArrayFieldStart("imageGroups");
        for (String view : wish.allImages() ? VIEWS : VIEWS.subList(0, 1)) {
            for (Map.Entry<String, String> colour :
                    colours(variants, wish.language()).entrySet()) {
                json.writeStartObject();
                json.writeStringField("viewType", view);
                json.writeArrayFieldStart("images");
                image(json, master, colour, view, wish);
                json.writeEndArray();
                json.writeArrayFieldStart("variationAttributes");
                attribute(json, "color", "", Map.of(colour.getKey(), ""));
                json.writeEndArray();
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    static void image(JsonGenerator json, Master master, Map.Entry<String, String> colour, String view, Wish wish)
            throws IOException {
        String link = IMAGES + view + "/" + master.id() + "-" + colour.getKey() + ".jpg";
        String alt = master.name().in(wish.language()) + ", " + colour.getValue();
        json.writeStartObject();
        json.writeStringField("alt", alt);
        json.writeStringField("disBaseLink", link);
        json.writeStringField("link", link);
        json.writeStringField("title", alt);
        json.writeEndObject();
    }

    /** What a master comes in; hits say more of variants, and of groups only where that is wanted. */
    void variations(JsonGenerator json, Master master, Wish wish, boolean hit) throws IOException {
        json.writeArrayFieldStart("variants");
        for (Variant variant : master.variants()) {
            json.writeStartObject();
            json.writeStringField("productId", variant.sku());
            json.writeBooleanField("orderable", shown.stock(variant, wish.site()) > 0);
            amount(json, "price", price(variant, wish.site()), wish.site());
            if (wish.perPricebook()) {
                tiers(json, price(variant, wish.site()), wish);
            }
            if (hit && wish.promotions() && wish.allVariationProperties()) {
                promotions(json, master, price(variant, wish.site()), wish);
            }
            json.writeFieldName("variationValues");
            values(json, variant);
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!hit || wish.allVariationProperties()) {
            family.groups(json, master, wish);
        }
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
        if (!name.isEmpty()) {
            json.writeStringField("name", name);
        }
        json.writeArrayFieldStart("values");
        for (Map.Entry<String, String> value : values.entrySet()) {
            json.writeStartObject();
            if (!value.getValue().isEmpty()) {
                json.writeStringField("name", value.getValue());
                json.writeBooleanField("orderable", true);
            }
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

    static Map<String, String> colours(List<Variant> variants, Language language) {
        Map<String, String> colours = new LinkedHashMap<>();
        variants.forEach(
                variant -> colours.put(colourId(variant), variant.colourName().in(language)));
        return colours;
    }

    static String colourId(Variant variant) {
        return variant.colourName().english().toLowerCase(Locale.ROOT);
    }

    static String word(Language language, String english, String german, String japanese) {
        return switch (language) {
            case ENGLISH -> english;
            case GERMAN -> german;
            case JAPANESE -> japanese;
        };
    }

    long lowest(Master master, Site site) {
        return family.lowest(master.variants(), site);
    }

    long highest(Master master, Site site) {
        return family.highest(master, site);
    }

    private long price(Variant variant, Site site) {
        return shown.price(variant, site);
    }

    static void amount(JsonGenerator json, String name, long minor, Site site) throws IOException {
        json.writeNumberField(name, Amounts.decimal(minor, site.digits()));
    }
}
