package dev.weft.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The shopper's place in the loyalty programme.
 *
 * @param number the membership number
 * @param status as the programme names it, for example {@code Active}
 * @param balances one per points currency
 * @param tier the current tier, where the programme has tiers
 */
public record Membership(String number, String status, List<Balance> balances, Optional<Tier> tier) {
    public Membership {
        balances = List.copyOf(balances);
    }

    /**
     * Points of one currency.
     *
     * @param currency what the programme calls them
     * @param points spendable now
     * @param pending earned but not spendable yet
     */
    public record Balance(String currency, BigDecimal points, BigDecimal pending) {}

    /**
     * The tier the member is in.
     *
     * @param name its name
     * @param expires the last day of it, where it ends
     */
    public record Tier(String name, Optional<LocalDate> expires) {}
}
