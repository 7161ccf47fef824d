/**
 * The one invented truth behind every simulated system: catalogue, stock, prices, shoppers and orders.
 *
 * <p>Everything is a pure function of the seed and a number, so the same seed gives the same bytes whatever the clock
 * says, and creation costs milliseconds because shoppers and orders are made when they are asked for. Only
 * stock also remembers what was sold. Start at {@link dev.weft.sandbox.data.World}. This package knows no wire format.
 */
@NullMarked
package dev.weft.sandbox.data;

import org.jspecify.annotations.NullMarked;
