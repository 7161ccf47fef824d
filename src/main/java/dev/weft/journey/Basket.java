package dev.weft.journey;

import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * A registered shopper's basket, as it was last seen.
 *
 * @param owner whose it is
 * @param id as the storefront or commerce names it
 * @param currency of its amounts
 * @param lines what is in it; none where it was emptied
 * @param amount what its goods cost together; empty where nobody said
 */
public record Basket(Owner owner, String id, Currency currency, List<Line> lines, Optional<Money> amount) {
    /** More lines than any basket has, so that none fills the store. */
    public static final int MOST_LINES = 200;

    public Basket {
        lines = List.copyOf(lines);
        if (id.isEmpty() || lines.size() > MOST_LINES) {
            throw new IllegalArgumentException("basket: an id and at most " + MOST_LINES + " lines");
        }
        if (amount.isPresent() && !amount.get().currency().equals(currency)) {
            throw new IllegalArgumentException("basket: amounts are of its own currency");
        }
    }

    /** Goods and how many of them, 1 or more. */
    public record Line(Sku sku, long quantity) {
        public Line {
            if (quantity < 1) {
                throw new IllegalArgumentException("quantity: " + quantity + " (expected: 1 or more)");
            }
        }
    }

    /**
     * Whose a basket is: nobody sees or changes one of another's, whatever id they name.
     *
     * @param tenant the issuer that vouches for the shopper, by its configured name
     * @param customerId the commerce system's customer id
     */
    public record Owner(String tenant, String site, String customerId) {
        /** Without the id, so that it may be logged. */
        @Override
        public String toString() {
            return "Owner[" + tenant + ", " + site + "]";
        }
    }

    /** Without what is in it, so that it may be logged. */
    @Override
    public String toString() {
        return "Basket[" + owner + ", " + lines.size() + " lines]";
    }
}
