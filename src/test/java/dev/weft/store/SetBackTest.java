package dev.weft.store;

import static dev.weft.store.Kit.await;
import static dev.weft.store.Samples.MUG;
import static dev.weft.store.Samples.NOON;
import static dev.weft.store.Samples.level;
import static dev.weft.store.Samples.mugs;
import static dev.weft.store.Samples.placement;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weft.outbox.Entry;
import dev.weft.outbox.OutboxStore.Again;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An embedded store whose clock is set back by an hour: it goes on, and does not wait for an hour. */
class SetBackTest {
    private static final Duration LEASE = Duration.ofSeconds(45);

    @TempDir
    private Path folder;

    private final WallClock clock = new WallClock();
    private Database database;

    /** Shows what it was set to. */
    private static final class WallClock extends Clock {
        private volatile Instant shows = NOON;

        void move(Duration by) {
            shows = shows.plus(by);
        }

        @Override
        public Instant instant() {
            return shows;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void open() {
        Codec.warm();
        database = Database.open(StoreSettings.embedded(folder.resolve("weft.db")), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void counted(long mugs) {
        await(database.stock()
                .feed(List.of(level(MUG, mugs, await(database.stock().now())))));
    }

    private long left() {
        return await(database.stock().positions(List.of(MUG))).get(MUG).get(0).available();
    }

    private void placed(String id) {
        assertThat(await(database.orders().place(placement("key-" + id, mugs(id, 1))))
                        .answer()
                        .status())
                .isEqualTo(201);
    }

    private List<Entry> claimed() {
        return await(database.outbox().claim("sap", List.of("RefArch"), 10, LEASE));
    }

    private Instant due(String id) {
        return await(database.outbox().ofAggregate(id)).get(0).nextAt();
    }

    @Test
    void theNextLevelIsTaken() {
        counted(9);
        clock.move(Duration.ofHours(-1));
        counted(5);
        assertThat(left()).isEqualTo(5);
        counted(7);
        assertThat(left()).isEqualTo(7);
    }

    @Test
    void whatWasDueIsSentWithinAMinute() {
        counted(9);
        placed("ORDER-001");
        clock.move(Duration.ofHours(-1));
        assertThat(claimed()).isEmpty();
        await(database.writer().submit(SetBack::bringNear));
        clock.move(Duration.ofSeconds(60));
        assertThat(claimed()).hasSize(1);
    }

    @Test
    void whoOpensTheFileAfterwardsWaitsNoLonger() {
        counted(9);
        placed("ORDER-001");
        database.close();
        clock.move(Duration.ofHours(-1));
        open();
        assertThat(due("ORDER-001")).isEqualTo(NOON.minus(Duration.ofHours(1)).plusSeconds(60));
    }

    /** It was sent by the clock as it was, and may not have been booked yet: to ask now would prove nothing. */
    @Test
    void whatWasInDoubtIsLeftAlone() {
        counted(9);
        placed("ORDER-001");
        await(database.outbox()
                .again(claimed().get(0), new Again(Duration.ofSeconds(50), true, true, false, "timeout")));
        clock.move(Duration.ofHours(-1));
        await(database.writer().submit(SetBack::bringNear));
        assertThat(due("ORDER-001")).isEqualTo(NOON.plusSeconds(50));
    }

    @Test
    void itIsToldOnceForEachTime() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(SetBack.class);
        lines.start();
        logger.setLevel(Level.WARN); // whatever gateways of other tests were told to log
        logger.addAppender(lines);
        try {
            counted(9);
            clock.move(Duration.ofSeconds(-5));
            counted(8);
            assertThat(lines.list).as("clocks are never exact").isEmpty();
            clock.move(Duration.ofHours(-2));
            counted(7);
            counted(6);
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("set back by 7200 s");
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
    }
}
