/**
 * Gatling simulations against a running demo, whose addresses come in {@code WEFT_URL} and {@code WEFT_SANDBOX_URL}; {@code load-tests/run
 * gatling} starts and stops one. Each simulation asserts what it exists to show. Nothing leaves the loopback interface.
 */
@NullMarked
package dev.weft.load.simulation;

import org.jspecify.annotations.NullMarked;
