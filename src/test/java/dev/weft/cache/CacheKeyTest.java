package dev.weft.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CacheKeyTest {

    @Test
    void fieldsCannotRunIntoEachOther() {
        assertThat(CacheKey.of(List.of("a", "bc"))).isNotEqualTo(CacheKey.of(List.of("ab", "c")));
        assertThat(CacheKey.of(List.of("a"))).isNotEqualTo(CacheKey.of(List.of("a", "")));
        assertThat(CacheKey.of(List.of("1:a"))).isNotEqualTo(CacheKey.of(List.of("", "a")));
        assertThat(CacheKey.of(List.of("a1:b"))).isNotEqualTo(CacheKey.of(List.of("a", "b")));
        assertThat(CacheKey.of(List.of())).isNotEqualTo(CacheKey.of(List.of("")));
    }

    @Test
    void keysAreEqualExactlyWhenTheirFieldsAre() {
        Random random = new Random(20261123);
        Map<CacheKey, List<String>> seen = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            List<String> fields = fields(random);
            List<String> before = seen.putIfAbsent(CacheKey.of(fields), fields);
            assertThat(before == null || before.equals(fields))
                    .as("%s and %s", before, fields)
                    .isTrue();
            assertThat(CacheKey.of(new ArrayList<>(fields))).isEqualTo(CacheKey.of(fields));
        }
        assertThat(seen.size()).isGreaterThan(1_000);
    }

    @Test
    void freshnessRefusesTimesBelowZero() {
        assertThatThrownBy(() -> Freshness.of(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Freshness.NONE.none()).isTrue();
    }

    /** Few different characters, those the encoding itself uses among them, so that collisions would be found. */
    private static List<String> fields(Random random) {
        List<String> fields = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            StringBuilder field = new StringBuilder();
            for (int length = random.nextInt(5); length > 0; length--) {
                field.append("01:,\u00e4a".charAt(random.nextInt(6)));
            }
            fields.add(field.toString());
        }
        return fields;
    }
}
