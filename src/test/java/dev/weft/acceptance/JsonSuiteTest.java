package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.acceptance.Matrix.Row;
import dev.weft.acceptance.Matrix.Who;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * JSONTestSuite over real sockets: what is no JSON is refused as such by whoever reads orders, what is JSON is not, and no file sent to any
 * route of either port brings more than a refusal.
 */
@Timeout(600)
class JsonSuiteTest {
    private static final long PATIENCE_MILLIS = 25_000;
    /** How the order's reader says that a body is no JSON; what is JSON but no order is told field by field. */
    private static final String NO_JSON = "The body is not JSON as we read it";

    @RegisterExtension
    static final RunningWeft WEFT = RunningWeft.with(RunningWeft.STANDARD, RunningWeft::operated);

    private static PlantedShopper owner;

    @BeforeAll
    static void plant() {
        owner = PlantedShopper.plant(
                WEFT, WEFT.sandbox().shoppersWithEverything().get(8), "zzjson");
    }

    @Test
    void theReaderOfOrdersRefusesWhatIsNoJsonAndNothingElse() throws IOException {
        List<String> wrong = new ArrayList<>();
        int judged = 0;
        try (KeptConnection connection = new KeptConnection(WEFT.port())) {
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                Answer answer =
                        connection.send("POST", "/v1/orders", PlantedShopper.fields(owner.token()), file.getValue());
                boolean refused = answer.at("/detail").asText().startsWith(NO_JSON);
                boolean bad = file.getKey().startsWith("n_");
                boolean good = file.getKey().startsWith("y_");
                judged += bad || good ? 1 : 0;
                if (bad && !refused || good && refused || answer.status() != 400) {
                    wrong.add(file.getKey() + " " + answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(judged).isGreaterThan(250);
    }

    @Test
    void noFileBreaksAnyRoute() throws IOException {
        List<String> broken = new ArrayList<>();
        Set<String> asked = new LinkedHashSet<>();
        Map<String, byte[]> files = files();
        int requests = 0;
        for (Row row : Matrix.rows()) {
            int port = row.on("admin") ? WEFT.adminPort() : WEFT.port();
            String target = owner.filled(row.target().replace("!", ""));
            String token = row.on("admin") ? RunningWeft.OPERATOR : owner.token();
            boolean reads = !row.body().equals("-");
            if (!asked.add(row.method() + " " + target) || row.method().equals("DELETE")) {
                continue;
            }
            try (KeptConnection connection = new KeptConnection(port)) {
                int nth = 0;
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    if (!reads && nth++ % 20 != 0) {
                        continue; // where nobody reads it, every twentieth will do
                    }
                    requests++;
                    long begun = System.nanoTime();
                    Answer answer =
                            connection.send(row.method(), target, PlantedShopper.fields(token), file.getValue());
                    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
                    boolean known = row.grants(Who.OWNER, answer.status()) || row.grants(Who.OPERATOR, answer.status());
                    known |= answer.status() == 413; // one of the files is larger than what operators may send
                    known |= row.on("face") && row.method().equals("GET") && answer.status() == 400; // it takes no body
                    if (answer.status() >= 500 || millis > PATIENCE_MILLIS || !reads && !known) {
                        broken.add(row + " " + file.getKey() + " after " + millis + " ms: " + answer);
                    }
                }
            }
        }
        System.out.printf(
                "JSONTestSuite: %d files, %d routes, %d requests, %d broken%n",
                files.size(), asked.size(), requests, broken.size());
        assertThat(broken).isEmpty();
    }

    private static Map<String, byte[]> files() throws IOException {
        Path folder = Path.of(System.getProperty("weft.shared", "absent"), "vectors/json-test-suite/test_parsing");
        Assumptions.assumeTrue(
                Files.isDirectory(folder), () -> "skipped: no " + folder + " (-Dweft.shared says where)");
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        assertThat(files).hasSizeGreaterThan(300);
        return files;
    }
}
