package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import dev.weft.order.InventoryLists;
import dev.weft.product.StockLevel;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ERP's stock. Sets {@code stockLevel}, {@code ats} and {@code orderable} of every inventory, {@code orderable} of variants, of a hit,
 * of the values variants differ by, of groups of variants and of their master, all to say the same: orderable is what has at least one
 * whole unit.
 *
 * <p>A master's inventory is the sum over its variants, once all of them are known. A shop's inventory list is the sum over the site's
 * locations; a list that {@code locations} maps to one of them (a store's) is that location alone; lists are left as they are where they
 * are somebody else's.
 */
public final class StockWeave implements Weave<StockLevel> {
    private static final long UNKNOWN = -1;

    private static final List<String> STOCK = List.of("orderable", "inventory", "inventories");

    /** As the location of a list: all of the site's. */
    public static final String ALL = InventoryLists.ALL;

    private final String source;
    private final Lookup<Sku, StockLevel> stock;
    private final Map<String, String> locations;

    /**
     * The weave of one site.
     *
     * @param locations from the id of a list in {@code inventories[]} to Weft's name of the location it stands for, or {@link #ALL}
     */
    public StockWeave(String source, Lookup<Sku, StockLevel> stock, Map<String, String> locations) {
        this.source = source;
        this.stock = stock;
        this.locations = Map.copyOf(locations);
    }

    @Override
    public String part() {
        return "stock";
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Lookup<Sku, StockLevel> lookup() {
        return stock;
    }

    @Override
    public boolean concerns(Goods.Kind kind) {
        return kind != Goods.Kind.SUGGESTION && kind != Goods.Kind.PRICES;
    }

    @Override
    public boolean misses(Goods goods) {
        return goods.leaves(STOCK) || !ValueMarks.none(goods.item());
    }

    /** There is none of what only stands for others. */
    @Override
    public boolean proves(Sku sku, Map<Sku, Aged<StockLevel>> truth) {
        @Nullable Aged<StockLevel> level = truth.get(sku);
        return level != null && level.value().orderable();
    }

    @Override
    public void lay(Goods goods, Map<Sku, Aged<StockLevel>> truth, Edits edits) {
        List<Goods.Variant> variants = goods.variants();
        boolean changed = false;
        if (!goods.represents()) {
            for (int i = 0; i < variants.size(); i++) {
                Goods.Variant variant = variants.get(i);
                @Nullable Aged<StockLevel> level = truth.get(variant.sku());
                changed |= level != null
                        && change(
                                variant.item(),
                                edits,
                                "orderable",
                                level.value().orderable());
            }
        }
        if (changed && knows(goods, truth)) {
            new ValueMarks(variants, truth).lay(goods.item(), edits);
        }
        relatives(goods, truth, edits);
        long total = total(goods, truth);
        if (total >= 0) {
            lay(goods, total, truth, edits);
        }
    }

    /**
     * All that is laid of a total, a list or a variant replaces what commerce said; the values variants differ by, groups and the master say
     * the same as commerce's variants did, so they are replaced where all of these are, or were right.
     */
    @Override
    public boolean covers(Goods goods, Map<Sku, Aged<StockLevel>> truth) {
        Item item = goods.item();
        List<Goods.Variant> variants = goods.variants();
        boolean shown = !goods.represents() && item.has("variants");
        if (shown && !knows(goods, truth)) {
            return false;
        }
        boolean known = shown && !variants.isEmpty();
        boolean told = total(goods, truth) >= 0;
        if (!told && (tells(item) || item.has("inventory") || item.has("inventories"))) {
            return false;
        }
        for (@Nullable Item list = item.first("inventories"); list != null; list = list.next()) {
            if (tells(list) && list.text("id").map(locations::get).isEmpty()) {
                return false;
            }
        }
        for (@Nullable Item master = item.first("master"); master != null; master = master.next()) {
            if (tells(master) && !(known && goods.showsAllOfMaster())) {
                return false;
            }
        }
        for (@Nullable Item group = item.first("variationGroups"); group != null; group = group.next()) {
            if (tells(group) && !(known && !Relatives.of(group, goods).isEmpty())) {
                return false;
            }
        }
        return ValueMarks.none(item) || known && new ValueMarks(variants, truth).sure(item);
    }

    private static boolean tells(Item item) {
        return item.has("orderable") || item.has("ats") || item.has("stockLevel");
    }

    private static boolean knows(Goods goods, Map<Sku, Aged<StockLevel>> truth) {
        return goods.named() && knows(goods.variants(), truth);
    }

    private static boolean knows(List<Goods.Variant> variants, Map<Sku, Aged<StockLevel>> truth) {
        for (int i = 0; i < variants.size(); i++) {
            if (!truth.containsKey(variants.get(i).sku())) {
                return false;
            }
        }
        return true;
    }

    private static void relatives(Goods goods, Map<Sku, Aged<StockLevel>> truth, Edits edits) {
        Item item = goods.item();
        if (goods.showsAllOfMaster() && knows(goods, truth)) {
            for (@Nullable Item master = item.first("master"); master != null; master = master.next()) {
                changeIfThere(master, edits, orderable(goods.variants(), truth));
            }
        }
        for (@Nullable Item group = item.first("variationGroups"); group != null; group = group.next()) {
            List<Goods.Variant> members = Relatives.of(group, goods);
            if (!members.isEmpty() && knows(members, truth)) {
                changeIfThere(group, edits, orderable(members, truth));
            }
        }
    }

    private static boolean orderable(List<Goods.Variant> variants, Map<Sku, Aged<StockLevel>> truth) {
        for (Goods.Variant variant : variants) {
            @Nullable Aged<StockLevel> level = truth.get(variant.sku());
            if (level != null && level.value().orderable()) {
                return true;
            }
        }
        return false;
    }

    /** How many there are of the goods themselves; negative where that is not known. */
    private static long total(Goods goods, Map<Sku, Aged<StockLevel>> truth) {
        if (goods.own().isPresent()) {
            @Nullable Aged<StockLevel> level = truth.get(goods.own().get());
            return level == null ? UNKNOWN : units(level.value().total());
        }
        long sum = goods.variants().isEmpty() || !goods.named() ? UNKNOWN : 0;
        for (int i = 0; sum >= 0 && i < goods.variants().size(); i++) {
            @Nullable Aged<StockLevel> level = truth.get(goods.variants().get(i).sku());
            if (level == null) {
                return UNKNOWN;
            }
            sum += wholeUnits(level.value());
        }
        return sum;
    }

    /** Over all locations, of which each has whole units. */
    private static long wholeUnits(StockLevel level) {
        long sum = 0;
        for (int i = 0; i < level.locations().size(); i++) {
            sum += Math.max(0, units(level.locations().get(i).available()));
        }
        return sum;
    }

    private void lay(Goods goods, long total, Map<Sku, Aged<StockLevel>> truth, Edits edits) {
        Item item = goods.item();
        changeIfThere(item, edits, total > 0);
        for (@Nullable Item inventory = item.first("inventory"); inventory != null; inventory = inventory.next()) {
            lay(inventory, total, edits);
        }
        for (@Nullable Item list = item.first("inventories"); list != null; list = list.next()) {
            @Nullable String location = list.text("id").map(locations::get).orElse(null);
            if (location != null) {
                lay(list, location.equals(ALL) ? total : at(goods, location, truth), edits);
            }
        }
    }

    private static void lay(Item inventory, long units, Edits edits) {
        String number = Long.toString(units);
        change(inventory, edits, "ats", number);
        change(inventory, edits, "stockLevel", number);
        change(inventory, edits, "orderable", units > 0);
    }

    /** Of goods all of whose levels are known. */
    private static long at(Goods goods, String location, Map<Sku, Aged<StockLevel>> truth) {
        if (goods.own().isPresent()) {
            return at(goods.own().get(), location, truth);
        }
        return goods.variants().stream()
                .mapToLong(variant -> at(variant.sku(), location, truth))
                .sum();
    }

    private static long at(Sku sku, String location, Map<Sku, Aged<StockLevel>> truth) {
        @Nullable Aged<StockLevel> level = truth.get(sku);
        return level == null
                ? 0
                : level.value().locations().stream()
                        .filter(at -> at.location().equals(location))
                        .mapToLong(at -> Math.max(0, units(at.available())))
                        .sum();
    }

    /** Whole units: nobody is sold a part of one. */
    private static long units(Quantity quantity) {
        return quantity.amount().signum() >= 0
                ? quantity.amount().longValue()
                : quantity.amount().setScale(0, RoundingMode.FLOOR).longValue();
    }

    private static void changeIfThere(Item item, Edits edits, boolean orderable) {
        if (item.has("orderable")) {
            change(item, edits, "orderable", orderable);
        }
    }

    static boolean change(Item item, Edits edits, String name, boolean value) {
        return change(item, edits, name, Boolean.toString(value));
    }

    private static boolean change(Item item, Edits edits, String name, String json) {
        if (item.is(name, json)) {
            return false;
        }
        item.set(edits, name, json);
        return true;
    }
}
