package dev.weft.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kernel.MalformedJson.Fault;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refuses(String why, byte[] json, Fault fault) {
        assertThatThrownBy(() -> StrictJson.read(json))
                .isInstanceOfSatisfying(
                        MalformedJson.class, e -> assertThat(e.fault()).isEqualTo(fault));
        assertThatThrownBy(() -> StrictJson.unambiguous(json)).isInstanceOf(MalformedJson.class);
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                bad("nothing", "", Fault.SYNTAX),
                bad("blanks only", "  \n", Fault.SYNTAX),
                bad("a block comment", "{/* */\"a\":1}", Fault.SYNTAX),
                bad("a line comment", "{\"a\":1} // end", Fault.TRAILING),
                bad("single quotes", "{'a':1}", Fault.SYNTAX),
                bad("a bare name", "{a:1}", Fault.SYNTAX),
                bad("a trailing comma", "[1,]", Fault.SYNTAX),
                bad("NaN", "[NaN]", Fault.SYNTAX),
                bad("Infinity", "[-Infinity]", Fault.SYNTAX),
                bad("a leading zero", "[01]", Fault.SYNTAX),
                bad("a leading plus", "[+1]", Fault.SYNTAX),
                bad("a raw control character", "[\"a\tb\"]", Fault.SYNTAX),
                bad("a second value", "{} {}", Fault.TRAILING),
                bad("a closing bracket too many", "[1]]", Fault.TRAILING),
                bad("a NUL after the end", "[1]\0", Fault.TRAILING),
                bad("a byte order mark", "\uFEFF[1]", Fault.ENCODING),
                bad("a lone high surrogate", "[\"\\ud800\"]", Fault.SURROGATE),
                bad("a lone low surrogate", "[\"\\uDC00\"]", Fault.SURROGATE),
                bad("surrogates the wrong way round", "[\"\\udc00\\ud800\"]", Fault.SURROGATE),
                bad("a high surrogate and a letter", "[\"\\ud800\\u0041\"]", Fault.SURROGATE),
                bad("a lone surrogate in a name", "{\"\\ud800\":1}", Fault.SURROGATE),
                bad("65 levels", "[".repeat(65) + "]".repeat(65), Fault.DEPTH),
                bad("a number of 129 digits", "[" + "1".repeat(129) + "]", Fault.NUMBER),
                bad("an exponent of a billion", "[1e1000000000]", Fault.NUMBER),
                bad("an exponent beyond int", "[1e99999999999]", Fault.SYNTAX),
                Arguments.of("an overlong slash", bytes('"', 0xC0, 0xAF, '"'), Fault.ENCODING),
                Arguments.of("an encoded surrogate", bytes('"', 0xED, 0xA0, 0x80, '"'), Fault.ENCODING),
                Arguments.of("a cut sequence", bytes('"', 0xE2, 0x82, '"'), Fault.ENCODING),
                Arguments.of("UTF-16", "[1]".getBytes(StandardCharsets.UTF_16LE), Fault.SYNTAX));
    }

    @Test
    void acceptsTheNeighboursOfWhatItRefuses() {
        assertThat(tree("[\"\\ud83d\\ude00\"]").get(0).textValue()).isEqualTo("\uD83D\uDE00");
        assertThat(tree("[\"\\\\ud800\"]").get(0).textValue()).isEqualTo("\\ud800");
        assertThat(tree("[\"\uFFFD\"]").get(0).textValue()).isEqualTo("\uFFFD");
        assertThat(tree("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
        assertThat(tree("[" + "1".repeat(128) + "]").get(0).isBigInteger()).isTrue();
        assertThat(tree(" \"alone\" ").textValue()).isEqualTo("alone");
    }

    @Test
    void keepsDecimalsExact() {
        assertThat(tree("[19.90]").get(0).decimalValue()).isEqualTo(new BigDecimal("19.90"));
        assertThat(tree("[0.1000000000000000055511151231257827]").get(0).decimalValue())
                .isEqualTo(new BigDecimal("0.1000000000000000055511151231257827"));
        assertThat(tree("[9007199254740993]").get(0).longValue()).isEqualTo(9007199254740993L);
    }

    @Test
    void namesEveryRepeatedMemberAndKeepsTheFirst() {
        StrictJson.Document read = StrictJson.read(utf8("{\"a\":1,\"b\":[{\"c/d\":1,\"c/d\":2}],\"a\":2}"));
        assertThat(read.repeated()).containsExactly("/b/0/c~1d", "/a");
        assertThat(read.tree().get("a").intValue()).isEqualTo(1);
    }

    @Test
    void unambiguousRefusesARepeatedMember() {
        assertThatThrownBy(() -> StrictJson.unambiguous(utf8("{\"a\":1,\"\\u0061\":1}")))
                .isInstanceOfSatisfying(
                        MalformedJson.class, e -> assertThat(e.fault()).isEqualTo(Fault.DUPLICATE));
    }

    @Test
    void neverQuotesTheTextInItsMessage() {
        assertThatThrownBy(() -> StrictJson.read(utf8("{\"marker\":marker}")))
                .hasMessageNotContaining("marker")
                .hasNoCause();
    }

    @Test
    void agreesWithTheParsingSuite() throws IOException {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        try (Stream<Path> files = Files.list(vectors("vectors/json-test-suite/test_parsing"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                boolean accepted = accepts(Files.readAllBytes(file));
                seen++;
                if (name.startsWith("y_") && !accepted || name.startsWith("n_") && accepted) {
                    wrong.add(name);
                }
            }
        }
        assertThat(seen).isGreaterThan(300);
        assertThat(wrong).isEmpty();
    }

    private static boolean accepts(byte[] json) {
        try {
            StrictJson.read(json);
            return true;
        } catch (MalformedJson e) {
            return false;
        }
    }

    private static Path vectors(String path) {
        String shared = System.getProperty("weft.shared", "");
        if (shared.isEmpty()) {
            Assumptions.abort("skipped: -Dweft.shared does not name the folder with the test vectors");
        }
        return Path.of(shared, path);
    }

    private static com.fasterxml.jackson.databind.JsonNode tree(String json) {
        return StrictJson.read(utf8(json)).tree();
    }

    private static Arguments bad(String why, String json, Fault fault) {
        return Arguments.of(why, utf8(json), fault);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            out[i] = (byte) values[i];
        }
        return out;
    }
}
