package dev.weft.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Shows that every rule of the house can fail: each gets a violation to find, and the same code where it is allowed to stand. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("HouseRulesMetaTest")
class HouseRulesMetaTest {
    private static final ImportTable TABLE = ImportTable.read();
    private static final Map<String, ArchRule> RULES = new HouseRules(TABLE).all();
    private static final String CLASS = "Planted";

    /**
     * A violation.
     *
     * @param rule the rule that must find it
     * @param home the row it is planted in
     * @param haven a row where the same code is allowed; the home itself where no row is
     * @param members the class body
     */
    private record Plant(String rule, String home, String haven, String members) {

        String name() {
            return CLASS + PLANTS.indexOf(this);
        }

        String nameIn(String row) {
            return packageOf(row) + '.' + name();
        }
    }

    private static final List<Plant> PLANTS = List.of(
            new Plant(HouseRules.SIGNATURES, "product", "http", "io.vertx.core.json.JsonObject draft;"),
            new Plant(
                    HouseRules.SIGNATURES,
                    "customer",
                    "http",
                    "io.vertx.core.Future<java.util.List<io.vertx.core.json.JsonArray>> rows() { return null; }"),
            new Plant(HouseRules.SIGNATURES, "order", "http", "void take(io.vertx.ext.web.RoutingContext context) {}"),
            new Plant(
                    HouseRules.SIGNATURES,
                    "journey",
                    "backend.client",
                    "void take(io.vertx.core.buffer.Buffer body) {}"),
            new Plant(HouseRules.CHANCE, "product", "backend.client", "long now() { return System.nanoTime(); }"),
            new Plant(
                    HouseRules.CHANCE, "order", "http", "java.time.Instant now() { return java.time.Instant.now(); }"),
            new Plant(
                    HouseRules.CHANCE,
                    "outbox",
                    "http",
                    "java.util.function.LongSupplier c = System::currentTimeMillis;"),
            new Plant(HouseRules.CHANCE, "inventory", "http", "Object dice = new java.util.Random();"),
            new Plant(
                    HouseRules.CHANCE,
                    "fanout",
                    "http",
                    "int dice() { return java.util.concurrent.ThreadLocalRandom.current().nextInt(); }"),
            new Plant(HouseRules.CREATES_VERTX, "cache", "", "Object vertx = io.vertx.core.Vertx.vertx();"),
            new Plant(HouseRules.CREATES_VERTX, "sandbox", "", "Object vertx = io.vertx.core.Vertx.builder().build();"),
            new Plant(
                    HouseRules.CREATES_VERTX,
                    "http",
                    "",
                    "java.util.function.Supplier<io.vertx.core.Vertx> vertx = io.vertx.core.Vertx::vertx;"),
            new Plant(
                    HouseRules.DEPLOYS,
                    "http",
                    "",
                    "void go(io.vertx.core.Vertx vertx) { vertx.deployVerticle(\"Other\"); }"),
            new Plant(HouseRules.ENVIRONMENT, "backend.client", "settings", "Object home = System.getenv(\"HOME\");"),
            new Plant(HouseRules.ENVIRONMENT, "telemetry", "", "Object all = System.getenv();"),
            new Plant(HouseRules.INTERNALS, "resilience", "telemetry", "io.vertx.core.internal.ContextInternal loop;"),
            new Plant(
                    HouseRules.INTERNALS,
                    "",
                    "",
                    "Object headers = io.vertx.core.http.impl.headers.HeadersMultiMap" + ".httpHeaders();"),
            new Plant(HouseRules.CALLS_OUT, "backend.sap", "backend.client", "io.vertx.core.http.HttpClient client;"),
            new Plant(
                    HouseRules.CALLS_OUT,
                    "admin",
                    "sandbox",
                    "Object client = java.net.http.HttpClient.newHttpClient();"),
            new Plant(HouseRules.CALLS_OUT, "", "backend.client", "io.vertx.core.http.HttpClient client;"),
            new Plant(HouseRules.CALLS_OUT, "http", "", "java.net.http.HttpClient client;"),
            new Plant(HouseRules.CALLS_OUT, "security", "sandbox", "java.net.URLConnection keys;"),
            new Plant(
                    HouseRules.ANSWERS,
                    "customer",
                    "http",
                    "void answer(io.vertx.core.http.HttpServerRequest request) { request.response().end(); }"),
            new Plant(HouseRules.ANSWERS, "backend.scapi", "admin", "io.vertx.core.http.HttpServerResponse response;"));

    @TestFactory
    Stream<DynamicTest> eachForbiddenImportIsFoundAndNoOther(@TempDir Path folder) {
        Map<String, String> sources = new LinkedHashMap<>();
        List<String> rows = new ArrayList<>(TABLE.rows().keySet());
        rows.add(ImportTable.ROOT);
        for (String row : rows) {
            String fields = rows.stream()
                    .filter(to -> !to.equals(row))
                    .map(to -> nameIn(to) + " f" + rows.indexOf(to) + ";")
                    .collect(Collectors.joining("\n"));
            sources.put(nameIn(row), source(row, fields));
        }
        JavaClasses planted = Plants.compile(sources, folder);
        return TABLE.rows().keySet().stream()
                .map(row -> DynamicTest.dynamicTest(HouseRules.importsOf(row), () -> {
                    Set<String> found = new TreeSet<>(faults(HouseRules.importsOf(row), planted));
                    List<String> expected = rows.stream()
                            .filter(to -> !TABLE.allows(row, to))
                            .map(to -> nameIn(row) + ": must not import " + nameIn(to))
                            .toList();
                    assertThat(expected).as("something is forbidden to %s", row).isNotEmpty();
                    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
                }));
    }

