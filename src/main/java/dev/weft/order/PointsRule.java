package dev.weft.order;

import dev.weft.kernel.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Whether points may pay for an order, and how much they pay for: only where there is a ledger they are taken from, and a member whose they
 * are. Whether the member has that many, the ledger says when they are taken, before the ERP gets the order.
 *
 * @param ledger true where the site has one
 * @param member false for a guest
 * @param worth what one point pays for, in whole units of {@code currency}; empty where the storefront is believed
 */
public record PointsRule(boolean ledger, boolean member, Optional<BigDecimal> worth, Currency currency) {

    /** Why nobody's points can be taken; empty where they can. */
    public Optional<Fault> refusal() {
        if (!ledger) {
            return Optional.of(
                    new Fault("/points", "points_not_taken", "The site takes no points: leave the member out."));
        }
        return member
                ? Optional.empty()
                : Optional.of(
                        new Fault("/points", "points_of_a_guest", "Guests have no points: leave the member out."));
    }

    /** What is wrong with {@code points} that are to pay for {@code value}, in minor units. */
    public List<Fault> faults(long points, long value) {
        return worth.map(one -> Money.ofRounded(one.multiply(BigDecimal.valueOf(points)), currency))
                .filter(right -> right.minor() != value)
                .map(right -> List.of(new Fault(
                        "/points/value",
                        "points_value",
                        "So many points pay for " + right.major().toPlainString() + " here.")))
                .orElse(List.of());
    }
}
