package dev.weft.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.resilience.KeyedLimiter.Decision;
import dev.weft.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyedLimiterTest {
    private final ManualClock clock = new ManualClock();
    private final KeyedLimiter limiter =
            new KeyedLimiter("browse", new Rate(1, Duration.ofSeconds(1), 3), 1_000, clock);

    @Test
    void countsDownAndSaysWhenItIsFullAgain() {
        assertThat(limiter.take("k")).isEqualTo(new Decision(true, 2, 1));
        assertThat(limiter.take("k")).isEqualTo(new Decision(true, 1, 2));
        assertThat(limiter.take("k")).isEqualTo(new Decision(true, 0, 3));
        assertThat(limiter.take("k")).isEqualTo(new Decision(false, 0, 1));
    }

    @Test
    void whoeverWaitsAsLongAsToldMayPass() {
        for (int i = 0; i < 3; i++) {
            limiter.take("k");
        }
        clock.passMillis(400);
        Decision refused = limiter.take("k");
        assertThat(refused.allowed()).isFalse();
        clock.pass(Duration.ofSeconds(refused.resetSeconds()));
        assertThat(limiter.take("k").allowed()).isTrue();
    }

    @Test
    void keysDoNotShare() {
        for (int i = 0; i < 3; i++) {
            limiter.take("greedy");
        }
        assertThat(limiter.take("greedy").allowed()).isFalse();
        assertThat(limiter.take("modest").allowed()).isTrue();
    }

    @Test
    void forgettingAnIdleKeyGivesItNoMoreThanABurst() {
        limiter.take("k");
        clock.pass(Duration.ofHours(1));
        int taken = 0;
        while (limiter.take("k").allowed()) {
            taken++;
        }
        assertThat(taken).isEqualTo(3);
    }

    @Test
    void hammeringDoesNotPushTheNextPermitAway() {
        for (int i = 0; i < 100; i++) {
            limiter.take("k");
            clock.passMillis(10);
        }
        clock.pass(Duration.ofSeconds(1));
        assertThat(limiter.take("k").allowed()).isTrue();
    }
}
