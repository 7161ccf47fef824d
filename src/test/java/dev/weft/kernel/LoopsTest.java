package dev.weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LoopsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private final Context here = VERTX.getOrCreateContext();
    private final Context there = elsewhere();

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void anAnswerOfAnotherLoopComesHome() throws Exception {
        Promise<String> answer = Promise.promise();
        CompletableFuture<Thread> heard = threadOf(answer::future);
        there.runOnContext(v -> answer.complete("late"));
        assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo(loop(here));
    }

    @Test
    void anAnswerAnotherLoopHasAlreadyGivenStaysHome() throws Exception {
        CompletableFuture<Future<?>> asked = new CompletableFuture<>();
        there.runOnContext(v -> asked.complete(VERTX.timer(1, TimeUnit.MILLISECONDS)));
        Future<?> theirs = asked.get(5, TimeUnit.SECONDS);
        org.awaitility.Awaitility.await().until(theirs::isComplete);
        assertThat(threadOf(() -> theirs).get(5, TimeUnit.SECONDS)).isEqualTo(loop(here));
    }

    @Test
    void offAnyLoopNothingChanges() {
        Future<String> answer = Future.succeededFuture("as it is");
        assertThat(Loops.here(answer)).isSameAs(answer);
    }

    /** On which thread the answer is heard by somebody on {@code here}. */
    private <T> CompletableFuture<Thread> threadOf(Supplier<Future<T>> asked) {
        CompletableFuture<Thread> heard = new CompletableFuture<>();
        here.runOnContext(v -> Loops.here(asked.get()).onComplete(outcome -> heard.complete(Thread.currentThread())));
        return heard;
    }

    private static Thread loop(Context context) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        context.runOnContext(v -> thread.complete(Thread.currentThread()));
        return thread.get(5, TimeUnit.SECONDS);
    }

    /** A context on another event loop than {@code here}'s. */
    private Context elsewhere() {
        try {
            while (true) {
                CompletableFuture<Context> other = new CompletableFuture<>();
                new Thread(() -> other.complete(VERTX.getOrCreateContext())).start();
                Context context = other.get(5, TimeUnit.SECONDS);
                if (loop(context) != loop(here)) {
                    return context;
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
