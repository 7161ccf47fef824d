package dev.weft.product;

import dev.weft.kernel.Lookup;
import dev.weft.kernel.Sku;

/** Port: what a product costs in the market's currency, by the price list of the system that owns prices. */
@FunctionalInterface
public interface Prices extends Lookup<Sku, Price> {}
