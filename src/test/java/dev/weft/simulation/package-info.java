/**
 * A deterministic simulator of the order core: the real use cases, relay and SQL store, in one thread, under virtual time, with an ERP
 * that loses, delays and doubles, and processes that crash at any statement. A seed replays byte for byte.
 */
@NullMarked
package dev.weft.simulation;

import org.jspecify.annotations.NullMarked;
