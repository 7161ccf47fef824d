/**
 * The overhead benchmark: what the gateway costs in processor time per request, next to a bare Vert.x server that does the same bytes on
 * the same machine in the same minutes. {@link Overhead} is the way in; docs/performance.md says how to read what it prints.
 */
@NullMarked
package dev.weft.load.overhead;

import org.jspecify.annotations.NullMarked;
