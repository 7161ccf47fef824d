package dev.weft.order;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Which lanes an order's effects go through, by the names of their backends: a site's own.
 *
 * @param erp that fulfils its orders
 * @param loyalty that keeps its points, where there is one
 * @param commerce that is told how far an order is, where it wants to know
 * @param erpDark whether the ERP is known not to answer, without asking it; from any thread
 */
public record Routing(String erp, Optional<String> loyalty, Optional<String> commerce, BooleanSupplier erpDark) {
    /** Lanes of whose systems nothing is known. */
    public Routing(String erp, Optional<String> loyalty, Optional<String> commerce) {
        this(erp, loyalty, commerce, () -> false);
    }
}
