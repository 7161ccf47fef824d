/**
 * The longer runs of order delivery: processes killed, ERPs dark or doubtful, stores taken away, keys repeated. Each is one main class,
 * seeded and bounded, that drives real processes on the loopback interface, judges by the simulated ERP's own books, prints a verdict and
 * leaves a JSON report. Way in: {@code load-tests/run}.
 */
@NullMarked
package dev.weft.load.orders;

import org.jspecify.annotations.NullMarked;
