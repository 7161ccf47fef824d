package dev.weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void passesWithTimeAndThenHasNothingLeft() {
        Deadline deadline = after(100);
        assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(100));
        clock.passMillis(99);
        assertThat(deadline.expired()).isFalse();
        clock.passMillis(1);
        assertThat(deadline.expired()).isTrue();
        clock.passMillis(50);
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.remainingNanos()).isEqualTo(-50_000_000L);
    }

    @Test
    void withinShortensAndNeverExtends() {
        Deadline deadline = after(100);
        assertThat(deadline.within(Duration.ofMillis(30)).remaining()).isEqualTo(Duration.ofMillis(30));
        assertThat(deadline.within(Duration.ofMillis(300)).remaining()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void minusLeavesRoomForTheCaller() {
        assertThat(after(100).minus(Duration.ofMillis(40)).remaining()).isEqualTo(Duration.ofMillis(60));
    }

    @Test
    void staysRightWhenTheCounterOfNanosecondsWraps() {
        Deadline beyond = after(60_000);
        assertThat(beyond.expired()).isFalse();
        assertThat(beyond.within(Duration.ofSeconds(1)).remaining()).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(1_000).shared(Duration.ofSeconds(30)).remaining()).isEqualTo(Duration.ofSeconds(1));
        clock.passMillis(60_000);
        assertThat(beyond.expired()).isTrue();
    }

    @Test
    void sharedStartsWithTheFirstCallersPatience() {
        Deadline.Shared shared = after(100).shared(Duration.ofMillis(500));
        assertThat(shared.remaining()).isEqualTo(Duration.ofMillis(100));
        assertThat(after(900).shared(Duration.ofMillis(500)).remaining()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aPatientJoinerExtendsASharedDeadlineUpToItsCapAndAHurriedOneChangesNothing() {
        Deadline.Shared shared = after(100).shared(Duration.ofMillis(500));
        shared.join(after(20));
        assertThat(shared.remaining()).isEqualTo(Duration.ofMillis(100));
        shared.join(after(300));
        assertThat(shared.remaining()).isEqualTo(Duration.ofMillis(300));
        shared.join(after(9_000));
        assertThat(shared.remaining()).isEqualTo(Duration.ofMillis(500));
        clock.passMillis(200);
        shared.join(after(9_000));
        assertThat(shared.remaining()).isEqualTo(Duration.ofMillis(300));
    }

    private Deadline after(long millis) {
        return Deadline.after(Duration.ofMillis(millis), clock);
    }
}
