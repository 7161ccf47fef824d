package dev.weft.customer;

import dev.weft.kernel.Lookup;
import dev.weft.kernel.Shopper;

/** Port: the shopper's points and tier. Served by the loyalty ledger. */
@FunctionalInterface
public interface Loyalty extends Lookup<Shopper, Membership> {}