    /** All are compiled at once, each as a class of its own, and looked at one by one. */
    @TestFactory
    Stream<DynamicTest> eachPlantIsFound(@TempDir Path folder) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Plant plant : PLANTS) {
            for (String row : List.of(plant.home(), plant.haven())) {
                sources.put(plant.nameIn(row), source(row, plant.name(), plant.members()));
            }
        }
        JavaClasses all = Plants.compile(sources, folder);
        return PLANTS.stream()
                .map(plant -> DynamicTest.dynamicTest(plant.rule() + ": " + plant.members(), () -> {
                    assertThat(faults(plant.rule(), only(plant.nameIn(plant.home()), all)))
                            .isNotEmpty()
                            .allMatch(fault -> fault.startsWith(plant.nameIn(plant.home()) + ": "));
                    if (!plant.haven().equals(plant.home())) {
                        assertThat(faults(plant.rule(), only(plant.nameIn(plant.haven()), all)))
                                .isEmpty();
                    }
                }));
    }

    @Test
    void timeFromAClockThatWasGivenIsLeftAlone(@TempDir Path folder) {
        String given = "java.time.Instant at(java.time.Clock clock) { return java.time.Instant.now(clock); }";
        assertThat(faults(HouseRules.CHANCE, compiled("order", given, folder))).isEmpty();
    }

    @Test
    void aPackageWithoutARowIsFound(@TempDir Path folder) {
        assertThat(faults(HouseRules.TABLE, compiled("stowaway", "", folder))).hasSize(1);
    }

    @Test
    void anImportOfAPackageWithoutARowIsFound(@TempDir Path folder) {
        Map<String, String> sources = Map.of(
                nameIn("stowaway"), source("stowaway", ""),
                nameIn("http"), source("http", nameIn("stowaway") + " guest;"));
        assertThat(faults(HouseRules.importsOf("http"), Plants.compile(sources, folder)))
                .hasSize(1);
    }

    @Test
    void aPackageThatIsNotNullMarkedIsFound(@TempDir Path folder) {
        assertThat(faults(HouseRules.NULL_MARKED, compiled("kernel", "", folder)))
                .hasSize(1);
    }

    @Test
    void aPackageInfoWithoutTheMarkIsFound(@TempDir Path folder) {
        assertThat(faults(HouseRules.NULL_MARKED, withPackageInfo("@Deprecated", folder)))
                .isNotEmpty();
    }

    @Test
    void aNullMarkedPackageIsLeftAlone(@TempDir Path folder) {
        assertThat(faults(HouseRules.NULL_MARKED, withPackageInfo("@org.jspecify.annotations.NullMarked", folder)))
                .isEmpty();
    }

    @Test
    void aFileOfOneLineTooManyIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Long.java"), "\n".repeat(501));
        Files.writeString(folder.resolve("Fits.java"), "\n".repeat(500));
        assertThat(new FileLength(500).tooLong(folder)).containsExactly("Long.java: 501 lines");
    }

    @Test
    void everyRuleHasAPlant() {
        Set<String> planted = PLANTS.stream().map(Plant::rule).collect(Collectors.toSet());
        planted.addAll(Set.of(HouseRules.TABLE, HouseRules.NULL_MARKED));
        TABLE.rows().keySet().forEach(row -> planted.add(HouseRules.importsOf(row)));
        assertThat(RULES.keySet()).isEqualTo(planted);
    }

    private static List<String> faults(String rule, JavaClasses classes) {
        ArchRule checked = Objects.requireNonNull(RULES.get(rule), rule);
        return checked.evaluate(classes).getFailureReport().getDetails();
    }

    private static JavaClasses compiled(String row, String members, Path folder) {
        return Plants.compile(Map.of(nameIn(row), source(row, members)), folder);
    }

    private static JavaClasses withPackageInfo(String annotation, Path folder) {
        return Plants.compile(
                Map.of(
                        nameIn("kernel"),
                        source("kernel", ""),
                        "dev.weft.kernel.package-info",
                        annotation + " package dev.weft.kernel;"),
                folder);
    }

    private static String packageOf(String row) {
        return row.isEmpty() ? ImportTable.BASE : ImportTable.BASE + '.' + row;
    }

    private static String nameIn(String row) {
        return packageOf(row) + '.' + CLASS;
    }

    private static String source(String row, String members) {
        return source(row, CLASS, members);
    }

    private static String source(String row, String name, String members) {
        return "package " + packageOf(row) + ";\npublic class " + name + " {\n" + members + "\n}\n";
    }

    private static JavaClasses only(String name, JavaClasses all) {
        return all.that(
                DescribedPredicate.describe(name, found -> found.getName().equals(name)));
    }
}
