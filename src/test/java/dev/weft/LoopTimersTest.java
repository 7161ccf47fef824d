package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class LoopTimersTest {
    /** Longer than a busy machine keeps a thread waiting between two of its lines. */
    private static final Duration DOOMED = Duration.ofMillis(400);

    private final Vertx vertx = Vertx.vertx();
    private final Ticker ticker = Ticker.system();
    private final LoopTimers timers = new LoopTimers(vertx, ticker);

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void runsNeverEarlyAndInOrder() throws Exception {
        Promise<List<Long>> ran = Promise.promise();
        vertx.runOnContext(v -> {
            long start = ticker.nanos();
            List<Long> order = new ArrayList<>();
            for (long millis : new long[] {450, 1, 5_000_000, 12}) {
                if (millis < 1000) {
                    timers.after(Duration.ofMillis(millis), () -> {
                        assertEarly(start, millis, ran);
                        order.add(millis);
                        if (order.size() == 3) {
                            ran.tryComplete(order);
                        }
                    });
                } else {
                    timers.after(Duration.ofMillis(millis), () -> ran.tryFail("far too early"));
                }
            }
        });
        assertThat(await(ran.future())).containsExactly(1L, 12L, 450L);
    }

    private void assertEarly(long start, long millis, Promise<?> ran) {
        if (ticker.nanos() - start < millis * 1_000_000) {
            ran.tryFail("early");
        }
    }

    @Test
    void cancelledTimersDoNotRunAndOthersOfTheSameMomentDo() throws Exception {
        Promise<Boolean> ran = Promise.promise();
        vertx.runOnContext(v -> {
            AtomicBoolean cancelledRan = new AtomicBoolean();
            List<Timers.Timer> cancelled = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                cancelled.add(timers.after(Duration.ofMillis(5), () -> cancelledRan.set(true)));
                timers.after(Duration.ofMillis(5), () -> {});
            }
            timers.after(Duration.ofMillis(20), () -> ran.complete(cancelledRan.get()));
            cancelled.forEach(Timers.Timer::cancel);
            cancelled.forEach(Timers.Timer::cancel);
        });
        assertThat(await(ran.future())).isFalse();
    }

    @Test
    void anActionThatThrowsStopsNoOther() throws Exception {
        Promise<Boolean> ran = Promise.promise();
        vertx.runOnContext(v -> {
            timers.after(Duration.ofMillis(2), () -> {
                throw new IllegalStateException("planted");
            });
            timers.after(Duration.ofMillis(10), () -> ran.complete(true));
        });
        assertThat(await(ran.future())).isTrue();
    }

    @Test
    void anActionMaySetAndCancelTimers() throws Exception {
        Promise<Integer> ran = Promise.promise();
        vertx.runOnContext(v -> again(0, ran));
        assertThat(await(ran.future())).isEqualTo(20);
    }

    private void again(int round, Promise<Integer> ran) {
        if (round == 20) {
            timers.after(DOOMED.plusMillis(20), () -> ran.tryComplete(round));
            return;
        }
        Timers.Timer doomed = timers.after(DOOMED, () -> ran.tryFail("cancelled timer ran"));
        timers.after(Duration.ofMillis(1), () -> {
            doomed.cancel();
            again(round + 1, ran);
        });
    }

    /** A timer beyond one turn of the wheel shares its slot with nearer ones and must wait for its own turn. */
    @Test
    void aDelayLongerThanTheWheelWaitsForItsTurn() throws Exception {
        Promise<Long> ran = Promise.promise();
        vertx.runOnContext(v -> {
            long start = ticker.nanos();
            timers.after(Duration.ofMillis(4_200), () -> ran.complete(ticker.nanos() - start));
            for (int i = 1; i < 200; i++) {
                timers.after(Duration.ofMillis(i), () -> {});
            }
        });
        assertThat(await(ran.future())).isGreaterThanOrEqualTo(4_200_000_000L);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
