package dev.weft.simulation;

import dev.weft.inventory.Wanted;
import dev.weft.order.Buyer;
import dev.weft.order.Draft;
import dev.weft.order.DraftRules;
import dev.weft.order.Order;
import dev.weft.order.OrderLine;
import dev.weft.order.Payment;
import dev.weft.order.Person;
import dev.weft.order.RefundWish;
import dev.weft.order.Shipping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Drafts that add up, and wishes to be given something back. */
final class Drafts {
    private static final Person.Address ADDRESS = new Person.Address(
            "Ada", "Weaver", "Loom Lane 1", Optional.empty(), "20095", "Hamburg", Optional.empty(), "DE");
    private static final Person PERSON = new Person("ada@example.com", Optional.empty(), ADDRESS, ADDRESS);

    private final SplittableRandom random;

    Drafts(SplittableRandom random) {
        this.random = random;
    }

    List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        int first = random.nextInt(World.SKUS.size());
        int lines = 1 + random.nextInt(2);
        for (int i = 0; i < lines; i++) {
            wanted.add(new Wanted(i + 1, World.SKUS.get((first + i) % World.SKUS.size()), 1 + random.nextInt(2)));
        }
        return wanted;
    }

    Draft draft(Buyer buyer, String basket, List<Wanted> wanted, Optional<String> hold) {
        List<OrderLine> lines = new ArrayList<>();
        long goods = 0;
        for (Wanted it : wanted) {
            long price = 500 + random.nextInt(3_000);
            goods += price * it.quantity();
            lines.add(new OrderLine(it.line(), it.sku(), it.quantity(), price, 0, price * it.quantity() / 10));
        }
        long discount = random.nextInt(3) == 0 ? goods / 7 : 0;
        Order.Basket made = new Order.Basket("EUR", true, lines, discount, new Shipping("std", 490, 78), "de-DE");
        long total = goods - discount + 490;
        long value = buyer.registered() && random.nextInt(3) == 0 ? 1 + random.nextLong(total / 2) : 0;
        Payment payment = new Payment("pay-" + basket, "card", total - value, value * 3, value);
        Draft draft =
                new Draft(made, payment, PERSON, new Order.Origin(Optional.of(basket), Optional.empty(), hold), total);
        if (!DraftRules.faults(draft).isEmpty()) {
            throw new IllegalStateException("draft: " + DraftRules.faults(draft));
        }
        return draft;
    }

    /** Everything, a unit or two, or an amount. */
    RefundWish wish(Draft draft) {
        Map<Integer, Integer> units = new HashMap<>();
        int kind = random.nextInt(3);
        for (OrderLine line : draft.basket().lines()) {
            if (kind == 0) {
                units.put(line.number(), line.quantity());
            } else if (kind == 1 && random.nextBoolean()) {
                units.put(line.number(), 1);
            }
        }
        boolean shipping = kind == 0 || units.isEmpty() && random.nextBoolean();
        return new RefundWish(units, shipping, kind == 2 ? 1 + random.nextInt(900) : 0);
    }
}
