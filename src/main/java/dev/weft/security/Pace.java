package dev.weft.security;

import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import java.time.Clock;

/**
 * The clocks this package lives by.
 *
 * @param clock the time of day that dates in tokens are held against
 * @param ticker the monotonic clock for ages
 * @param timers what runs later
 */
public record Pace(Clock clock, Ticker ticker, Timers timers) {}
