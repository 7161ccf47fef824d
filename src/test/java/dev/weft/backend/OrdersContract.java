package dev.weft.backend;

import dev.weft.customer.OrderSummary;
import dev.weft.kernel.Money;
import dev.weft.kernel.Shopper;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Port contract of {@link dev.weft.customer.Orders}: the shopper has one shipped order of two lines, and an older, cancelled one. */
public abstract class OrdersContract extends SiteContract<Shopper, List<OrderSummary>> {
    protected static final Instant PLACED = Instant.parse("2026-05-02T00:00:00Z");
    protected static final Instant EARLIER = Instant.parse("2026-01-20T00:00:00Z");

    /** The references the vendor keeps for the two orders. */
    protected abstract List<Optional<String>> references();

    @Override
    protected final Shopper known() {
        return new Shopper("wsh00000123", "token-of-123");
    }

    @Override
    protected final Shopper unknown() {
        return new Shopper("wsh00000999", "token-of-999");
    }

    @Override
    protected final List<OrderSummary> expected() {
        return List.of(
                order("4000002", references().get(0), PLACED, OrderSummary.Status.SHIPPED, 25_800, 2),
                order("4000001", references().get(1), EARLIER, OrderSummary.Status.CANCELLED, 5_950, 1));
    }

    private static OrderSummary order(
            String number, Optional<String> reference, Instant at, OrderSummary.Status status, long cents, int lines) {
        return new OrderSummary(
                number, reference, at, status, Money.ofMinor(cents, Currency.getInstance("EUR")), lines);
    }
}
