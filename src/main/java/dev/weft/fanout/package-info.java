/**
 * Starts named parts at once, gives each a budget, and joins them into a {@code Composite} in declared order. A part that fails or comes
 * late is Missing with a reason; the join itself cannot fail. One timer serves a whole request.
 */
@NullMarked
package dev.weft.fanout;

import org.jspecify.annotations.NullMarked;
