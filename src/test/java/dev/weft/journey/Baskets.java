package dev.weft.journey;

import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Baskets for tests. */
final class Baskets {
    static final Basket.Owner ADA = new Basket.Owner("slas", "WeftEU", "wsh00000001");
    static final Basket.Owner EVA = new Basket.Owner("slas", "WeftEU", "wsh00000002");

    private Baskets() {}

    static Basket of(Basket.Owner owner, String id, long quantity) {
        Currency euro = Currency.getInstance("EUR");
        return new Basket(
                owner,
                id,
                euro,
                List.of(new Basket.Line(Sku.of("10000001"), quantity)),
                Optional.of(Money.ofMinor(14_900 * quantity, euro)));
    }

    static BasketChange filled(Basket.Owner owner, String id, long quantity) {
        return new BasketChange.Filled(of(owner, id, quantity));
    }
}
