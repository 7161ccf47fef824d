package dev.weft.customer;

import dev.weft.kernel.Lookup;
import dev.weft.kernel.Shopper;

/** Port: the shopper's open basket. Served by the commerce system. */
@FunctionalInterface
public interface Baskets extends Lookup<Shopper, BasketSummary> {}
