package dev.weft.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Outcomes;
import dev.weft.testing.RecordingCall;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final ManualClock clock = new ManualClock();
    private final RecordingCall backend = new RecordingCall();
    private final List<Failure.Reason> turnedAway = new ArrayList<>();
    private final Throttle<String, String> throttle = new Throttle<>(
            "erp",
            new Rate(10, Duration.ofSeconds(1), 2),
            clock,
            clock,
            new ResilienceListener() {
                @Override
                public void turnedAway(String name, Failure.Reason reason) {
                    turnedAway.add(reason);
                }
            },
            backend);

    @Test
    void aBurstGoesAtOnceAndTheRestAtTheSteadyRate() {
        for (int i = 0; i < 5; i++) {
            ask(10_000);
        }
        assertThat(backend.count()).isEqualTo(2);
        clock.passMillis(99);
        assertThat(backend.count()).isEqualTo(2);
        clock.passMillis(1);
        assertThat(backend.count()).isEqualTo(3);
        clock.passMillis(200);
        assertThat(backend.count()).isEqualTo(5);
    }

    @Test
    void nobodyWaitsLongerThanHalfOfWhatIsLeft() {
        ask(10_000);
        ask(10_000);
        assertThat(ask(200).isComplete()).isFalse();
        Future<String> impatient = ask(300);
        assertThat(Outcomes.reason(impatient)).isEqualTo(Failure.Reason.THROTTLED);
        assertThat(turnedAway).containsExactly(Failure.Reason.THROTTLED);
    }

    @Test
    void whoeverIsTurnedAwayTakesNoPermit() {
        ask(10_000);
        ask(10_000);
        for (int i = 0; i < 20; i++) {
            ask(10);
        }
        Future<String> patient = ask(10_000);
        clock.passMillis(100);
        assertThat(backend.count()).isEqualTo(3);
        backend.call(2).answer("ok");
        assertThat(patient.result()).isEqualTo("ok");
    }

    private Future<String> ask(long millis) {
        return throttle.invoke("q", clock.request(millis));
    }
}
