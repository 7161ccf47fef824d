package dev.weft.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderIdsTest {
    private final SecureRandom random = new SecureRandom();

    private OrderIds at(long millis) {
        return new OrderIds(Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC), random);
    }

    @Test
    void laterOnesSortAfterEarlierOnes() {
        List<String> made = LongStream.range(0, 1_000)
                .mapToObj(i -> at(1_790_000_000_000L + i * i * i).get().value())
                .toList();
        assertThat(made).isSorted();
    }

    @Test
    void thoseOfOneMillisecondShareNothingButTheTime() {
        OrderIds ids = at(1_790_000_000_000L);
        List<String> made =
                IntStream.range(0, 1_000).mapToObj(i -> ids.get().value()).toList();
        assertThat(new HashSet<>(made)).hasSameSizeAs(made);
        assertThat(made).allMatch(id -> id.matches("WO-[0-9A-HJKMNP-TV-Z]{25}"));
        assertThat(made.stream().map(id -> id.substring(0, 12)).distinct()).hasSize(1);
        assertThat(made.stream().map(id -> id.charAt(12)).distinct()).hasSizeGreaterThan(20);
    }
}
