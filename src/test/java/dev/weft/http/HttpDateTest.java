package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HttpDateTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("1994-11-06T08:49:37.999Z"));
    private final HttpDate date = new HttpDate(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    });

    @Test
    void isTheFixedFormatOfTheStandard() {
        assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void isMadeOncePerSecondAndMovesWithTheClock() {
        String first = date.now();
        now.set(Instant.parse("1994-11-06T08:49:37Z"));
        assertThat(date.now()).isSameAs(first);
        now.set(Instant.parse("1994-11-06T08:49:38Z"));
        assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:38 GMT");
        now.set(Instant.parse("2000-02-29T23:59:59Z"));
        assertThat(date.now()).isEqualTo("Tue, 29 Feb 2000 23:59:59 GMT");
    }
}
