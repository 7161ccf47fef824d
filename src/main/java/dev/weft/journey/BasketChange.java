package dev.weft.journey;

/** What a shopper did. */
public sealed interface BasketChange {
    Basket.Owner owner();

    /** They have this in a basket now; one without lines is as good as gone. */
    record Filled(Basket basket) implements BasketChange {
        @Override
        public Basket.Owner owner() {
            return basket.owner();
        }
    }

    /** One of their baskets is no more. */
    record Gone(Basket.Owner owner, String id) implements BasketChange {}

    /** None of their baskets is left behind: they ordered, or commerce dropped them all. */
    record Ordered(Basket.Owner owner) implements BasketChange {}
}
