package dev.weft.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowIdsTest {
    private static RowIds at(long millis) {
        return new RowIds(Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }

    @Test
    void areOfVersionSevenAndTheIetfsVariant() {
        List<UUID> ids = Stream.generate(at(1_790_000_000_000L))
                .limit(1_000)
                .map(UUID::fromString)
                .toList();
        assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2);
        assertThat(ids).allMatch(id -> id.getMostSignificantBits() >>> 16 == 1_790_000_000_000L);
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    @Test
    void laterOnesSortAfterEarlierOnes() {
        assertThat(LongStream.range(0, 1_000)
                        .mapToObj(i -> at(1_790_000_000_000L + i * i * i).get())
                        .toList())
                .isSorted();
    }
}
