package dev.weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkuTest {

    @ParameterizedTest
    @ValueSource(strings = {"10000231", "a", "A-b_c.9", "-1", "_x", "x.", "a..b"})
    void takesLettersDigitsDotUnderscoreHyphen(String text) {
        assertThat(Sku.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".a", "a b", "a/b", "a\\b", "a%2f", "ä", "１", "a\n", "a\0", "a'b", "a,b"})
    void refusesEverythingElse(String text) {
        assertThat(Sku.valid(text)).isFalse();
        assertThatThrownBy(() -> Sku.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isAtMostAHundredCharactersLong() {
        assertThat(Sku.valid("x".repeat(100))).isTrue();
        assertThat(Sku.valid("x".repeat(101))).isFalse();
    }
}
