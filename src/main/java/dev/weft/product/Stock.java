package dev.weft.product;

import dev.weft.kernel.Lookup;
import dev.weft.kernel.Sku;

/** Port: how much of a product can be sold now, per location. Served by the ERP. A hint, never a promise: reservations decide. */
@FunctionalInterface
public interface Stock extends Lookup<Sku, StockLevel> {}
