/**
 * What can be promised, per SKU and location: positions fed by the ERPs, reservations against them, and the rule by which an order's lines
 * are sourced over locations. The reservation is the truth; anything read from a cache is a hint.
 */
@NullMarked
package dev.weft.inventory;

import org.jspecify.annotations.NullMarked;
