package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weft.kernel.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** A flood of refusals is a few lines, which tell of all of them. */
@Isolated
class RequestLogTest {
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final Timers timers = (delay, action) -> {
        due.add(action);
        return () -> due.remove(action);
    };
    private final RequestLog log = new RequestLog(0, Duration.ofSeconds(1), timers);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("weft.requests");
    private final Level before = logger.getLevel();

    RequestLogTest() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    @Test
    void aFloodOfBadTokensIsTheFirstFewAndOneNumber() {
        for (int i = 0; i < 1_000; i++) {
            log.refused("id" + i, "signature");
        }
        log.refused("other", "expired");
        assertThat(lines.list).hasSize(FirstFew.FEW + 1);
        due.remove().run();
        assertThat(told("signature")).isEqualTo(1_000);
        due.remove().run();
        assertThat(told("expired")).isEqualTo(1);
        assertThat(due).isEmpty();

        log.refused("later", "signature");
        assertThat(told("signature")).isEqualTo(1_001);
        assertThat(due).hasSize(1);
    }

    @Test
    void refusedPushesToo() {
        for (int i = 0; i < 100; i++) {
            log.pushed("sap", "stock", "wrong_signature");
            log.pushed("sap", "stock", "admitted");
        }
        log.close();
        assertThat(told("wrong_signature")).isEqualTo(100);
        assertThat(lines.list).hasSize(100 + FirstFew.FEW + 1);
    }

    /** How many events of this kind the lines tell of. */
    private int told(String kind) {
        int told = 0;
        for (ILoggingEvent line : lines.list) {
            int events = 1;
            boolean mine = false;
            for (KeyValuePair pair : line.getKeyValuePairs()) {
                mine |= kind.equals(pair.value);
                events = pair.key.equals("more") ? (Integer) pair.value : events;
            }
            told += mine ? events : 0;
        }
        return told;
    }
}
