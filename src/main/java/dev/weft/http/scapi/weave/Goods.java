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
     * @param anonymous whether it, or one of the variants, has no id at all though it takes one to ask for it
     */
    private record Seen(boolean represents, boolean named, boolean unsure, boolean anonymous) {}

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
        if (kind == Kind.SUGGESTION || kind == Kind.PRICES) {
            if (!item.has(kind.idName)) {
                into.add(unnamed(item));
            } else if (kind == Kind.PRICES || item.has("price")) {
                sku(item, kind.idName).ifPresent(sku -> into.add(alone(item, sku, kind == Kind.PRICES)));
            }
            return;
        }
        List<Variant> variants = new ArrayList<>();
        boolean named = variants(item, "variants", "productId", variants);
        boolean anonymous = !named && lacks(item, "variants", "productId");
        boolean represents = variants.isEmpty() && !item.has("variants");
        Nature nature = kind == Kind.HIT ? ofHit(item) : ofType(item, "type");
        nature = nature == Nature.UNSEEN ? seenIn(kind, item, variants) : nature;
        Optional<Sku> own = nature == Nature.STANDS ? Optional.empty() : sku(item, kind.idName);
        boolean unsure = nature == Nature.UNSEEN && own.isPresent();
        if (represents) {
            String list = item.has("representedProducts") ? "representedProducts" : "representedProduct";
            named = variants(item, list, "id", variants);
            anonymous = !named && lacks(item, list, "id");
        }
        boolean nobody = isNobody(kind, item, nature, variants);
        Seen seen = new Seen(represents, named && (variants.isEmpty() || !nobody), unsure, anonymous || nobody);
        into.add(new Goods(item, own, variants, seen));
        item.each("setProducts", inner -> add(Kind.PRODUCT, inner, into));
        item.each("bundledProducts", bundled -> bundled.each("product", inner -> add(Kind.PRODUCT, inner, into)));
    }

    /**
     * Whether there is nothing to ask by. A hit is what it is shown for, whatever else it says; a product without an id may be a variant beside
     * its like, or stand for them.
     */
    private static boolean isNobody(Kind kind, Item item, Nature nature, List<Variant> variants) {
        return kind == Kind.HIT
                ? variants.isEmpty() && (nature == Nature.STANDS || !item.has(kind.idName))
                : nature != Nature.STANDS && !item.has(kind.idName);
    }

    /** One entry that names neither variants nor what it is; {@code unsure} where it may be a master, a set or a group. */
    static Goods alone(Item item, Sku sku, boolean unsure) {
        return new Goods(item, Optional.of(sku), List.of(), new Seen(true, true, unsure, false));
    }

    /** One entry that has no id, and shows no variants. */
    static Goods unnamed(Item item) {
        return new Goods(item, Optional.empty(), List.of(), new Seen(true, true, false, true));
    }

    /** What stands for {@code children}, of which each is spoken of elsewhere; {@code unsure} where one may be a master. */
    static Goods over(Item item, List<Variant> children, boolean unsure) {
        return new Goods(item, Optional.empty(), children, new Seen(true, true, unsure, false));
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
            if (kind == Kind.PRODUCT && !item.has(kind.idName)) {
                return Nature.UNSEEN;
            }
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

    private static boolean lacks(Item item, String list, String id) {
        for (@Nullable Item one = item.first(list); one != null; one = one.next()) {
            if (!one.has(id)) {
                return true;
            }
        }
        return false;
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
        Seen known = new Seen(seen.represents(), seen.named() && all, false, seen.anonymous());
        return new Goods(item, own.filter(bought), variants, known);
    }

    /** True where the answer leaves out an id that it takes to ask for it, or for one of its variants. */
    public boolean anonymous() {
        return seen.anonymous();
    }

    /** Whether it, its master, a group or a variant without an id has one of these members: what a missing id leaves as it is. */
    boolean leaves(List<String> names) {
        return hasAny(item, names)
                || any("master", one -> hasAny(one, names))
                || any("variationGroups", one -> hasAny(one, names))
                || any("variants", one -> !one.has("productId") && hasAny(one, names));
    }

    private boolean any(String list, Predicate<Item> wanted) {
        for (@Nullable Item one = item.first(list); one != null; one = one.next()) {
            if (wanted.test(one)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAny(Item item, List<String> names) {
        return names.stream().anyMatch(item::has);
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
