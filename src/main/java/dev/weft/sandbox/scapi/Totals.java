package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.scapi.Basket.Item;
import dev.weft.sandbox.scapi.Basket.Shipment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What a basket costs, in minor units of its site's currency; every price includes its tax.
 *
 * <p>First each line with its own adjustments, in the order set; then those of the order on the sum of the lines, spread
 * over them by amount with the rest on the last; then shipping. The tax of each line is what is within its final amount.
 */
record Totals(List<Line> lines, List<Freight> freights, List<Applied> ofOrder) {
    Totals {
        lines = List.copyOf(lines);
        freights = List.copyOf(freights);
        ofOrder = List.copyOf(ofOrder);
    }

    /** An adjustment and what it came to, usually below zero. */
    record Applied(String id, String text, String promotionId, String couponCode, Adjustment how, long price) {}

    /** @param base per unit */
    record Line(Item item, long base, long price, List<Applied> applied, long afterItem, long afterOrder) {}

    record Freight(Shipment shipment, long price, List<Applied> applied, long after) {}

    /** @param category the id of the category an item is in, which a coupon may ask for */
    static Totals of(Basket basket, ToLongFunction<Item> prices, Function<Item, String> category) {
        int digits = basket.head().owner().site().digits();
        List<Line> lines = new ArrayList<>();
        for (Item item : basket.items()) {
            lines.add(line(basket, item, prices.applyAsLong(item), category.apply(item)));
        }
        List<Applied> ofOrder = new ArrayList<>();
        long merchandise = lines.stream().mapToLong(Line::afterItem).sum();
        long left = merchandise;
        for (Coupon coupon : basket.checkout().coupons()) {
            if (coupon.code() == Coupon.Code.WEFT10) {
                left += add(ofOrder, applied(coupon, percent("10")), left, 1, digits);
            }
        }
        for (Adjustment adjustment : basket.checkout().adjustments()) {
            if (adjustment.level().equals(Adjustment.ORDER)) {
                left += add(ofOrder, applied(adjustment), left, 1, digits);
            }
        }
        List<Freight> freights =
                basket.shipments().stream().map(it -> freight(basket, it)).toList();
        return new Totals(spread(lines, merchandise, left), freights, ofOrder);
    }

    private static Line line(Basket basket, Item item, long base, String category) {
        int digits = basket.head().owner().site().digits();
        long price = base * item.quantity();
        long after = price;
        List<Applied> applied = new ArrayList<>();
        for (Adjustment adjustment : basket.checkout().adjustments()) {
            if (adjustment.level().equals(Adjustment.PRODUCT)
                    && adjustment.itemId().equals(item.id())) {
                after += add(applied, applied(adjustment), after, item.quantity(), digits);
            }
        }
        for (Coupon coupon : basket.checkout().coupons()) {
            if (coupon.code() == Coupon.Code.KNIT20 && category.equals("knitwear")) {
                after += add(applied, applied(coupon, percent("20")), after, item.quantity(), digits);
            }
        }
        return new Line(item, base, price, applied, after, after);
    }

    private static Freight freight(Basket basket, Shipment shipment) {
        Site site = basket.head().owner().site();
        long price = shipment.method().map(it -> it.price(site)).orElse(0L);
        long after = price;
        List<Applied> applied = new ArrayList<>();
        for (Coupon coupon : basket.checkout().coupons()) {
            if (coupon.code() == Coupon.Code.FREESHIP) {
                after += add(applied, applied(coupon, percent("100")), after, 1, site.digits());
            }
        }
        for (Adjustment adjustment : basket.checkout().adjustments()) {
            boolean its = adjustment.itemId().isEmpty() || adjustment.itemId().equals(shipment.id());
            if (adjustment.level().equals(Adjustment.SHIPPING) && its) {
                after += add(applied, applied(adjustment), after, 1, site.digits());
            }
        }
        return new Freight(shipment, price, applied, after);
    }

    private static List<Line> spread(List<Line> lines, long before, long after) {
        List<Line> spread = new ArrayList<>();
        long given = 0;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            boolean last = i == lines.size() - 1;
            long share = last || before == 0 ? after - given : line.afterItem() * after / before;
            given += share;
            spread.add(new Line(line.item(), line.base(), line.price(), line.applied(), line.afterItem(), share));
        }
        return spread;
    }

    private static long add(List<Applied> list, Applied open, long amount, int quantity, int digits) {
        long change = open.how().on(amount, quantity, digits);
        list.add(new Applied(open.id(), open.text(), open.promotionId(), open.couponCode(), open.how(), change));
        return change;
    }

    private static Adjustment percent(String percent) {
        return new Adjustment("", "", "", "percentage", new BigDecimal(percent), "", "", "");
    }

    private static Applied applied(Coupon coupon, Adjustment how) {
        return new Applied(
                "pa" + coupon.id(),
                coupon.code().text(),
                coupon.code().promotionId(),
                coupon.code().name(),
                how,
                0);
    }

    private static Applied applied(Adjustment how) {
        return new Applied(how.id(), how.text(), "", "", how, 0);
    }

    long merchandise() {
        return lines.stream().mapToLong(Line::afterItem).sum();
    }

    long merchandiseAfterOrder() {
        return lines.stream().mapToLong(Line::afterOrder).sum();
    }

    long shipping() {
        return freights.stream().mapToLong(Freight::after).sum();
    }

    long total() {
        return merchandiseAfterOrder() + shipping();
    }

    static int taxPercent(Site site) {
        return site == Site.WEFT_EU ? 19 : site == Site.WEFT_UK ? 20 : 10;
    }

    /** The tax within a gross amount, rounded half up. */
    static long tax(long gross, Site site) {
        int percent = taxPercent(site);
        return (2 * gross * percent + 100 + percent) / (2L * (100 + percent));
    }
}
