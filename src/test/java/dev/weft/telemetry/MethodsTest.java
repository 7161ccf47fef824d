package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MethodsTest {
    @Test
    void onlyKnownWordsAreWrittenDown() {
        assertThat(Methods.named("DELETE")).isEqualTo("DELETE");
        assertThat(Methods.named("MARKERSECRET")).isEqualTo("other");
        assertThat(Methods.named("get")).isEqualTo("other");
    }
}
