package dev.weft.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The long runs under {@code load-tests/}, each as short as still means something: they start, break what they say they break, and the
 * gateway of this build stands it. The full runs are in docs/performance.md. They run beside the other tests, before there is anything
 * packaged: {@code weft.jar} is here a jar that only names the classes.
 */
@Execution(ExecutionMode.CONCURRENT)
class LoadProgramsTest {
    private static final Path HOME = Path.of("load-tests");
    private static final Path SOURCES = HOME.resolve("src/main/java");
    private static final long SECONDS = 150;

    @TempDir
    private static Path classes;

    private static Path jar;

    @TempDir
    private Path target;

    private final List<Process> started = new ArrayList<>();

    @BeforeAll
    static void nameTheClasses() throws IOException {
        Manifest manifest = new Manifest();
        Attributes names = manifest.getMainAttributes();
        names.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        names.put(Attributes.Name.MAIN_CLASS, "dev.weft.Main");
        names.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(HangupTest.classPath().split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        jar = classes.resolve("weft.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    @BeforeAll
    static void compile() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-implicit:class",
                "-d",
                classes.toString(),
                "-sourcepath",
                SOURCES.toString(),
                "-cp",
                HangupTest.classPath()));
        try (Stream<Path> files = Files.list(SOURCES.resolve("dev/weft/load/orders"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("javac's verdict on load-tests")
                .isZero();
    }

    /** A program ends its children when it ends; one that had to be killed leaves them. */
    @AfterEach
    void stopAll() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void theLastUnitIsSoldOnceWhereTheProcessIsKilled() throws Exception {
        JsonNode run = run("LastUnit", "last-unit", "1", "10", "one");
        assertThat(run.at("/figures/accepted").asInt()).as(run.toPrettyString()).isBetween(20, 50);
        held(
                run,
                "accepted = orders in the ERP",
                "0 duplicates",
                "units sold = accepted",
                "0 oversold",
                "0 units lost: what the ERP has left can be sold");
    }

    @Test
    void ordersGoOnBeingTakenWhileTheErpIsDark() throws Exception {
        JsonNode run = run("ErpDark", "erp-dark", "0.25", "refused");
        assertThat(run.at("/figures/dark/acceptedAtOnce").asInt())
                .as(run.toPrettyString())
                .isGreaterThan(200);
        held(run, "<= 1 probe/s", "every accepted order is in the ERP", "0 duplicates");
    }

    @Test
    void nothingIsSentTwiceWhereTheErpLeavesDoubt() throws Exception {
        JsonNode run = run("UncertainErp", "uncertain-erp", "150", "rest", "1");
        assertThat(run.at("/figures/arrivals/lookups").asInt())
                .as(run.toPrettyString())
                .isGreaterThan(40);
        held(
                run,
                "all final within 5 minutes",
                "every accepted order is in the ERP",
                "0 duplicates",
                "0 sends without a look-up after a doubtful outcome",
                "0 sends after it was found");
    }

    @Test
    void noOrderIsLostWhereTheProcessIsKilledAgainAndAgain() throws Exception {
        JsonNode run = run("StoreOutage", "store-outage", "sqlite", "10", "2");
        assertThat(run.at("/figures/accepted").asInt()).as(run.toPrettyString()).isGreaterThan(20);
        held(run, "clean opens", "every order accepted in the end", "0 lost", "0 duplicates");
    }

    /** What is demanded of time, a machine that builds beside may miss; what is demanded of the books, none may. */
    private static void held(JsonNode run, String... demands) {
        for (String demand : demands) {
            JsonNode found = StreamSupport.stream(run.get("demands").spliterator(), false)
                    .filter(one -> one.get("must").asText().equals(demand))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no demand '" + demand + "' in " + run.toPrettyString()));
            assertThat(found.get("holds").asBoolean()).as(found.toString()).isTrue();
        }
    }

    /** The program's one report. */
    private JsonNode run(String program, String name, String... arguments) throws Exception {
        List<String> command = Java.command(List.of(
                "-Xmx512m",
                "-Dweft.jar=" + jar,
                "-Dload.target=" + target,
                "-Dload.home=" + HOME.toAbsolutePath(),
                "-cp",
                classes + File.pathSeparator + HangupTest.classPath(),
                "dev.weft.load.orders." + program));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> all(process.getInputStream()));
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                .as(name + " ends within " + SECONDS + " s")
                .isTrue();
        Path report = target.resolve(name + ".json");
        assertThat(report).as(said.get()).exists();
        return new ObjectMapper().readTree(report.toFile()).get(0);
    }

    private static String all(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "its output broke off: " + e.getMessage();
        }
    }
}
