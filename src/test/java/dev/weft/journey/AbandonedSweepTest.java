package dev.weft.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbandonedSweepTest {
    private final ManualClock clock = new ManualClock();
    private final HeldBaskets store = new HeldBaskets();
    private final List<String> said = new ArrayList<>();

    private AbandonedSweep sweep(Duration after) {
        List<BasketStore.Rule> rules = List.of(rule("WeftEU", after), rule("WeftUK", Duration.ofHours(9)));
        return new AbandonedSweep(
                rules,
                store,
                () -> said.add("written"),
                new JourneyListener() {
                    @Override
                    public void abandoned(String site, int baskets) {
                        said.add(site + " " + baskets);
                    }
                },
                Runnable::run,
                clock);
    }

    private static BasketStore.Rule rule(String site, Duration after) {
        return new BasketStore.Rule(site, "marketing", after, Duration.ofHours(24));
    }

    @Test
    void everySiteIsLookedAtEveryTenSecondsAndTheLanesAreToldOfWhatWasFound() {
        store.steps.add(new BasketStore.Step(3, false));
        sweep(Duration.ofHours(1)).start();
        clock.pass(Duration.ofMillis(9_999));
        assertThat(store.asked).isEmpty();
        clock.pass(Duration.ofMillis(1));
        assertThat(store.asked)
                .containsExactly(rule("WeftEU", Duration.ofHours(1)), rule("WeftUK", Duration.ofHours(9)));
        assertThat(said).containsExactly("WeftEU 3", "written");
        clock.pass(Duration.ofSeconds(10));
        assertThat(store.asked).hasSize(4);
    }

    @Test
    void aFullStepIsFollowedSoonByTheNext() {
        store.steps.add(new BasketStore.Step(0, false));
        store.steps.add(new BasketStore.Step(199, true));
        store.steps.add(new BasketStore.Step(0, true));
        store.steps.add(new BasketStore.Step(1, false));
        sweep(Duration.ofHours(1)).start();
        clock.pass(Duration.ofMillis(10_100));
        assertThat(said).containsExactly("WeftUK 199", "written", "WeftUK 1", "written");
        clock.pass(Duration.ofMillis(100));
        assertThat(store.asked).hasSize(6);
        clock.pass(Duration.ofSeconds(9));
        assertThat(store.asked).hasSize(6);
    }

    @Test
    void whoeverWaitsForSecondsOnlyIsLookedAtMoreOften() {
        sweep(Duration.ofSeconds(2)).start();
        clock.pass(Duration.ofMillis(500));
        assertThat(store.asked).hasSize(2);
    }

    @Test
    void aDarkStoreIsAskedAgainLaterAndAStoppedSweepAsksNothing() {
        store.goesDark(Failure.of(Failure.Reason.CONNECT, "store", "dark").asException());
        AbandonedSweep sweep = sweep(Duration.ofHours(1));
        sweep.start();
        clock.pass(Duration.ofSeconds(20));
        assertThat(store.asked).hasSize(4);
        assertThat(said).isEmpty();
        sweep.stop();
        clock.pass(Duration.ofHours(1));
        assertThat(store.asked).hasSize(4);
        assertThat(clock.armed()).isZero();
    }

    @Test
    void aSweepThatIsStoppedInTheMiddleOfARoundDoesNotBeginAnother() {
        AbandonedSweep sweep = sweep(Duration.ofHours(1));
        store.whileAsked(sweep::stop);
        sweep.start();
        clock.pass(Duration.ofHours(1));
        assertThat(store.asked).hasSize(2);
        assertThat(clock.armed()).isZero();
    }
}
