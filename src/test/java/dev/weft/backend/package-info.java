/**
 * What every adapter must keep to, whatever its vendor: one contract per port, run over a real HTTP server that answers canned wires.
 */
@NullMarked
package dev.weft.backend;

import org.jspecify.annotations.NullMarked;
