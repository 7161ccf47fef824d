package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.ManualClock;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration BUDGET = Duration.ofMillis(400);

    private final ManualClock clock = new ManualClock();
    private final List<Duration> timers = new ArrayList<>();
    private final Patience patience = new Patience(BUDGET, clock, (delay, action) -> {
        timers.add(delay);
        return () -> {};
    });

    private void asks(int further, Duration took) {
        Promise<Void> answer = Promise.promise();
        patience.rule(further);
        patience.counted(answer.future());
        clock.pass(took);
        answer.complete();
    }

    @Test
    void theOnlyQuestionMayTakeAllOfIt() {
        assertThat(patience.rule(0).budget()).isEqualTo(BUDGET);
    }

    @Test
    void anEarlierOneLeavesAQuarterForEachThatIsToCome() {
        assertThat(patience.rule(1).budget()).isEqualTo(Duration.ofMillis(300));
        assertThat(patience.rule(2).budget()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void whatWasWaitedForIsGoneWhetherByQuestionOrByStep() {
        asks(2, Duration.ofMillis(200));
        Patience.Step step = patience.step(1);
        clock.pass(Duration.ofMillis(30));
        step.ended();
        clock.pass(Duration.ofSeconds(9)); // SCAPI's own time is nobody's
        assertThat(timers).containsExactly(Duration.ofMillis(100));
        assertThat(patience.rule(0).budget()).isEqualTo(Duration.ofMillis(170));
    }

    @Test
    void silenceOfAllThatComeBeforeLeavesTheLastItsQuarter() {
        asks(2, patience.rule(2).budget());
        asks(1, patience.rule(1).budget());
        assertThat(patience.rule(0).budget()).isEqualTo(Duration.ofMillis(100));
    }
}
