package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines and lost lines are all lines, nobody waits for the log, and what operators did is not in the queue at all. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LogQueueTest {
    private static final int PLACES = 64;

    private final LoggerContext context = new LoggerContext();
    private final Slow slow = new Slow();
    private final LogQueue queue = new LogQueue();
    private final Logger log = context.getLogger("any");

    LogQueueTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        slow.setContext(context);
        slow.start();
        queue.setContext(context);
        queue.setQueueSize(PLACES);
        queue.addAppender(slow);
        queue.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(queue);
    }

    @AfterEach
    void stop() {
        slow.go.countDown();
        context.stop();
    }

    @Test
    void everyLineIsWrittenOrCounted() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int line = 0; line < 5_000; line++) {
                    log.info("line {}", line);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(queue.lost()).isGreaterThan(20_000 - PLACES - 2);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        LogMeters.watch(registry, context);
        assertThat(registry.get("weft.log.dropped").functionCounter().count()).isEqualTo(queue.lost());

        slow.go.countDown();
        queue.stop();
        assertThat(slow.written.size() + queue.lost()).isEqualTo(20_000);
    }

    @Test
    void aFloodLeavesRoomForWarnings() {
        for (int i = 0; i < 1_000; i++) {
            log.info("about a client");
        }
        long lost = queue.lost();
        log.warn("about us");
        slow.go.countDown();
        queue.stop();
        assertThat(queue.lost()).isEqualTo(lost);
        assertThat(slow.written).contains("about us");
    }

    @Test
    void whatOperatorsDidIsWrittenWhereItHappens() throws Exception {
        LoggerContext delivered = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(delivered);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        Logger audit = delivered.getLogger("weft.audit");
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        audit.iteratorForAppenders().forEachRemaining(appenders::add);
        assertThat(appenders).singleElement().isNotInstanceOf(LogQueue.class);
        assertThat(audit.isAdditive()).isFalse();
        assertThat(delivered.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("async"))
                .isInstanceOf(LogQueue.class);
        delivered.stop();
    }

    /** Writes nothing before it may. */
    private static final class Slow extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private final CountDownLatch go = new CountDownLatch(1);
        private final Queue<String> written = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            boolean interrupted = false;
            while (true) {
                try {
                    go.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            written.add(event.getFormattedMessage());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
