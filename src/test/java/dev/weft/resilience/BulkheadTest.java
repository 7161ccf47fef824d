package dev.weft.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.TraceContext;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Outcomes;
import dev.weft.testing.RecordingCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private final ManualClock clock = new ManualClock();
    private final RecordingCall backend = new RecordingCall();
    private final List<Failure.Reason> turnedAway = new ArrayList<>();
    private final ResilienceListener listener = new ResilienceListener() {
        @Override
        public void turnedAway(String name, Failure.Reason reason) {
            turnedAway.add(reason);
        }
    };
    private final Bulkhead<String, String> bulkhead = bulkhead(ResilienceSettings.Limit.fixed(2), 2, backend);

    @Test
    void letsInAsManyAsTheLimitAndQueuesAFewMore() {
        ask("1");
        ask("2");
        Future<String> third = ask("3");
        ask("4");
        assertThat(backend.count()).isEqualTo(2);
        assertThat(bulkhead.inFlight()).isEqualTo(2);
        assertThat(bulkhead.waiting()).isEqualTo(2);
        backend.call(0).answer("done");
        assertThat(backend.count()).isEqualTo(3);
        backend.call(2).answer("third");
        assertThat(third.result()).isEqualTo("third");
    }

    @Test
    void turnsAwayWhoeverFindsTheQueueFull() {
        for (int i = 0; i < 4; i++) {
            ask("in");
        }
        Future<String> fifth = ask("out");
        assertThat(Outcomes.reason(fifth)).isEqualTo(Failure.Reason.SATURATED);
        assertThat(turnedAway).containsExactly(Failure.Reason.SATURATED);
        assertThat(bulkhead.waiting()).isEqualTo(2);
    }

    @Test
    void whoeverWaitsTooLongLeavesAtItsDeadlineAndItsPlaceInTheQueueIsFree() {
        ask("1");
        ask("2");
        Future<String> hurried = bulkhead.invoke("3", clock.request(50));
        ask("4");
        clock.passMillis(50);
        assertThat(Outcomes.reason(hurried)).isEqualTo(Failure.Reason.TIMEOUT);
        assertThat(bulkhead.waiting()).isEqualTo(1);
        Future<String> next = ask("5");
        assertThat(next.isComplete()).isFalse();
        backend.call(0).answer("done");
        assertThat(backend.call(2).question()).isEqualTo("4");
    }

    @Test
    void aWaiterWhoseDeadlineIsExtendedStays() {
        ask("1");
        ask("2");
        Deadline.Shared shared = clock.request(50).deadline().shared(Duration.ofMillis(500));
        Future<String> waiting = bulkhead.invoke("3", clock.request(50).withDeadline(shared));
        shared.join(clock.request(200).deadline());
        clock.passMillis(100);
        assertThat(waiting.isComplete()).isFalse();
        clock.passMillis(100);
        assertThat(Outcomes.reason(waiting)).isEqualTo(Failure.Reason.TIMEOUT);
    }

    @Test
    void whoeverGetsItsTurnNeedsNoTimerAnyMore() {
        ask("1");
        ask("2");
        ask("3");
        assertThat(clock.armed()).isEqualTo(1);
        backend.call(0).answer("done");
        assertThat(clock.armed()).isZero();
    }

    @Test
    void failuresAndThrownBugsGiveTheirPlaceBack() {
        ask("1");
        backend.call(0).fail(Failure.Reason.RESET);
        assertThat(bulkhead.inFlight()).isZero();
        Bulkhead<String, String> broken = bulkhead(ResilienceSettings.Limit.fixed(1), 0, (question, context) -> {
            throw new IllegalStateException("bug");
        });
        assertThat(Outcomes.reason(broken.invoke("x", clock.request(100)))).isEqualTo(Failure.Reason.INTERNAL);
        assertThat(broken.inFlight()).isZero();
    }

    @Test
    void aStormFromManyThreadsKeepsTheLimitAndLeaksNothing() throws Exception {
        int limit = 7;
        int threads = 8;
        int each = 3_000;
        AtomicInteger under = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService answering = Executors.newFixedThreadPool(4);
        ExecutorService asking = Executors.newFixedThreadPool(threads);
        Bulkhead<String, String> shared = new Bulkhead<>(
                "erp",
                ResilienceSettings.Limit.fixed(limit),
                20,
                System::nanoTime,
                clock,
                ResilienceListener.NONE,
                (question, context) -> {
                    most.accumulateAndGet(under.incrementAndGet(), Math::max);
                    Promise<String> answer = Promise.promise();
                    answering.execute(() -> {
                        under.decrementAndGet();
                        if (question.hashCode() % 3 == 0) {
                            answer.fail(
                                    Failure.of(Failure.Reason.RESET, "erp", "x").asException());
                        } else {
                            answer.complete(question);
                        }
                    });
                    return answer.future();
                });
        CountDownLatch ended = new CountDownLatch(threads * each);
        RequestContext context = new RequestContext(
                "r", TraceContext.create(false), Deadline.after(Duration.ofSeconds(30), System::nanoTime));
        try {
            for (int t = 0; t < threads; t++) {
                int thread = t;
                asking.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        shared.invoke(thread + ":" + i, context).onComplete(outcome -> ended.countDown());
                    }
                });
            }
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(most.get()).isBetween(1, limit);
            org.awaitility.Awaitility.await().until(() -> shared.inFlight() == 0);
            assertThat(shared.waiting()).isZero();
            assertThat(clock.armed()).isZero();
        } finally {
            asking.shutdownNow();
            answering.shutdownNow();
        }
    }

    @Test
    void anAdaptiveLimitGrowsWhileTheBackendKeepsUp() {
        Bulkhead<String, String> adaptive = adaptive();
        rounds(adaptive, 40, 10, null);
        assertThat(adaptive.currentLimit()).isGreaterThan(20);
    }

    @Test
    void tellsWhatRoundTripIsUsual() {
        Bulkhead<String, String> adaptive = adaptive();
        rounds(adaptive, 40, 10, null);
        assertThat(adaptive.baseline()).contains(Duration.ofMillis(10));
        assertThat(bulkhead.baseline()).isEmpty();
    }

    @Test
    void anAdaptiveLimitShrinksWhenTheBackendSlowsDown() {
        Bulkhead<String, String> adaptive = adaptive();
        rounds(adaptive, 40, 10, null);
        int before = adaptive.currentLimit();
        rounds(adaptive, 10, 200, null);
        assertThat(adaptive.currentLimit()).isLessThan(before).isGreaterThanOrEqualTo(4);
    }

    @Test
    void anAdaptiveLimitShrinksWhenTheBackendSaysItIsOverloadedHoweverQuickly() {
        Bulkhead<String, String> adaptive = adaptive();
        rounds(adaptive, 40, 10, null);
        int before = adaptive.currentLimit();
        rounds(adaptive, 2, 1, Failure.Reason.OVERLOADED);
        assertThat(adaptive.currentLimit()).isLessThan(before / 2).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aCallersOwnShortDeadlineSaysNothingAboutTheBackend() {
        Bulkhead<String, String> adaptive = adaptive();
        int before = adaptive.currentLimit();
        rounds(adaptive, 40, 500, Failure.Reason.TIMEOUT);
        assertThat(adaptive.currentLimit()).isEqualTo(before);
    }

    private Bulkhead<String, String> adaptive() {
        return bulkhead(new ResilienceSettings.Limit(20, 4, 100), 0, backend);
    }

    /** Fills {@code bulkhead} to its limit and lets all calls end together after {@code millis}, so many times. */
    private void rounds(
            Bulkhead<String, String> bulkhead,
            int times,
            long millis,
            Failure.@org.jspecify.annotations.Nullable Reason failure) {
        for (int round = 0; round < times; round++) {
            int from = backend.count();
            for (int i = bulkhead.currentLimit(); i > 0; i--) {
                bulkhead.invoke("x", clock.request(10_000));
            }
            clock.passMillis(millis);
            for (int i = from; i < from + (backend.count() - from); i++) {
                if (failure == null) {
                    backend.call(i).answer("ok");
                } else {
                    backend.call(i).fail(failure);
                }
            }
        }
    }

    private Bulkhead<String, String> bulkhead(
            ResilienceSettings.Limit limit, int maxWaiting, Call<String, String> next) {
        return new Bulkhead<>("erp", limit, maxWaiting, clock, clock, listener, next);
    }

    private Future<String> ask(String question) {
        return bulkhead.invoke(question, clock.request(1_000));
    }
}
