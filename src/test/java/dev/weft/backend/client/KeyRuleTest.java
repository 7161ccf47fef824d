package dev.weft.backend.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRuleTest {

    @ParameterizedTest
    @CsvSource({
        "WEFT-10231, 18, '', 000000000000010231",
        "10231, 18, '', 000000000000010231",
        "WEFT-A10, 18, '', A10",
        "WEFT-10231, 3, '', 10231",
        "WEFT-10231, 0, M, M10231",
        "WEFT-7, 4, M-, M-0007",
    })
    void stripsPadsAndPrefixes(String ours, int padTo, String add, String theirs) {
        assertThat(new KeyRule("WEFT-", padTo, add, Map.of()).theirs(ours)).isEqualTo(theirs);
    }

    @Test
    void theTableWinsAndIsTakenAsItStands() {
        KeyRule rule = new KeyRule("WEFT-", 6, "M", Map.of("WEFT-1", "odd one"));
        assertThat(rule.theirs("WEFT-1")).isEqualTo("odd one");
        assertThat(rule.theirs("WEFT-2")).isEqualTo("M000002");
    }

    @Test
    void sameChangesNothing() {
        assertThat(KeyRule.SAME.theirs("a-1")).isEqualTo("a-1");
    }

    @Test
    void twoOfOurKeysCannotHaveOneEntryOfTheirs() {
        assertThatThrownBy(() -> new KeyRule("", 0, "", Map.of("a", "x", "b", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'x'");
    }

    @ParameterizedTest
    @CsvSource({
        "wsh00000012, true",
        "wsh, false",
        "bcXrkKlHa3xuwRlHg1cYYYkHoZ, false",
        "wshA12, true",
        "house, true",
    })
    void coversTheKeysItWasMadeFor(String ours, boolean covered) {
        assertThat(new KeyRule("wsh", 10, "", Map.of("house", "1000")).covers(ours))
                .isEqualTo(covered);
        assertThat(KeyRule.SAME.covers(ours)).isTrue();
    }

    @Test
    void onlyAsciiDigitsAreNumbers() {
        assertThat(new KeyRule("", 5, "", Map.of()).theirs("１２")).isEqualTo("１２");
    }
}
