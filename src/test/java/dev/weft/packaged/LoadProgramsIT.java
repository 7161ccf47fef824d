package dev.weft.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The longer runs of {@code load-tests/}, with small numbers, all at once, against the packaged jar. What must hold however busy the machine
 * is must hold here too: nothing lost, doubled, oversold or shared. How fast it was is for the long runs to judge.
 */
class LoadProgramsIT {
    private static final long PATIENCE_SECONDS = 540;
    private static final Path SOURCES = Path.of("load-tests/src/main/java");

    /** Each program with its short arguments, and the demands of its report that are kept here. */
    private static final Map<List<String>, List<String>> RUNS = Map.of(
            List.of("LastUnit", "last-unit", "1", "6", "one"),
            List.of("accepted = orders in the ERP", "nothing lost", "0 duplicates", "units sold = accepted", "0 oversold"),
            List.of("ErpDark", "erp-dark", "0.1", "503"),
            List.of("every accepted order is in the ERP", "0 duplicates"),
            List.of("UncertainErp", "uncertain-erp", "100", "sap"),
            List.of("every accepted order is in the ERP", "0 duplicates", "0 sends without a look-up after a doubtful outcome"),
            List.of("StoreOutage", "store-outage", "sqlite", "0", "2"),
            List.of("clean opens", "0 lost", "0 duplicates"),
            List.of("Storm", "storm", "1", "15", "one"),
            List.of("one effect per key and shopper", "422 on every mismatch", "nothing shared across shoppers", "the ERP has each once and nothing else"));

    @TempDir
    private Path folder;

    private final Map<List<String>, Process> started = new LinkedHashMap<>();

    @AfterEach
    void stopAll() {
        started.values().forEach(program -> {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
        });
    }

    @Test
    void ordersSurviveWhatTheLongRunsDoToThem() throws Exception {
        Path classes = compiled();
        for (List<String> run : RUNS.keySet()) {
            started.put(run, start(classes, run));
        }
        for (Map.Entry<List<String>, Process> each : started.entrySet()) {
            String name = each.getKey().get(1);
            assertThat(each.getValue().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", name)
                    .isTrue();
            Path report = target(name).resolve(name + ".json");
            assertThat(report).as(said(name)).exists();
            keeps(new JsonArray(Files.readString(report)).getJsonObject(0), RUNS.getOrDefault(each.getKey(), List.of()));
        }
    }

    private static void keeps(JsonObject report, List<String> demands) {
        Map<String, JsonObject> found = new LinkedHashMap<>();
        report.getJsonArray("demands").forEach(each -> {
            JsonObject demand = (JsonObject) each;
            found.put(demand.getString("must"), demand);
        });
        for (String demand : demands) {
            assertThat(found).as(report.encodePrettily()).containsKey(demand);
            assertThat(found.get(demand).getBoolean("holds")).as(report.encodePrettily()).isTrue();
        }
    }

    private Process start(Path classes, List<String> run) throws IOException {
        String name = run.get(1);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dweft.jar=" + System.getProperty("weft.jar"),
                "-Dload.target=" + Files.createDirectories(target(name)),
                "-Dload.home=" + Path.of("load-tests").toAbsolutePath(),
                "-cp",
                classes + java.io.File.pathSeparator + System.getProperty("java.class.path"),
                "dev.weft.load.orders." + run.get(0)));
        command.addAll(run.subList(2, run.size()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private Path target(String name) {
        return folder.resolve("target-" + name);
    }

    private String said(String name) throws IOException {
        return name + ": " + Files.readString(folder.resolve(name + ".log"));
    }

    /** The programs are no part of the main build, so they and what they need are compiled here, on the tests' own class path. */
    private Path compiled() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of(
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-sourcepath",
                SOURCES.toString(),
                "-cp",
                System.getProperty("java.class.path")));
        for (List<String> run : RUNS.keySet()) {
            arguments.add(SOURCES.resolve("dev/weft/load/orders/" + run.get(0) + ".java").toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
        return classes;
    }
}
