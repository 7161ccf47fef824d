package dev.weft.order;

import dev.weft.inventory.Sourced;
import dev.weft.kernel.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Orders that add up, and wishes to refund them, out of a seed. Prices from nothing to large, discounts and surcharges, taxes of
 * several rates, points or none.
 */
final class GeneratedOrders {
    private static final String[] CURRENCIES = {"EUR", "JPY", "KWD"};
    private static final int[] RATES = {0, 5, 7, 10, 19, 25};

    private final SplittableRandom random;

    GeneratedOrders(long seed) {
        random = new SplittableRandom(seed);
    }

    OrderRecord order() {
        String currency = CURRENCIES[random.nextInt(CURRENCIES.length)];
        boolean gross = random.nextBoolean();
        long top = currency.equals("JPY") ? 30_000 : currency.equals("EUR") ? 40_000 : 400_000;
        int count = 1 + random.nextInt(4);
        int[] quantities = new int[count];
        long[] goods = new long[count];
        List<OrderLine> bare = new ArrayList<>();
        long all = 0;
        for (int i = 0; i < count; i++) {
            quantities[i] = random.nextInt(4) == 0 ? 1 + random.nextInt(7) : 1;
            long price = random.nextInt(10) == 0 ? random.nextInt(3) : random.nextLong(top);
            long most = price * quantities[i];
            long discount = random.nextInt(3) == 0 ? random.nextLong(most + 1) : 0;
            goods[i] = most - discount;
            all += goods[i];
            bare.add(new OrderLine(i + 1, Sku.of("S" + i), quantities[i], price, discount, 0));
        }
        long off = switch (random.nextInt(6)) {
            case 0, 1 -> random.nextLong(all + 1);
            case 2 -> -random.nextLong(all / 4 + 3); // a surcharge
            default -> 0;
        };
        Order.Basket untaxed = new Order.Basket(currency, true, bare, off, new Shipping("s", 0, 0), "de-DE");
        Books rough = Books.of(untaxed, new Payment("p", "card", all - off, 0, 0), 0);
        List<OrderLine> lines = new ArrayList<>();
        for (OrderLine line : bare) {
            long net = rough.paid(line.number());
            long tax = net * RATES[random.nextInt(RATES.length)] / 100;
            lines.add(
                    new OrderLine(line.number(), line.sku(), line.quantity(), line.unitPrice(), line.discount(), tax));
        }
        long shipping = random.nextInt(3) == 0 ? 0 : random.nextLong(top / 20 + 1);
        Shipping parcel = new Shipping("s", shipping, shipping * RATES[random.nextInt(RATES.length)] / 100);
        return record(new Order.Basket(currency, gross, lines, off, parcel, "de-DE"), all - off);
    }

    private OrderRecord record(Order.Basket basket, long goods) {
        long total = goods + basket.shipping().price();
        if (!basket.taxIncluded()) {
            total += basket.shipping().tax()
                    + basket.lines().stream().mapToLong(OrderLine::tax).sum();
        }
        long value = random.nextInt(2) == 0 ? 0 : random.nextLong(total + 1);
        long points = value == 0 ? 0 : 1 + random.nextLong(2 * value);
        Payment payment = new Payment("p", "card", total - value, points, value);
        long earned = random.nextInt(4) == 0 ? 0 : random.nextLong(goods / 50 + 2);
        return record(basket, payment, earned);
    }

    static OrderRecord record(Order.Basket basket, Payment payment, long earned) {
        Order order = new Order(
                new OrderId("WO-TEST-1"),
                new Buyer("slas", "WeftEU", "c1", true),
                Instant.EPOCH,
                basket,
                Books.of(basket, payment, earned),
                payment,
                Order.Origin.NONE,
                List.of());
        return new OrderRecord(
                order,
                OrderRecord.Stage.CONFIRMED,
                false,
                Optional.of("4711"),
                OrderRecord.Refunded.NOTHING,
                List.of(),
                Optional.empty(),
                Map.of(),
                1,
                Instant.EPOCH);
    }

    /** A part of what is left, now and then an amount, now and then all of it, now and then too much. */
    RefundWish wish(OrderRecord record) {
        int kind = random.nextInt(12);
        long left = record.order().books().total() - record.refunded().amount();
        if (kind < 2) {
            return new RefundWish(Map.of(), false, random.nextLong(left / 3 + 2));
        }
        Map<Integer, Integer> units = new HashMap<>();
        for (OrderLine line : record.order().basket().lines()) {
            int free = line.quantity() - record.refunded().units().getOrDefault(line.number(), 0);
            int wanted = kind == 2 ? free : kind == 3 ? free + 1 : random.nextInt(free + 1);
            if (wanted > 0) {
                units.put(line.number(), wanted);
            }
        }
        boolean shipping = !record.refunded().shipping() && (kind == 2 || random.nextInt(3) == 0);
        return new RefundWish(units, shipping, kind == 4 ? random.nextLong(left + 1) : 0);
    }

    /** The same order with its units from one or two places, so that a line may be several items of an ERP. */
    Order sourced(Order order) {
        List<Sourced> places = new ArrayList<>();
        for (OrderLine line : order.basket().lines()) {
            int here = random.nextInt(line.quantity() + 1);
            if (here > 0) {
                places.add(new Sourced(line.number(), line.sku(), "here", here));
            }
            if (here < line.quantity()) {
                places.add(new Sourced(line.number(), line.sku(), "there", line.quantity() - here));
            }
        }
        return order.withSourced(places);
    }

    TenderOrder tender() {
        return TenderOrder.values()[random.nextInt(TenderOrder.values().length)];
    }

    /** Everything that is left. */
    static RefundWish rest(OrderRecord record) {
        Map<Integer, Integer> units = new HashMap<>();
        for (OrderLine line : record.order().basket().lines()) {
            int free = line.quantity() - record.refunded().units().getOrDefault(line.number(), 0);
            if (free > 0) {
                units.put(line.number(), free);
            }
        }
        return new RefundWish(units, !record.refunded().shipping(), 0);
    }

    static OrderRecord with(OrderRecord record, Refund refund) {
        List<Refund> refunds = new ArrayList<>(record.refunds());
        refunds.add(refund);
        return with(record, record.refunded().plus(refund), refunds);
    }

    /** The ERP will never book {@code refund}. */
    static OrderRecord without(OrderRecord record, Refund refund) {
        List<Refund> refunds = new ArrayList<>();
        for (Refund one : record.refunds()) {
            refunds.add(one.number() == refund.number() ? failed(one) : one);
        }
        return with(record, record.refunded().minus(refund), refunds);
    }

    private static Refund failed(Refund one) {
        return new Refund(
                one.reference(),
                one.number(),
                one.units(),
                one.shipping(),
                one.adjustment(),
                one.money(),
                one.pointsValue(),
                one.tax(),
                one.pointsReturned(),
                one.pointsTakenBack(),
                Refund.State.FAILED,
                one.at());
    }

    private static OrderRecord with(OrderRecord record, OrderRecord.Refunded refunded, List<Refund> refunds) {
        return new OrderRecord(
                record.order(),
                record.stage(),
                record.parked(),
                record.erpNumber(),
                refunded,
                refunds,
                record.person(),
                record.journals(),
                record.version() + 1,
                record.changedAt());
    }
}
