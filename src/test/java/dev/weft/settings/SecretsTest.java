package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weft.kernel.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret goes in and is never seen again, wherever somebody puts it and however wrong the document around it is. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("SecretsTest")
class SecretsTest {
    private static final String MARKER = "hunter2-Xq7";
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    Path folder = Path.of("");

    /** Values of every kind a position may want, so that some pass the schema and fail later. */
    private static final List<String> DISGUISES = List.of(
            "https://" + MARKER + ".example.com/?" + MARKER,
            "http://" + MARKER + ".example.com",
            "/" + MARKER + "/{" + MARKER + "}",
            "not a URL: " + MARKER + " %zz",
            "xx-" + MARKER,
            "99999999999999ms" + MARKER);

    @ParameterizedTest
    @ValueSource(strings = {"conf/sandbox.yaml", "conf/sandbox-rest.yaml"})
    void neverShowsWhatCameFromTheEnvironment(String document) throws IOException {
        List<String> places = places(Path.of(document));
        assertThat(places).hasSizeGreaterThan(80);
        for (int i = 0; i < places.size(); i++) {
            String planted = planted(document, places.get(i), "${env:MARKER}");
            for (String secret : List.of(MARKER, DISGUISES.get(i % DISGUISES.size()))) {
                assertThat(said(planted, Map.of("MARKER", secret)))
                        .as(places.get(i))
                        .doesNotContain(MARKER);
            }
        }
    }

    @Test
    void neverShowsWhatStandsUnderASecretKey() throws IOException {
        for (String place : places(Path.of("conf/sandbox-rest.yaml"))) {
            if (place.matches(".*/(clientSecret|password|key)")) {
                String said = said(planted("conf/sandbox-rest.yaml", place, MARKER), Map.of());
                assertThat(said).as(place).doesNotContain(MARKER);
            }
        }
    }

    /** The likeliest slips around a secret: a misspelt key, a wrong type, a lost colon, quote or brace. */
    @Test
    void neverShowsASecretWrittenWrongly() throws IOException {
        String good = "clientSecret: sandbox-secret\n";
        List<String> slips = List.of(
                "clientSecrt: " + MARKER + "\n",
                "clientSecret: [" + MARKER + "]\n",
                "clientSecret: { value: " + MARKER + " }\n",
                "clientSecret " + MARKER + "\n",
                "clientSecret: \"" + MARKER + "\n",
                "clientSecret: " + MARKER + ": x\n",
                "clientSecret: %" + MARKER + "\n",
                "clientSecret: @" + MARKER + "\n",
                "clientSecret: *" + MARKER + "\n",
                "clientSecret: &" + MARKER + " x\n",
                "clientSecret: !" + MARKER + " x\n",
                "clientSecret: ${env:X " + MARKER + "}\n",
                "clientSecret: ${" + MARKER + "\n",
                "clientSecret: '" + MARKER + "\u0007'\n",
                "\tclientSecret: " + MARKER + "\n");
        String document = Files.readString(Path.of("conf/sandbox.yaml"));
        for (String slip : slips) {
            String said = said(document.replaceFirst(good, java.util.regex.Matcher.quoteReplacement(slip)), Map.of());
            assertThat(said).as(slip).isNotEmpty().doesNotContain(MARKER);
        }
    }

    /** Lines cut, doubled, swapped and re-indented at random: always an answer, never the secret. */
    @Test
    void neverShowsASecretInADamagedDocument() throws IOException {
        Random random = new Random(42);
        String document = Files.readString(Path.of("conf/sandbox.yaml")).replace("sandbox-secret", MARKER);
        for (int i = 0; i < 150; i++) {
            List<String> lines = new ArrayList<>(document.lines().toList());
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(5)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> lines.set(at, " ".repeat(random.nextInt(4)) + line.strip());
                case 3 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
                default -> lines.set(at, new StringBuilder(line).reverse().toString());
            }
            assertThat(said(String.join("\n", lines), Map.of()))
                    .as("damage %s", i)
                    .doesNotContain(MARKER);
        }
    }

    @Test
    void aSecretPrintsAsAMask() {
        assertThat(new Secret(MARKER)).hasToString("***");
    }

    /** Everything the settings say to anyone: problems, or the settings and credentials themselves. */
    private String said(String document, Map<String, String> env) throws IOException {
        Path file = Files.writeString(folder.resolve("gateway.yaml"), document);
        return Settings.load(file, env)
                .fold(
                        accepted -> accepted.warnings() + " " + accepted + " "
                                + accepted.settings().backends().values().stream()
                                        .map(Backend::toString)
                                        .toList(),
                        refused -> refused.problems().toString() + refused);
    }

    private static String planted(String document, String place, String value) throws IOException {
        JsonNode root = YAML.readTree(Path.of(document).toFile());
        int last = place.lastIndexOf('/');
        String name = place.substring(last + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = root.at(place.substring(0, last));
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), YAML.getNodeFactory().textNode(value));
        } else {
            ((ObjectNode) parent).put(name, value);
        }
        return YAML.writeValueAsString(root);
    }

    /** JSON pointers of all scalars. */
    private static List<String> places(Path document) throws IOException {
        List<String> places = new ArrayList<>();
        collect(YAML.readTree(document.toFile()), "", places);
        return places;
    }

    private static void collect(JsonNode node, String at, List<String> places) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            entry.getValue(),
                            at + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"),
                            places));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), at + "/" + i, places);
            }
        } else {
            places.add(at);
        }
    }
}
