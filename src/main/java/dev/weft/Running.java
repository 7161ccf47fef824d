package dev.weft;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a command's process up until it is told to stop (SIGTERM, SIGINT), and then stops it in order within 30 s. */
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final Duration LIMIT = Duration.ofSeconds(29);

    private Running() {}

    /** Waits for {@code future} on the main thread; a failure is thrown as it is. */
    static <T> T await(Future<T> future, Duration limit) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Runs {@code action} on each SIGHUP, where the system has it. By the JDK's own supported-in-fact class, because there is no other way
     * to hear that signal.
     */
    @SuppressWarnings("sunapi")
    static void onHangup(Runnable action) {
        try {
            sun.misc.Signal.handle(new sun.misc.Signal("HUP"), signal -> action.run());
        } catch (IllegalArgumentException e) {
            LOG.info("no SIGHUP on this system; POST /tls/reload on the admin port does the same");
        }
    }

    /** Blocks the main thread; on a signal runs {@code stop} and lets the process end with 0. */
    static void untilSignal(Supplier<Future<Void>> stop) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                await(stop.get(), LIMIT);
                            } catch (TimeoutException e) {
                                System.err.println("weft: not everything stopped within " + LIMIT.toSeconds() + " s");
                            } catch (Exception e) {
                                System.err.println("weft: while stopping: " + e.getMessage());
                            }
                            Logging.end();
                            stopped.countDown();
                            Runtime.getRuntime().halt(0); // a signal would make it 143; an orderly end is 0
                        },
                        "weft-stop"));
        stopped.await();
    }
}
