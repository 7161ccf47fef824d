package dev.weft.inventory;

import dev.weft.kernel.Sku;
import java.time.Instant;

/**
 * What can still be promised of one SKU at one location.
 *
 * @param available units free to promise, never negative
 * @param asOf the cut-off of the level it stands on
 */
public record Position(Sku sku, String location, long available, Instant asOf) {}
