/**
 * What operators see: meters under the names of docs/operations.md and one log line per request. It implements the small listener
 * interfaces that other packages declare, so that no business class knows a meter. Only the composition root imports it.
 */
@NullMarked
package dev.weft.telemetry;

import org.jspecify.annotations.NullMarked;
