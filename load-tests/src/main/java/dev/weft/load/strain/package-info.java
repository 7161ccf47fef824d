/**
 * Runs that press on the door: slow clients, far too much load, a stop under load, tokens of keys nobody has. Each is one main class,
 * seeded and bounded, against real processes on the loopback interface, and ends with a verdict and a JSON report. Way in:
 * {@code load-tests/run}.
 */
@NullMarked
package dev.weft.load.strain;

import org.jspecify.annotations.NullMarked;
