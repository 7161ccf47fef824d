package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EnrichmentTest {
    private static final Duration BUDGET = Duration.ofMillis(300);

    private final ManualClock clock = new ManualClock();
    private final Enrichment enrichment = new Enrichment(BUDGET, clock);

    private Duration waits(Duration reading) {
        long whole = enrichment.whole();
        clock.pass(reading);
        return enrichment.rest(whole).budget();
    }

    @Test
    void theBudgetCoversReadingAndWritingToo() {
        assertThat(waits(Duration.ZERO)).isEqualTo(BUDGET.minusMillis(12));
        assertThat(waits(Duration.ofMillis(3))).isEqualTo(BUDGET.minusMillis(18));
        assertThat(enrichment.ofWrites()).isEqualTo(BUDGET.minusMillis(12));
    }

    @Test
    void aBusyMachineLeavesThreeQuartersForWaiting() {
        assertThat(waits(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(225));
    }
}
