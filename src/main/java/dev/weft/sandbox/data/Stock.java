package dev.weft.sandbox.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of each SKU lies in each plant.
 *
 * <p>Only ordinary stock of type 01 can be sold; the other rows are there to be left out. SKUs whose number leaves 5 when
 * divided by 23 are sold out everywhere. Planted: commerce believes in 9 more units of every SKU whose number leaves 4 when
 * divided by 15.
 */
public final class Stock {

    private final Seeded chance;

    Stock(Seeded chance) {
        this.chance = chance;
    }

    /** Units that can be sold from this plant. */
    public int free(Variant variant, Plant plant) {
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
