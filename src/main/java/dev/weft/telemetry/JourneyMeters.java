package dev.weft.telemetry;

import dev.weft.journey.JourneyListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of shoppers' baskets, and logs what an operator should see. Safe from any thread. */
public final class JourneyMeters implements JourneyListener {
    private static final Logger LOG = LoggerFactory.getLogger("weft.journeys");

    private final Meters.Counters<String> abandoned;
    private final Meters.Counters<String> refused;
    private final Meters.Counters<String> lost;

    public JourneyMeters(MeterRegistry registry) {
        abandoned = new Meters.Counters<>(
                registry,
                "weft.baskets.abandoned",
                "Baskets that count as left behind, of which the journey tool is told",
                site -> Tags.of("site", site));
        refused = new Meters.Counters<>(
                registry,
                "weft.baskets.refused",
                "Baskets that the journey tool refused to be told of",
                site -> Tags.of("site", site));
        lost = new Meters.Counters<>(
                registry,
                "weft.baskets.lost",
                "Changes of baskets that were not taken down: too much waited, or the store was dark",
                site -> Tags.of("site", site));
    }

    @Override
    public void abandoned(String site, int baskets) {
        abandoned.counter(site).increment(baskets);
    }

    @Override
    public void refused(String site, String reason) {
        refused.increment(site);
        LOG.info("site {}: the journey tool refused to be told of a basket: {}", site, reason);
    }

    @Override
    public void lost(String site) {
        lost.increment(site);
    }
}
