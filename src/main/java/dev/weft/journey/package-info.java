/**
 * What shoppers have in their baskets, and the journey tool that writes to those who left one behind. Fed by
 * {@link dev.weft.journey.BasketActivity}, kept in a {@link dev.weft.journey.BasketStore}, told to {@link dev.weft.journey.Journeys} through
 * the outbox. Knows neither HTTP nor SQL nor any vendor.
 */
@NullMarked
package dev.weft.journey;

import org.jspecify.annotations.NullMarked;
