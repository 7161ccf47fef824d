package dev.weft.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("ImportTableTest")
class ImportTableTest {
    private static final ImportTable TABLE = ImportTable.read();
    private static JavaClasses tree = new ClassFileImporter().importClasses(Set.of());

    @BeforeAll
    static void readTheTree() {
        tree = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ImportTable.BASE);
    }

    @TestFactory
    Stream<DynamicTest> theTreeKeeps() {
        return new HouseRules(TABLE)
                .all().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(),
                                () -> assertThat(rule.getValue()
                                                .evaluate(tree)
                                                .getFailureReport()
                                                .getDetails())
                                        .as(rule.getKey())
                                        .isEmpty()));
    }

    @Test
    void theTreeIsThereToBeRead() {
        assertThat(tree.contain(ImportTable.BASE + ".kernel.Deadline")).isTrue();
        assertThat(tree.contain(ImportTable.BASE + ".house.HouseRules")).isFalse();
    }

    @Test
    void rowsNameOnlyRowsAndStandBelowWhatTheyImport() {
        Set<String> above = new HashSet<>();
        TABLE.rows().forEach((row, imports) -> {
            assertThat(above).as("rows above %s, which it imports", row).containsAll(imports);
            above.add(row);
        });
    }

    @Test
    void backendsMeetNeitherEachOtherNorTheFaces() {
        Set<String> shared = Set.of("backend.client", "backend.odata");
        TABLE.rows().forEach((row, imports) -> {
            if (row.startsWith("backend.")) {
                assertThat(imports)
                        .as(row)
                        .noneMatch(to -> to.startsWith("backend.") && !shared.contains(to))
                        .noneMatch(to -> to.startsWith("http"));
            }
            if (row.startsWith("http")) {
                assertThat(imports).as(row).noneMatch(to -> to.startsWith("backend."));
            }
        });
    }

    @Test
    void noSourceFileIsLongerThanFiveHundredLines() {
        FileLength limit = new FileLength(500);
        assertThat(limit.tooLong(Path.of("src/main/java"))).isEmpty();
        assertThat(limit.tooLong(Path.of("src/test/java"))).isEmpty();
    }
}
