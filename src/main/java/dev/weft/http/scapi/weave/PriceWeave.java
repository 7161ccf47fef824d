package dev.weft.http.scapi.weave;

import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Sku;
import dev.weft.product.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ERP's price. A storefront shows the lowest of a product's variants, takes a promotional price where that is lower, and strikes
 * through the highest tier; so {@code price}, {@code priceMax}, {@code priceRanges}, {@code tieredPrices}, {@code prices},
 * {@code pricePerUnit} and promotional prices all become what the ERP says: for a variant its own price, for a master the range over its
 * variants, which is also what is said of the master of a variant and, over its part of them, of a variation group. Only fields that are
 * there are set.
 *
 * <p>What commerce struck through or had reduced disappears: its list prices and promotions were made from another price. Goods in another
 * currency than the site's, and those whose price cannot be known, keep everything. Goods need not say in which currency they are, so whoever
 * knows what was asked for must ask {@link #suits} too.
 */
public final class PriceWeave implements Weave<Price> {
    private static final int MOST_DIGITS = 15;
    private static final List<String> PRICES =
            List.of("price", "priceMax", "pricePerUnit", "priceRanges", "tieredPrices", "prices", "productPromotions");

    private final String source;
    private final Lookup<Sku, Price> prices;
    private final Currency currency;

    /** The weave of one site, whose prices are in {@code currency}. */
    public PriceWeave(String source, Lookup<Sku, Price> prices, Currency currency) {
        this.source = source;
        this.prices = prices;
        this.currency = currency;
    }

    /** The lowest and the highest price of goods. */
    private record Range(Amount lowest, Amount highest) {}

    @Override
    public String part() {
        return "price";
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Lookup<Sku, Price> lookup() {
        return prices;
    }

    @Override
    public boolean concerns(Goods.Kind kind) {
        return kind != Goods.Kind.AVAILABILITY;
    }

    @Override
    public boolean suits(String wanted) {
        return wanted.equals(currency.getCurrencyCode());
    }

    @Override
    public boolean misses(Goods goods) {
        return !isForeign(goods.item()) && goods.leaves(PRICES);
    }

    private boolean isForeign(Item item) {
        return item.has("currency") && !item.says("currency", currency.getCurrencyCode());
    }

    @Override
    public void lay(Goods goods, Map<Sku, Aged<Price>> truth, Edits edits) {
        Item item = goods.item();
        if (isForeign(item)) {
            return;
        }
        @Nullable Range variants = variants(goods, truth, edits);
        relatives(goods, variants, truth, edits);
        if (goods.own().isPresent()) {
            @Nullable Amount own = of(goods.own().get(), truth);
            if (own != null) {
                lay(item, own, own, edits);
            }
        } else if (variants != null) {
            lay(item, variants.lowest(), variants.highest(), edits);
        }
    }

    /**
     * Lays each variant's price, and says what they range over. One that nobody has a price for keeps commerce's, which counts in the range
     * that is shown; null where not even that is there, or where none is known.
     */
    private @Nullable Range variants(Goods goods, Map<Sku, Aged<Price>> truth, Edits edits) {
        @Nullable Amount lowest = null;
        @Nullable Amount highest = null;
        boolean known = false;
        boolean whole = goods.named();
        for (int i = 0; i < goods.variants().size(); i++) {
            Goods.Variant variant = goods.variants().get(i);
            @Nullable Amount price = of(variant.sku(), truth);
            known |= price != null;
            if (price != null && !goods.represents()) {
                lay(variant.item(), price, price, edits);
            } else if (price == null) {
                price = number(variant.item(), "price").map(Amount::of).orElse(null);
            }
            whole &= price != null;
            if (price != null) {
                lowest = lowest == null || price.compareTo(lowest) < 0 ? price : lowest;
                highest = highest == null || price.compareTo(highest) > 0 ? price : highest;
            }
        }
        return known && whole && lowest != null && highest != null ? new Range(lowest, highest) : null;
    }

    private void relatives(Goods goods, @Nullable Range variants, Map<Sku, Aged<Price>> truth, Edits edits) {
        if (variants != null && goods.showsAllOfMaster()) {
            for (@Nullable Item master = goods.item().first("master"); master != null; master = master.next()) {
                Amount lowest = variants.lowest();
                Amount highest = variants.highest();
                master.number(edits, "price", lowest.unscaled(), lowest.scale());
                master.number(edits, "priceMax", highest.unscaled(), highest.scale());
                master.numbers(edits, "prices", lowest.unscaled(), lowest.scale());
            }
        }
        for (@Nullable Item group = goods.item().first("variationGroups"); group != null; group = group.next()) {
            @Nullable Amount lowest = lowest(Relatives.of(group, goods), truth);
            if (lowest != null) {
                group.number(edits, "price", lowest.unscaled(), lowest.scale());
            }
        }
    }

    /** As {@link #variants} reckons. */
    private @Nullable Amount lowest(List<Goods.Variant> variants, Map<Sku, Aged<Price>> truth) {
        @Nullable Amount lowest = null;
        boolean known = false;
        for (Goods.Variant variant : variants) {
            @Nullable Amount price = of(variant.sku(), truth);
            known |= price != null;
            price = price != null
                    ? price
                    : number(variant.item(), "price").map(Amount::of).orElse(null);
            if (price == null) {
                return null;
            }
            lowest = lowest == null || price.compareTo(lowest) < 0 ? price : lowest;
        }
        return known ? lowest : null;
    }

    /** The price of one unit; null where there is none in the site's currency. */
    private @Nullable Amount of(Sku sku, Map<Sku, Aged<Price>> truth) {
        @Nullable Aged<Price> aged = truth.get(sku);
        if (aged == null || !aged.value().amount().currency().equals(currency)) {
            return null;
        }
        int units = aged.value().perUnits();
        return units == 1
                ? new Amount(aged.value().amount().minor(), digits())
                : Amount.of(aged.value()
                        .amount()
                        .major()
                        .divide(BigDecimal.valueOf(units), digits(), RoundingMode.HALF_UP));
    }

    private void lay(Item item, Amount lowest, Amount highest, Edits edits) {
        long low = lowest.unscaled();
        int scale = lowest.scale();
        perUnit(item, lowest, edits);
        item.number(edits, "price", low, scale);
        item.number(edits, "priceMax", highest.unscaled(), highest.scale());
        item.numbers(edits, "priceRanges", "minPrice", low, scale);
        item.numbers(edits, "priceRanges", "maxPrice", highest.unscaled(), highest.scale());
        item.numbers(edits, "tieredPrices", "price", low, scale);
        item.numbers(edits, "productPromotions", "promotionalPrice", low, scale);
        item.numbers(edits, "prices", low, scale);
    }

    /** The price of a base unit follows the price in proportion: 500 g at 4.00 are 8.00 a kilogram. */
    private void perUnit(Item item, Amount price, Edits edits) {
        if (!item.has("pricePerUnit")) {
            return;
        }
        Optional<BigDecimal> before = number(item, "price").filter(it -> it.signum() > 0);
        Optional<BigDecimal> unit = number(item, "pricePerUnit");
        if (before.isPresent() && unit.isPresent()) {
            BigDecimal now = unit.get().multiply(price.value()).divide(before.get(), digits(), RoundingMode.HALF_UP);
            if (now.precision() <= MOST_DIGITS) {
                Amount rounded = Amount.of(now);
                item.number(edits, "pricePerUnit", rounded.unscaled(), rounded.scale());
            }
        }
    }

    private int digits() {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** A price of commerce's to reckon with; what is longer, or written with an exponent, is none: {@code 1e999999999} is a number too. */
    private static Optional<BigDecimal> number(Item item, String name) {
        return item.raw(name)
                .filter(raw -> raw.length() <= MOST_DIGITS
                        && raw.chars().allMatch(at -> at >= '0' && at <= '9' || at == '.' || at == '-'))
                .map(BigDecimal::new);
    }
}
