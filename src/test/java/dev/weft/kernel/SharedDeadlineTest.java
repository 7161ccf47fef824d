package dev.weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Shared work inside shared work: a batch of calls that are themselves waited for by many. */
class SharedDeadlineTest {
    private final AtomicLong now = new AtomicLong();
    private final Ticker ticker = now::get;

    @Test
    void whoeverJoinsAboveIsWaitedForBelow() {
        Deadline.Shared above = millis(100).shared(Duration.ofSeconds(1));
        Deadline.Shared below = above.shared(Duration.ofMillis(500));
        above.join(millis(300));
        assertThat(below.remaining()).isEqualTo(Duration.ofMillis(300));
        above.join(millis(900));
        assertThat(below.remaining()).as("capped").isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aJoinerThatIsSharedMovesItToo() {
        Deadline.Shared batch = millis(100).shared(Duration.ofSeconds(1));
        Deadline.Shared member = millis(50).shared(Duration.ofSeconds(1));
        batch.join(member);
        assertThat(batch.remaining()).isEqualTo(Duration.ofMillis(100));
        member.join(millis(400));
        assertThat(batch.remaining()).isEqualTo(Duration.ofMillis(400));
    }

    private Deadline millis(long millis) {
        return Deadline.after(Duration.ofMillis(millis), ticker);
    }
}
