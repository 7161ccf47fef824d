package dev.weft.sandbox.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much of each SKU lies in each plant.
 *
 * <p>Only ordinary stock of type 01 can be sold; the other rows are there to be left out. SKUs whose number leaves 5 when
 * divided by 23 are sold out everywhere. Planted: commerce believes in 9 more units of every SKU whose number leaves 4 when
 * divided by 15.
 *
 * <p>A place where units were sold or set has a quantity of its own from then on, kept for as long as the process runs; every
 * other place follows from the seed. Orders may take more than there is, as SAP lets them; what is free then stays at 0.
 */
public final class Stock {

    private final Seeded chance;
    private final ConcurrentHashMap<Long, Count> counted = new ConcurrentHashMap<>();
    private final Set<String> unlisted = ConcurrentHashMap.newKeySet();

    /**
     * What lies in a place.
     *
     * @param quantity negative where more was promised than there is
     * @param asOf when the quantity was last set by hand; the epoch if never
     */
    public record Count(int quantity, Instant asOf) {}

    Stock(Seeded chance) {
        this.chance = chance;
    }

    /** Units that can be sold from this plant. */
    public int free(Variant variant, Plant plant) {
        return Math.max(0, count(variant, plant).quantity());
    }

    /** What lies in this place, promised units taken off. */
    public Count count(Variant variant, Plant plant) {
        Count known = counted.get(place(variant, plant));
        return known != null ? known : new Count(invented(variant, plant), Instant.EPOCH);
    }

    /** Sets what lies there, whatever was sold before {@code asOf}, which must be now or later than all sales. */
    public void set(Variant variant, Plant plant, int quantity, Instant asOf) {
        counted.put(place(variant, plant), new Count(quantity, asOf));
    }

    /** Takes units out and says for how many of them the stock sufficed. */
    public int take(Variant variant, Plant plant, int units) {
        Count after = move(variant, plant, -units);
        return Math.max(0, Math.min(units, units + after.quantity()));
    }

    /** Units that are not sold after all. */
    public void putBack(Variant variant, Plant plant, int units) {
        move(variant, plant, units);
    }

    private Count move(Variant variant, Plant plant, int units) {
        return counted.compute(place(variant, plant), (place, known) -> {
            Count before = known != null ? known : new Count(invented(variant, plant), Instant.EPOCH);
            return new Count(before.quantity() + units, before.asOf());
        });
    }

    /** Has an ERP that tells only what it knows know nothing of this one. */
    public void unlist(Variant variant) {
        unlisted.add(variant.sku());
    }

    public boolean lists(Variant variant) {
        return !unlisted.contains(variant.sku());
    }

    /** Forgets every sale and every count. */
    public void reset() {
        counted.clear();
        unlisted.clear();
    }

    private int invented(Variant variant, Plant plant) {
        if (variant.number() % 23 == 5) {
            return 0;
        }
        int draw = chance.below("stock", place(variant, plant), 80);
        return Math.max(0, draw - 12);
    }

    /** Units that can be sold to this site, from both its plants. */
    public int free(Variant variant, Site site) {
        int sum = 0;
        for (Plant plant : site.plants()) {
            sum += free(variant, plant);
        }
        return sum;
    }

    /** What commerce believes the site can sell, which is the truth but for the planted SKUs. */
    public int inCommerce(Variant variant, Site site) {
        return free(variant, site) + (variant.number() % 15 == 4 ? 9 : 0);
    }

    /** Units packed and under way; not free. */
    public int inTransit(Variant variant, Plant plant) {
        return chance.below("transit", place(variant, plant), 6);
    }

    /** The rows SAP holds for this SKU in this plant, the free ones first. */
    public List<StockRow> rows(Variant variant, Plant plant) {
        long place = place(variant, plant);
        int free = free(variant, plant);
        int second = free > 10 ? free / 4 : 0;
        List<StockRow> rows = new ArrayList<>(5);
        rows.add(new StockRow(variant, plant, "0001", "", "01", free - second, ""));
        if (second > 0) {
            rows.add(new StockRow(variant, plant, "0002", "", "01", second, ""));
        }
        int draw = chance.below("rows", place, 60);
        if (draw % 3 == 0) {
            rows.add(new StockRow(variant, plant, "0001", "", "02", 1 + draw % 7, ""));
        }
        if (draw % 5 == 0) {
            rows.add(new StockRow(variant, plant, "0002", "", "07", 1 + draw % 4, ""));
        }
        if (draw % 4 == 1) {
            rows.add(
                    new StockRow(variant, plant, "0001", "E", "01", 1 + draw % 3, Digits.padded(4_000_000 + draw, 10)));
        }
        if (draw % 7 == 2) {
            rows.add(new StockRow(
                    variant, plant, "0003", "K", "01", 5 + draw % 9, Digits.padded(700_000 + draw % 5, 10)));
        }
        return rows;
    }

    private static long place(Variant variant, Plant plant) {
        return variant.number() * 8L + plant.ordinal();
    }
}
