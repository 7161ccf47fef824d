package dev.weft.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final int CEILING = 1_000;

    private long now;
    private final Places places = new Places(Duration.ofMillis(20), CEILING, () -> now);

    @Test
    void startsAtTheCeilingAndStaysThereWhileItsLoopIsOnTime() {
        window(500, 1, 1, 1, 1, 1);
        assertThat(places.limit()).isEqualTo(CEILING);
    }

    @Test
    void aStandingQueueBringsTheLimitDownToWhatWasInUseByTheQuotient() {
        window(400, 25, 30, 40, 25, 50);
        assertThat(places.limit())
                .as("other people's work also makes one window late")
                .isEqualTo(CEILING);
        window(400, 25, 30, 40, 25, 50);
        assertThat(places.limit()).isEqualTo(400 * 20 / 25.0);
    }

    @Test
    void lateWindowsApartAreNoStandingQueue() {
        for (int i = 0; i < 10; i++) {
            window(400, 25, 30, 40, 25, 50);
            window(400, 1, 1, 1, 1, 1);
        }
        assertThat(places.limit()).isEqualTo(CEILING);
    }

    @Test
    void aLagBeyondDoubtCountsAtOnceAndTheLimitFallsByHalfAtMost() {
        window(400, 500, 500, 500, 500, 500);
        assertThat(places.limit()).isEqualTo(200);
    }

    @Test
    void oneLateProbeIsACollectionAndNoQueue() {
        window(400, 1, 300, 1, 2, 1);
        assertThat(places.limit()).isEqualTo(CEILING);
    }

    @Test
    void aLagThatIsNotOursNeverTakesTheLastPlaces() {
        for (int i = 0; i < 50; i++) {
            window(2, 400, 400, 400, 400, 400);
        }
        assertThat(places.limit()).isEqualTo(Places.FLOOR);
    }

    @Test
    void growsBackWithinTenSecondsOnceTheLoopIsOnTime() {
        window(20, 500, 500, 500, 500, 500);
        assertThat(places.limit()).isEqualTo(Places.FLOOR);
        int windows = 0;
        while (places.limit() < CEILING) {
            window(1, 1, 1, 1, 1, 1);
            windows++;
        }
        assertThat(windows * 100).isLessThan(10_000);
    }

    @Test
    void remembersTheWorstLagForAScrape() {
        window(1, 1, 90, 1, 1, 1);
        assertThat(places.fare().lag()).isEqualTo(Duration.ofMillis(90));
        for (int i = 0; i < 250; i++) {
            window(1, 1, 1, 1, 1, 1);
        }
        assertThat(places.fare().lag()).isEqualTo(Duration.ofMillis(1));
    }

    /** Five probes a fifth of a window apart. */
    private void window(int taken, long... lateMillis) {
        places.taken(taken);
        for (long late : lateMillis) {
            now += TimeUnit.MILLISECONDS.toNanos(20);
            places.late(TimeUnit.MILLISECONDS.toNanos(late));
        }
    }
}
