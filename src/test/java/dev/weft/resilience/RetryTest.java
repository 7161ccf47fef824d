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
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryTest {
    private final ManualClock clock = new ManualClock();
    private final RecordingCall backend = new RecordingCall();
    private final AtomicInteger retried = new AtomicInteger();
    private final AtomicInteger exhausted = new AtomicInteger();
    private double chance = 0.5;
    private final Retry<String, String> retry = retry(new ResilienceSettings.Retry(2, 0.2, Duration.ofMillis(100)));

    @ParameterizedTest
    @EnumSource(
            value = Failure.Reason.class,
            names = {"CONNECT", "RESET", "SERVER_ERROR", "OVERLOADED"})
    void sendsAgainWhatMayPass(Failure.Reason reason) {
        Future<String> answer = ask("read");
        backend.call(0).fail(reason);
        clock.passMillis(50);
        backend.call(1).answer("second time");
        assertThat(answer.result()).isEqualTo("second time");
        assertThat(retried).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.Reason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CONNECT", "RESET", "SERVER_ERROR", "OVERLOADED"})
    void neverSendsAgainWhatWillNot(Failure.Reason reason) {
        Future<String> answer = ask("read");
        backend.call(0).fail(reason);
        assertThat(Outcomes.reason(answer)).isEqualTo(reason);
        assertThat(clock.armed()).isZero();
    }

    @Test
    void neverSendsAgainWhatIsNotRepeatable() {
        Future<String> answer = ask("write");
        backend.call(0).fail(Failure.Reason.RESET);
        assertThat(Outcomes.reason(answer)).isEqualTo(Failure.Reason.RESET);
    }

    @Test
    void givesUpAfterItsAttemptsWithTheLastFailure() {
        Future<String> answer = ask("read");
        backend.call(0).fail(Failure.Reason.CONNECT);
        clock.passMillis(50);
        backend.call(1).fail(Failure.Reason.RESET);
        clock.passMillis(100);
        backend.call(2).fail(Failure.Reason.SERVER_ERROR);
        assertThat(Outcomes.reason(answer)).isEqualTo(Failure.Reason.SERVER_ERROR);
        assertThat(backend.count()).isEqualTo(3);
    }

    @Test
    void waitsARandomShareOfABoundThatDoubles() {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            chance = random.nextDouble();
            RecordingCall fresh = new RecordingCall();
            Retry<String, String> one = retry(new ResilienceSettings.Retry(2, 0.2, Duration.ofMillis(100)), fresh);
            one.invoke("read", clock.request(10_000));
            fresh.call(0).fail(Failure.Reason.RESET);
            long first = millisUntil(fresh, 2);
            assertThat(first).isBetween((long) (chance * 100) - 1, (long) (chance * 100) + 1);
            fresh.call(1).fail(Failure.Reason.RESET);
            long second = millisUntil(fresh, 3);
            assertThat(second).isBetween((long) (chance * 200) - 1, (long) (chance * 200) + 1);
        }
    }

    @Test
    void neverComesBackSoonerThanTheBackendAsked() {
        ask("read");
        backend.call(0).fail(Failure.Reason.OVERLOADED, Duration.ofMillis(700));
        clock.passMillis(699);
        assertThat(backend.count()).isEqualTo(1);
        clock.passMillis(1);
        assertThat(backend.count()).isEqualTo(2);
    }

    @Test
    void doesNotWaitPastTheDeadline() {
        Future<String> answer = retry.invoke("read", clock.request(700));
        backend.call(0).fail(Failure.Reason.OVERLOADED, Duration.ofMillis(700));
        assertThat(Outcomes.reason(answer)).isEqualTo(Failure.Reason.OVERLOADED);
        assertThat(clock.armed()).isZero();
    }

    @Test
    void threeMayAlwaysBeSentAgainAndNoMoreThanAFifthOfMany() {
        assertThat(retriesOf(3)).isEqualTo(3);
        assertThat(retriesOf(10)).isEqualTo(3);
        assertThat(retriesOf(100)).isEqualTo(20);
    }

    @Test
    void theBudgetComesBackWhenRetriesEnd() {
        assertThat(retriesOf(10)).isEqualTo(3);
        assertThat(exhausted).hasValue(7);
        assertThat(retriesOf(10)).isEqualTo(3);
    }

    /** Lets {@code calls} fail together, answers how many of them were sent again, and lets those succeed. */
    private int retriesOf(int calls) {
        int from = backend.count();
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            answers.add(ask("read"));
        }
        int before = retried.get();
        // the last one that was sent fails first, while all the others are still under way
        for (int i = from + calls - 1; i >= from; i--) {
            backend.call(i).fail(Failure.Reason.RESET);
            if (calls >= 100 && retried.get() - before == 20) {
                break;
            }
        }
        int sentAgain = retried.get() - before;
        clock.passMillis(100);
        for (int i = from; i < backend.count(); i++) {
            backend.call(i).answer().tryComplete("ok");
        }
        assertThat(answers).allMatch(Future::isComplete);
        return sentAgain;
    }

    private long millisUntil(RecordingCall calls, int count) {
        long millis = 0;
        while (calls.count() < count && millis < 1_000) {
            clock.passMillis(1);
            millis++;
        }
        return millis;
    }

    private Retry<String, String> retry(ResilienceSettings.Retry settings) {
        return retry(settings, backend);
    }

    private Retry<String, String> retry(ResilienceSettings.Retry settings, Call<String, String> next) {
        ResilienceListener counting = new ResilienceListener() {
            @Override
            public void retried(String name) {
                retried.incrementAndGet();
            }

            @Override
            public void retryBudgetExhausted(String name) {
                exhausted.incrementAndGet();
            }
        };
        return new Retry<>("erp", settings, question -> question.equals("read"), clock, () -> chance, counting, next);
    }

    private Future<String> ask(String question) {
        return retry.invoke(question, clock.request(10_000));
    }
}
