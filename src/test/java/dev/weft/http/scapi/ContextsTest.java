package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A session is every guest's only while SCAPI's word that it has no context holds. */
class ContextsTest {
    private final ManualClock clock = new ManualClock();
    private final Contexts contexts = new Contexts(clock);

    private void told(boolean none) {
        contexts.told("one", contexts.asking("one"), none);
    }

    @Test
    void whoNobodyHasAskedAboutMayHaveOne() {
        assertThat(contexts.none("one")).isZero();
        assertThat(contexts.unasked("one")).isTrue();
        assertThat(contexts.unasked("")).as("a token without a session").isFalse();
        assertThat(contexts.unclear("one")).isTrue();
        told(true);
        assertThat(contexts.none("one")).isNotZero();
        assertThat(contexts.unasked("one")).isFalse();
        assertThat(contexts.unclear("one")).isFalse();
        assertThat(contexts.none("other")).isZero();
        told(false);
        assertThat(contexts.none("one")).isZero();
        assertThat(contexts.unclear("one")).isFalse();
    }

    @Test
    void aWordFromBeforeAWriteDoesNotCount() {
        long asked = contexts.asking("one");
        contexts.writing("one");
        contexts.written("one");
        contexts.told("one", asked, true);
        assertThat(contexts.none("one")).isZero();
        told(true);
        assertThat(contexts.none("one")).as("one from after it does").isNotZero();
    }

    @Test
    void whileAWriteIsUnderWayNoWordCounts() {
        contexts.writing("one");
        contexts.writing("one");
        told(true);
        assertThat(contexts.none("one")).isZero();
        contexts.written("one");
        told(true);
        assertThat(contexts.none("one")).as("of two").isZero();
        contexts.written("one");
        told(true);
        assertThat(contexts.none("one")).isNotZero();
    }

    @Test
    void whatSomebodyElseWroteEndsItToo() {
        told(true);
        long before = contexts.none("one");
        contexts.taken("one");
        assertThat(contexts.none("one")).isZero();
        told(true);
        assertThat(contexts.none("one")).as("another number than before").isNotIn(0L, before);
    }

    @Test
    void theNumberStaysWhileNothingIsWritten() {
        told(true);
        long before = contexts.none("one");
        told(true);
        assertThat(contexts.none("one")).isEqualTo(before);
    }

    @Test
    void aWordHoldsForHalfAnHour() {
        told(true);
        clock.pass(Duration.ofMinutes(29));
        assertThat(contexts.none("one")).isNotZero();
        clock.pass(Duration.ofMinutes(2));
        assertThat(contexts.none("one")).isZero();
        assertThat(contexts.unasked("one")).isTrue();
    }

    @Test
    void whereScapiSaidNothingItIsAskedAgainMinutesLater() {
        contexts.asking("one");
        assertThat(contexts.unasked("one")).isFalse();
        clock.pass(Duration.ofMinutes(6));
        assertThat(contexts.unasked("one")).isTrue();
    }
}
