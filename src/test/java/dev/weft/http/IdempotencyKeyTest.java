package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    private static final String UUID = "8e03978e-40d5-43dd-bc93-6894a57f9324";

    private static String code(String... fields) {
        return catchThrowableOfType(BadInput.class, () -> IdempotencyKey.of(List.of(fields)))
                .problem()
                .code();
    }

    @Test
    void aStringInQuotesIsTheKeyWithinThem() {
        assertThat(IdempotencyKey.of(List.of('"' + UUID + '"'))).isEqualTo(UUID);
        assertThat(IdempotencyKey.of(List.of("\"with blanks, commas; and = signs\"")))
                .isEqualTo("with blanks, commas; and = signs");
        assertThat(IdempotencyKey.of(List.of("  \"" + UUID + "\"\t"))).isEqualTo(UUID);
    }

    @Test
    void escapedQuotesAndBackslashesAreOneCharacterEach() {
        assertThat(IdempotencyKey.of(List.of("\"0123456789 \\\" and \\\\ end\"")))
                .isEqualTo("0123456789 \" and \\ end");
        assertThat(code("\"\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\""))
                .as("15 characters, though 30 are written")
                .isEqualTo("malformed_idempotency_key");
    }

    @Test
    void aTokenWithoutQuotesIsTheSameKey() {
        assertThat(IdempotencyKey.of(List.of(UUID))).isEqualTo(UUID);
        assertThat(IdempotencyKey.of(List.of("a!#$%&'*+-.^_`|~:/z"))).isEqualTo("a!#$%&'*+-.^_`|~:/z");
    }

    @Test
    void lengthCountsFromSixteenToTwoHundredAndFiftyFive() {
        assertThat(IdempotencyKey.of(List.of("\"" + "k".repeat(16) + "\""))).hasSize(16);
        assertThat(IdempotencyKey.of(List.of("\"" + "k".repeat(255) + "\""))).hasSize(255);
        assertThat(code("\"" + "k".repeat(15) + "\"")).isEqualTo("malformed_idempotency_key");
        assertThat(code("\"" + "k".repeat(256) + "\"")).isEqualTo("malformed_idempotency_key");
        assertThat(code("k".repeat(15))).isEqualTo("malformed_idempotency_key");
        assertThat(code("k".repeat(256))).isEqualTo("malformed_idempotency_key");
    }

    @Test
    void noneIsAskedForAndSeveralAreRefused() {
        assertThat(code()).isEqualTo("missing_idempotency_key");
        assertThat(code("\"" + UUID + "\"", "\"" + UUID + "\"")).isEqualTo("malformed_idempotency_key");
        assertThat(code("")).isEqualTo("malformed_idempotency_key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"8e03978e-40d5-43dd-bc93", // not closed
                "8e03978e-40d5-43dd-bc93\"", // not opened
                "\"8e03978e-40d5\"-43dd-bc93\"", // a quote inside
                "\"8e03978e-40d5-43dd-bc93\\\"", // its end is escaped
                "\"8e03978e-40d5-43dd-bc\\93\"", // nothing else may be escaped
                "\"8e03978e-40d5-43dd-bc93\", \"8e03978e-40d5-43dd-bc93\"", // a list
                "\"8e03978e-40d5-43dd-bc93\";q=1", // parameters
                "'8e03978e 40d5 43dd bc93'", // a token has no blanks
                "8e03978e-40d5,43dd-bc93-6894",
                ":OGUwMzk3OGUtNDBkNS00M2Rk:=", // bytes
                "\"schl\u00fcssel-0123456789\"", // not ASCII
                "schl\u00fcssel-0123456789",
                "\"0123456789\t0123456789\"" // a control character
            })
    void everythingElseIsRefused(String field) {
        assertThat(code(field)).isEqualTo("malformed_idempotency_key");
    }
}
