package dev.weft.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Failure;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Outcomes;
import dev.weft.testing.RecordingCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a short reset time, because the breaker's own timers are Vert.x's. */
class BreakerTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final int FAILURES = 5;
    private static final long FAIR = 1_000;
    private static final long HURRIED = 100;
    private static final Duration RESET = Duration.ofMillis(400);

    private final ManualClock clock = new ManualClock();
    private final RecordingCall backend = new RecordingCall();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final Breaker<String, String> breaker = by(dev.weft.kernel.Ticker.system());

    private Breaker<String, String> by(dev.weft.kernel.Ticker ticker) {
        return new Breaker<>(
                "erp",
                new ResilienceSettings.Breaker(FAILURES, Duration.ofSeconds(10), RESET),
                Duration.ofSeconds(1),
                VERTX,
                ticker,
                clock,
                new ResilienceListener() {
                    @Override
                    public void breakerChanged(String name, String state) {
                        states.add(state);
                    }
                },
                backend);
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.Reason.class,
            names = {"TIMEOUT", "CONNECT", "RESET", "SERVER_ERROR", "OVERLOADED", "BAD_ANSWER", "TOO_LARGE"})
    void opensAfterSoManyFailuresOfTheBackend(Failure.Reason reason) {
        for (int i = 0; i < FAILURES - 1; i++) {
            fail(reason);
        }
        assertThat(breaker.open()).isFalse();
        fail(reason);
        assertThat(breaker.open()).isTrue();
        int before = backend.count();
        assertThat(reasonOf(breaker.invoke("q", clock.request(FAIR)))).isEqualTo(Failure.Reason.BREAKER_OPEN);
        assertThat(backend.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.Reason.class,
            names = {"REFUSED", "UNAUTHORIZED", "NOT_FOUND"})
    void refusalsDoNotOpenIt(Failure.Reason reason) {
        for (int i = 0; i < 4 * FAILURES; i++) {
            assertThat(fail(reason)).isEqualTo(reason);
        }
        assertThat(breaker.open()).isFalse();
    }

    @Test
    void timeoutsOfCallersInAHurryDoNotOpenIt() {
        for (int i = 0; i < 4 * FAILURES; i++) {
            assertThat(hurriedTimeout()).isEqualTo(Failure.Reason.TIMEOUT);
        }
        assertThat(breaker.open()).isFalse();
    }

    @Test
    void timeoutsOfCallersInAHurryDoNotKeepItFromOpeningEither() {
        for (int i = 0; i < FAILURES; i++) {
            hurriedTimeout();
            fail(Failure.Reason.TIMEOUT);
        }
        assertThat(breaker.open()).isTrue();
    }

    @Test
    void whateverElseACallerInAHurrySeesCounts() {
        for (int i = 0; i < FAILURES; i++) {
            Future<String> answer = breaker.invoke("q", clock.request(HURRIED));
            last().fail(Failure.Reason.SERVER_ERROR);
            assertThat(reasonOf(answer)).isEqualTo(Failure.Reason.SERVER_ERROR);
        }
        await().until(breaker::open);
    }

    @Test
    void aTimeoutTheBackendItselfReportsCountsHoweverQuickly() {
        for (int i = 0; i < FAILURES; i++) {
            Future<String> answer = breaker.invoke("q", clock.request(FAIR));
            clock.passMillis(5);
            last().fail(Failure.Reason.TIMEOUT);
            reasonOf(answer);
        }
        assertThat(breaker.open()).isTrue();
    }

    @Test
    void letsOneProbeThroughAndClosesWhenItIsAnswered() {
        open();
        await().until(() -> states.contains("half_open"));
        int before = backend.count();
        Future<String> probe = breaker.invoke("probe", clock.request(FAIR));
        Future<String> other = breaker.invoke("other", clock.request(FAIR));
        assertThat(reasonOf(other)).isEqualTo(Failure.Reason.BREAKER_OPEN);
        assertThat(backend.count()).isEqualTo(before + 1);
        last().answer("back");
        await().until(probe::succeeded);
        await().untilAsserted(() -> assertThat(states).containsExactly("open", "half_open", "closed"));
        Future<String> next = breaker.invoke("next", clock.request(FAIR));
        last().answer("ok");
        await().until(next::succeeded);
    }

    @Test
    void opensAgainWhenTheProbeFails() {
        open();
        await().until(() -> states.contains("half_open"));
        fail(Failure.Reason.RESET);
        await().untilAsserted(() -> assertThat(states).startsWith("open", "half_open", "open"));
    }

    @Test
    void aCallerInAHurryIsNoProbe() {
        open();
        await().until(() -> states.contains("half_open"));
        int before = backend.count();
        assertThat(reasonOf(breaker.invoke("q", clock.request(HURRIED)))).isEqualTo(Failure.Reason.BREAKER_OPEN);
        assertThat(backend.count()).isEqualTo(before);
        Future<String> probe = breaker.invoke("probe", clock.request(FAIR));
        last().answer("back");
        await().until(probe::succeeded);
    }

    /** The window is full of good answers then, and would be for five seconds more. */
    @Test
    void aBusyBackendThatFallsSilentIsNoticedAfterTwoSeconds() {
        Breaker<String, String> busy = by(clock);
        for (int i = 0; i < 10 * FAILURES; i++) {
            Future<String> answer = busy.invoke("q", clock.request(FAIR));
            last().answer("ok");
            await().until(answer::succeeded);
        }
        clock.passMillis(1_900);
        for (int i = 0; i < 2 * FAILURES; i++) {
            fail(busy);
        }
        assertThat(busy.open()).as("a hiccup is none").isFalse();
        Future<String> good = busy.invoke("q", clock.request(FAIR));
        last().answer("ok");
        await().until(good::succeeded);
        clock.passMillis(2_000);
        for (int i = 0; i < FAILURES - 1; i++) {
            fail(busy);
        }
        assertThat(busy.open()).isFalse();
        fail(busy);
        assertThat(busy.open()).isTrue();
    }

    private void fail(Breaker<String, String> busy) {
        Future<String> answer = busy.invoke("q", clock.request(FAIR));
        last().fail(Failure.Reason.TIMEOUT);
        assertThat(reasonOf(answer)).isEqualTo(Failure.Reason.TIMEOUT);
    }

    @Test
    void whoeverIsUsedAsAProbeDoesNotWaitForIt() {
        open();
        await().until(() -> states.contains("half_open"));
        int before = backend.count();
        Future<String> used = breaker.invoke("used", clock.request(FAIR));
        assertThat(backend.count()).isEqualTo(before + 1);
        clock.passMillis(49);
        assertThat(used.isComplete()).isFalse();
        clock.passMillis(1);
        assertThat(reasonOf(used)).isEqualTo(Failure.Reason.BREAKER_OPEN);
        last().answer("back");
        await().until(() -> states.contains("closed"));
        assertThat(clock.armed()).isZero();
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private void open() {
        for (int i = 0; i < FAILURES; i++) {
            fail(Failure.Reason.RESET);
        }
        assertThat(breaker.open()).isTrue();
    }

    private Failure.Reason hurriedTimeout() {
        Future<String> answer = breaker.invoke("q", clock.request(HURRIED));
        clock.passMillis(HURRIED);
        last().fail(Failure.Reason.TIMEOUT);
        return reasonOf(answer);
    }

    private Failure.Reason fail(Failure.Reason reason) {
        Future<String> answer = breaker.invoke("q", clock.request(FAIR));
        clock.passMillis(300);
        last().fail(reason);
        return reasonOf(answer);
    }

    private RecordingCall.Made last() {
        return backend.call(backend.count() - 1);
    }

    private static Failure.Reason reasonOf(Future<String> answer) {
        await().until(answer::isComplete);
        return Outcomes.reason(answer);
    }
}
