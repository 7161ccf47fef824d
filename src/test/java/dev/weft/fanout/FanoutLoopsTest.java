package dev.weft.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.TraceContext;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;

/** On real event loops: what other loops answer is joined on the loop that asked. */
class FanoutLoopsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Timers TIMERS = (delay, action) -> {
        long id = VERTX.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
        return () -> VERTX.cancelTimer(id);
    };

    private final Ticker ticker = Ticker.system();
    private final Fanout fanout = new Fanout(ticker, TIMERS);

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @RepeatedTest(20)
    void completesOnTheCallersLoopWhoeverAnswers() throws Exception {
        int parts = 8;
        List<Ask<?>> asks = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            asks.add(new Ask<>("part" + i, "source", new PartRule(false, Duration.ofSeconds(5)), this::onAnotherLoop));
        }
        CompletableFuture<Composite> joined = new CompletableFuture<>();
        CompletableFuture<Boolean> home = new CompletableFuture<>();
        VERTX.getOrCreateContext().runOnContext(v -> {
            Thread mine = Thread.currentThread();
            RequestContext context =
                    new RequestContext("r", TraceContext.create(false), Deadline.after(Duration.ofSeconds(5), ticker));
            fanout.run(asks, context).onSuccess(composite -> {
                home.complete(Thread.currentThread() == mine);
                joined.complete(composite);
            });
        });
        assertThat(joined.get(5, TimeUnit.SECONDS).complete()).isTrue();
        assertThat(joined.get().parts()).hasSize(parts);
        assertThat(home.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private io.vertx.core.Future<String> onAnotherLoop(RequestContext context) {
        Promise<String> answer = Promise.promise();
        new Thread(() -> {
                    Context other = VERTX.getOrCreateContext();
                    other.runOnContext(v -> answer.complete("from " + Thread.currentThread()));
                })
                .start();
        return answer.future();
    }
}
