package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.kernel.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One product, hit or availability in an answer, seen as what is bought: itself, or the variants it stands for. Confined to whoever scanned
 * the answer.
 */
public final class Goods {
    private static final List<String> BOUGHT = List.of("variant", "item", "bundle", "option");
    private static final List<String> STANDING = List.of("master", "set", "variationGroup");

    private final Item item;
    private final Optional<Sku> own;
    private final List<Variant> variants;
    private final Seen seen;

    private Goods(Item item, Optional<Sku> own, List<Variant> variants, Seen seen) {
        this.item = item;
        this.own = own;
        this.variants = variants;
        this.seen = seen;
    }

    /**
     * How much of goods can be seen.
     *
     * @param represents whether the variants are only named, and nothing is said of each
     * @param named whether each of the variants can be asked for
     * @param unsure whether it is not known if it, or what it stands for, is bought itself
     */
    private record Seen(boolean represents, boolean named, boolean unsure) {}

    /** Where an answer speaks of goods. */
    public enum Kind {
        PRODUCT("id", Shapes.PRODUCT),
        HIT("productId", Shapes.HIT),
        /** Its entries are told apart by {@link Available}. */
        AVAILABILITY("id", Shapes.AVAILABILITY),
        /** What is suggested while a phrase is typed: a price, and no word of variants. */
        SUGGESTION("productId", Shapes.SUGGESTION),
        /** The prices, or the promotions, of one product, and nothing else of it. */
        PRICES("productId", Shapes.PRICES);

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

    /** Whether it is bought itself or only stands for others, if that can be seen. */
    private enum Nature {
        UNSEEN,
        BUYS,
        STANDS
    }

    /** One of the variants; {@code item} is where it is spoken of. */
    record Variant(Sku sku, Item item) {}

    /** Adds the goods {@code item} is, and those within it: a set's products, a bundle's. */
    public static void add(Kind kind, Item item, List<Goods> into) {
        if (kind == Kind.SUGGESTION) {
            sku(item, kind.idName).filter(sku -> item.has("price")).ifPresent(sku -> into.add(alone(item, sku, false)));
            return;
        }
        if (kind == Kind.PRICES) {
            sku(item, kind.idName).ifPresent(sku -> into.add(alone(item, sku, true)));
            return;
        }
        List<Variant> variants = new ArrayList<>();
        boolean named = variants(item, "variants", "productId", variants);
        boolean represents = variants.isEmpty() && !item.has("variants");
        Nature nature = kind == Kind.HIT ? ofHit(item) : ofType(item, "type");
        nature = nature == Nature.UNSEEN ? seenIn(kind, item, variants) : nature;
        Optional<Sku> own = nature == Nature.STANDS ? Optional.empty() : sku(item, kind.idName);
        boolean unsure = nature == Nature.UNSEEN && own.isPresent();
        if (represents) {
            named = represented(item, variants);
        }
        into.add(new Goods(item, own, variants, new Seen(represents, named, unsure)));
        item.each("setProducts", inner -> add(Kind.PRODUCT, inner, into));
        item.each("bundledProducts", bundled -> bundled.each("product", inner -> add(Kind.PRODUCT, inner, into)));
    }

    /** One entry that names neither variants nor what it is; {@code unsure} where it may be a master, a set or a group. */
    static Goods alone(Item item, Sku sku, boolean unsure) {
        return new Goods(item, Optional.of(sku), List.of(), new Seen(true, true, unsure));
    }

    /** What stands for {@code children}, of which each is spoken of elsewhere; {@code unsure} where one may be a master. */
    static Goods over(Item item, List<Variant> children, boolean unsure) {
        return new Goods(item, Optional.empty(), children, new Seen(true, true, unsure));
    }

    /** Whether a product's document says that it can be bought itself; empty where it does not say. */
    public static Optional<Boolean> isBought(Item product) {
        Nature nature = ofType(product, "type");
        return nature == Nature.UNSEEN ? Optional.empty() : Optional.of(nature == Nature.BUYS);
    }

    private static Nature ofHit(Item hit) {
        if (hit.has("hitType")) {
            return hit.says("hitType", "product") || hit.says("hitType", "bundle") ? Nature.BUYS : Nature.STANDS;
        }
        return ofType(hit, "productType");
    }

    private static Nature ofType(Item item, String name) {
        @Nullable Item type = item.first(name);
        return type == null
                ? Nature.UNSEEN
                : says(type, STANDING) ? Nature.STANDS : says(type, BOUGHT) ? Nature.BUYS : Nature.UNSEEN;
    }

    private static boolean says(Item type, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (type.is(names.get(i), "true")) {
                return true;
            }
        }
        return false;
    }

    /** A variant is among the variants that are listed with it, and what it is a variant of is not. */
    private static Nature seenIn(Kind kind, Item item, List<Variant> variants) {
        if (!variants.isEmpty()) {
            return among(sku(item, kind.idName), variants) ? Nature.BUYS : Nature.STANDS;
        }
        if (item.has("setProducts") || item.same(kind.idName, item, "master", "masterId")) {
            return Nature.STANDS;
        }
        @Nullable Item represented = item.first("representedProduct");
        return represented == null
                ? Nature.UNSEEN
                : item.same(kind.idName, item, "representedProduct", "id") ? Nature.BUYS : Nature.STANDS;
    }

    private static boolean among(Optional<Sku> own, List<Variant> variants) {
        for (int i = 0; own.isPresent() && i < variants.size(); i++) {
            if (variants.get(i).sku().equals(own.get())) {
                return true;
            }
        }
        return false;
    }

    private static boolean represented(Item item, List<Variant> into) {
        return variants(
                item, item.has("representedProducts") ? "representedProducts" : "representedProduct", "id", into);
    }

    /** Whether all of them have a name that can be asked for. */
    private static boolean variants(Item item, String list, String id, List<Variant> into) {
        boolean named = true;
        for (@Nullable Item one = item.first(list); one != null; one = one.next()) {
            @Nullable Sku sku = KnownSkus.of(one, id);
            named &= sku != null;
            if (sku != null) {
                into.add(new Variant(sku, one));
            }
        }
        return named;
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

    /**
     * True where it is not known whether it, or what it stands for, is bought itself: an ERP that has no row for it may mean that there is
     * none, or that it is none of the ERP's.
     */
    public boolean unsure() {
        return seen.unsure();
    }

    /** The SKU it is, if it is bought itself. */
    public Optional<Sku> sku() {
        return own;
    }

    /** The same, once it is known what is bought. What is not, or stands for such, keeps commerce's word. */
    public Goods known(Predicate<Sku> bought) {
        if (!seen.unsure()) {
            return this;
        }
        boolean all = own.isPresent() || variants.stream().map(Variant::sku).allMatch(bought);
        return new Goods(item, own.filter(bought), variants, new Seen(seen.represents(), seen.named() && all, false));
    }

    /** Whether the variants it shows are all there are of the master it speaks of. */
    boolean showsAllOfMaster() {
        return item.has("master")
                && (among(own, variants) || item.same("id", item, "master", "masterId"))
                && !seen.represents();
    }

    /** The variants it shows or, where it shows none, those it is shown for. */
    List<Variant> variants() {
        return variants;
    }

    /** True where each of the variants can be asked for. */
    boolean named() {
        return seen.named();
    }

    /** True where the variants are only named, and nothing is said of each. */
    boolean represents() {
        return seen.represents();
    }
}
