package dev.weft.customer;

import dev.weft.kernel.Lookup;
import dev.weft.kernel.Shopper;

/** Port: who the shopper is. Served by the CRM. */
@FunctionalInterface
public interface Profiles extends Lookup<Shopper, Profile> {}
