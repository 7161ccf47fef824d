package dev.weft.settings;

import java.time.Duration;

/**
 * Whom one site tells of baskets that shoppers left behind.
 *
 * @param backend the journey tool, by its configured name
 * @param abandoned the tool's own name of the event
 * @param after how long nobody changed a basket that counts as left behind
 * @param again how long a basket that was told of is not told of again
 */
public record SiteJourneys(String backend, String abandoned, Duration after, Duration again) {}
