package dev.weft.product;

import dev.weft.kernel.Lookup;

/** Port: how many points a purchase earns. Keyed by programme name; the rates are the programme's, not a member's. */
@FunctionalInterface
public interface Earning extends Lookup<String, EarnRates> {}
