package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.kernel.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One product, hit or availability in an answer, seen as what is bought: itself, or the variants it stands for. Confined to whoever scanned
 * the answer.
 */
public final class Goods {
    private final Item item;
    private final Optional<Sku> own;
    private final List<Variant> variants;
    private final boolean represents;

    private Goods(Item item, Optional<Sku> own, List<Variant> variants, boolean represents) {
        this.item = item;
        this.own = own;
        this.variants = variants;
        this.represents = represents;
    }

    /** Where an answer speaks of goods. */
    public enum Kind {
        PRODUCT("id", Shapes.PRODUCT),
        HIT("productId", Shapes.HIT),
        AVAILABILITY("id", Shapes.AVAILABILITY);

        private final String idName;
        private final Shape shape;

        Kind(String idName, Shape shape) {
            this.idName = idName;
            this.shape = shape;
        }

        /** What of it is looked at. */
        public Shape shape() {
            return shape;
        }
    }

    /** One of the variants; {@code item} is where it is spoken of. */
    record Variant(Sku sku, Item item) {}

    /** Adds the goods {@code item} is, and those within it: a set's products, a bundle's. */
    public static void add(Kind kind, Item item, List<Goods> into) {
        List<Variant> variants = variants(item, "variants", "productId");
        boolean represents = variants.isEmpty() && !item.has("variants");
        Optional<Sku> own = stands(kind, item) ? Optional.empty() : sku(item, kind.idName);
        into.add(new Goods(item, own, represents ? represented(item) : variants, represents));
        item.each("setProducts", inner -> add(Kind.PRODUCT, inner, into));
        item.each("bundledProducts", bundled -> bundled.each("product", inner -> add(Kind.PRODUCT, inner, into)));
    }

    /** True for what cannot be bought itself. */
    private static boolean stands(Kind kind, Item item) {
        if (kind == Kind.HIT) {
            String type = item.text("hitType").orElse("product");
            return !type.equals("product") && !type.equals("bundle");
        }
        for (Item type : item.items("type")) {
            if (type.is("master", "true") || type.is("set", "true") || type.is("variationGroup", "true")) {
                return true;
            }
        }
        return false;
    }

    private static List<Variant> represented(Item item) {
        return variants(item, item.has("representedProducts") ? "representedProducts" : "representedProduct", "id");
    }

    private static List<Variant> variants(Item item, String list, String id) {
        @Nullable Item first = item.first(list);
        if (first == null) {
            return List.of();
        }
        List<Variant> variants = new ArrayList<>();
        for (@Nullable Item one = first; one != null; one = one.next()) {
            @Nullable Sku sku = KnownSkus.of(one, id);
            if (sku != null) {
                variants.add(new Variant(sku, one));
            }
        }
        return variants;
    }

    private static Optional<Sku> sku(Item item, String name) {
        return Optional.ofNullable(KnownSkus.of(item, name));
    }

    /** Adds everything that is to be asked for. */
    public void addTo(Set<Sku> skus) {
        own.ifPresent(skus::add);
        for (Variant variant : variants) {
            skus.add(variant.sku());
        }
    }

    Item item() {
        return item;
    }

    /** What is bought where this is bought; empty for what only stands for its variants. */
    Optional<Sku> own() {
        return own;
    }

    /** The variants it shows or, where it shows none, those it is shown for. */
    List<Variant> variants() {
        return variants;
    }

    /** True where the variants are only named, and nothing is said of each. */
    boolean represents() {
        return represents;
    }
}
