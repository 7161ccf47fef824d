package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A site that tells the wrong system of baskets, or in a way that it would refuse. */
class JourneyMistakesTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "backend: crm, abandoned: Left | .backend | of vendor marketingcloud as journeys | Name one of: marketing",
                "backend: marketting, abandoned: Left | .backend | no such backend | 'marketing'",
                "backend: marketing, abandoned: Left.Behind | .abandoned | without a period | ''",
                "backend: marketing | .abandoned | missing | ''",
                "backend: marketing, abandoned: Left, after: 720h | .after | forgotten after 30 days | less than 720h",
                "backend: marketing, abandoned: Left, again: 800h | .again | forgotten after 30 days | less than 720h",
                "backend: marketing, abandoned: Left, after: 0s | .after | a duration above zero | ''"
            })
    void isRefusedWithKeyAndRemedy(String journeys, String key, String message, String remedy) throws IOException {
        String document = Files.readString(Path.of("conf/sandbox.yaml"));
        String mistaken =
                document.replaceFirst("(?<=WeftUK: .{1,200})journeys: \\{[^}]*}", "journeys: { " + journeys + " }");
        assertThat(mistaken).isNotEqualTo(document);
        Path file = Files.writeString(folder.resolve("mistaken.yaml"), mistaken);

        List<Problem> problems = Settings.load(file, Map.of()).fold(accepted -> List.of(), Loaded.Refused::problems);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).key()).isEqualTo("sites.WeftUK.journeys" + key);
        assertThat(problems.get(0).message()).contains(message);
        assertThat(problems.get(0).remedy()).contains(remedy);
    }
}
