package dev.weft.product;

import dev.weft.kernel.Lookup;
import dev.weft.kernel.Sku;

/** Port: what a product is and looks like, in the market's language. Served by the commerce system. */
@FunctionalInterface
public interface Catalog extends Lookup<Sku, Content> {}
