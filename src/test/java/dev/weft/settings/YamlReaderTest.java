package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void typesPlainScalarsAsEditorsDo() throws IOException {
        JsonNode read =
                read("a: yes\nb: 12\nc: 1.50\nd: true\ne: ~\nf: '12'\ng: 12:30\nh: 0x1F\ni: on\nj: -3\nk: \"\"\nl:\n")
                        .root();

        assertThat(read)
                .isEqualTo(new ObjectMapper()
                        .reader()
                        .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .readTree("""
                {"a":"yes","b":12,"c":1.50,"d":true,"e":null,"f":"12","g":"12:30","h":"0x1F","i":"on","j":-3,"k":"","l":null}
                """));
    }

    @Test
    void knowsTheLineOfEveryKeyAndItem() {
        Document read = read("a:\n  b: 1\n  c:\n    - x\n    - y\nd: { e: 1,\n  f: 2 }\n");

        assertThat(read.lines())
                .containsEntry("/a/b", 2)
                .containsEntry("/a/c/1", 5)
                .containsEntry("/d/e", 6)
                .containsEntry("/d/f", 7);
    }

    @Test
    void readsTextBlocks() {
        assertThat(read("a: |\n  x\n  y\nb: >-\n  one\n  two\n")
                        .root()
                        .path("b")
                        .textValue())
                .isEqualTo("one two");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("", 1, "the document is empty"),
                arguments("# only a remark\n", 1, "the document is empty"),
                arguments("- a\n- b\n", 1, "must be a mapping"),
                arguments("just text", 1, "must be a mapping"),
                arguments("a: 1\n---\nb: 2\n", 2, "a second document"),
                arguments("a: 1\nb: {c: 1\nd: 2\n", 3, "not closed"),
                arguments("a: [1, 2\nb: 3\n", 2, "not closed"),
                arguments("a: \"x\nb: 1\n", 3, "quote is not closed"),
                arguments("a: 1\n\tb: 2\n", 2, "a tab"),
                arguments("a:\n  b: 1\n   c: 2\n", 3, "': '"),
                arguments("a:\n    b: 1\n  c: 2\n", 3, "indented differently"),
                arguments("a: 1\nb\nc: 3\n", 3, "a key without ':'"),
                arguments("a: x: y\n", 1, "': ' stands where no key can be"),
                arguments("a: @x\n", 1, "needs quotes"),
                arguments("a: &x 1\nb: 2\n", 1, "anchors"),
                arguments("a: *x\n", 1, "anchors"),
                arguments("a: !!int 1\n", 1, "tags"),
                arguments("? [a]\n: 1\n", 1, "a key must be a plain text"),
                arguments("a: 1\na: 2\n", 2, "twice, first on line 1"),
                arguments("a: x\u0007y\n", 1, "a character YAML does not allow"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongWithTheText(String text, int line, String message) {
        Problems problems = new Problems("x.yaml");

        new YamlReader(problems).read(text);

        assertThat(problems.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).isNotEmpty();
        });
    }

    @Test
    void refusesDepthWithoutEnd() {
        Problems problems = new Problems("x.yaml");

        new YamlReader(problems).read("a: " + "[".repeat(10_000));

        assertThat(problems.sorted())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("levels deep"));
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        assertThat(loading(folder.resolve("none.yaml"))).contains("there is no such file");
        assertThat(loading(folder)).contains("there is no such file");
        Path latin = Files.write(folder.resolve("latin.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(loading(latin)).contains("not UTF-8");
        Path large = Files.writeString(folder.resolve("large.yaml"), "# ".repeat(600_000));
        assertThat(loading(large)).contains("larger than 1 MiB");
    }

    @Test
    void reportsAllMistakesAtOnceByLine() throws IOException {
        String document = Files.readString(Path.of("conf/sandbox.yaml"))
                .replace("port: 8080", "prot: 8080")
                .replace("level: info", "level: loud")
                .replace("currency: GBP", "currency: XQX")
                .replace("conditionType: PPR0", "conditionType: ${env:NONE}");
        Path file = Files.writeString(folder.resolve("many.yaml"), document);

        List<Problem> problems = Settings.load(file, Map.of()).fold(accepted -> List.of(), Loaded.Refused::problems);

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactly(
                        "server.prot", "log.level", "sites.WeftUK.currency", "backends.sap.mapping.conditionType");
        assertThat(problems).isSortedAccordingTo(java.util.Comparator.comparingInt(Problem::line));
        assertThat(problems.get(0).render()).isEqualTo(file + ":7: server.prot: unknown key. Did you mean 'port'?");
    }

    private static String loading(Path file) {
        return Settings.load(file, Map.of())
                .fold(accepted -> "accepted", refused -> refused.problems().toString());
    }

    private static Document read(String text) {
        Problems problems = new Problems("x.yaml");
        Document document = new YamlReader(problems).read(text).orElseThrow();
        assertThat(problems.sorted()).isEmpty();
        return document;
    }
}
