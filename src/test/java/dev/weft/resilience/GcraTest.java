package dev.weft.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in, numbers out: ten a second, so one each 100 ms. */
class GcraTest {
    private static final long MS = 1_000_000L;
    private static final Rate RATE = new Rate(10, Duration.ofSeconds(1), 3);

    @Test
    void tellsHowMuchBurstIsLeftAndHowFarTheNextPermitIs() {
        Gcra bucket = new Gcra(0);
        assertThat(bucket.take(RATE, 0)).isEqualTo(200 * MS);
        assertThat(bucket.take(RATE, 0)).isEqualTo(100 * MS);
        assertThat(bucket.take(RATE, 0)).isZero();
        assertThat(bucket.take(RATE, 0)).isEqualTo(-100 * MS);
        assertThat(bucket.take(RATE, 30 * MS)).isEqualTo(-70 * MS);
        assertThat(bucket.take(RATE, 100 * MS)).isZero();
    }

    @Test
    void neverSavesUpMoreThanOneBurst() {
        Gcra bucket = new Gcra(0);
        long later = 3_600_000 * MS;
        int taken = 0;
        while (bucket.take(RATE, later) >= 0) {
            taken++;
        }
        assertThat(taken).isEqualTo(3);
    }

    @Test
    void worksWhereTheCounterOfNanosecondsWraps() {
        long now = Long.MAX_VALUE - 50 * MS;
        Gcra bucket = new Gcra(now);
        assertThat(bucket.take(RATE, now)).isEqualTo(200 * MS);
        assertThat(bucket.take(RATE, now + 100 * MS)).isEqualTo(200 * MS);
        assertThat(bucket.reserve(RATE, now + 100 * MS, 0)).isZero();
    }

    @Test
    void reservesTheNextPermitsOneAfterTheOther() {
        Gcra bucket = new Gcra(0);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waits.add(bucket.reserve(RATE, 0, 1_000 * MS));
        }
        assertThat(waits).containsExactly(0L, 0L, 0L, 100 * MS, 200 * MS);
        assertThat(bucket.reserve(RATE, 0, 299 * MS)).isEqualTo(-1);
        assertThat(bucket.reserve(RATE, 0, 300 * MS)).isEqualTo(300 * MS);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "100, 10", "100000, 1000", "3, 7"})
    void overAnyStretchNoMoreThanRateTimesTimePlusBurst(long permits, long burst) {
        Rate rate = new Rate(permits, Duration.ofSeconds(1), burst);
        Gcra bucket = new Gcra(0);
        long taken = 0;
        for (long now = 0; now <= 10_000 * MS; now += 7 * MS) {
            for (int i = 0; i < 3_000 && bucket.take(rate, now) >= 0; i++) {
                taken++;
            }
        }
        assertThat(taken).isBetween(permits * 10 * 9 / 10, permits * 10 + burst);
    }

    @Test
    void manyThreadsTakeExactlyWhatThereIs() throws Exception {
        Rate rate = new Rate(1, Duration.ofHours(1), 1_000);
        Gcra bucket = new Gcra(0);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> takers = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                takers.add(() -> {
                    int taken = 0;
                    for (int i = 0; i < 1_000; i++) {
                        taken += bucket.take(rate, 0) >= 0 ? 1 : 0;
                    }
                    return taken;
                });
            }
            int all = 0;
            for (Future<Integer> one : threads.invokeAll(takers)) {
                all += one.get();
            }
            assertThat(all).isEqualTo(1_000);
        } finally {
            threads.shutdownNow();
        }
    }
}
