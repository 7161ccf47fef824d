package dev.weft.http.scapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.http.Face.Family;
import dev.weft.http.door.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FamiliesTest {
    private static final Pattern SERVER =
            Pattern.compile("(?m)^ +- url: https://\\{shortCode}\\.api\\.commercecloud\\.salesforce\\.com(/\\S+)$");

    /** Salesforce's own specifications, where they are at hand. */
    @Test
    void whatPassesIsWhatIsSpecified() throws IOException {
        String shared = System.getProperty("weft.shared", "");
        Path specs = Path.of(shared, "specs", "scapi");
        Assumptions.assumeTrue(
                !shared.isEmpty() && Files.isDirectory(specs), "skipped: no specifications (weft.shared)");
        Set<String> specified = new TreeSet<>();
        try (Stream<Path> files = Files.list(specs)) {
            for (Path file : files.toList()) {
                Matcher server = SERVER.matcher(Files.readString(file));
                assertThat(server.find()).as(file.toString()).isTrue();
                specified.add(server.group(1));
            }
        }
        Set<String> passing = Families.ALL.stream().map(Family::prefix).collect(Collectors.toSet());
        assertThat(passing).isEqualTo(specified);
    }

    @Test
    void ordersAndPaymentsAreTheLastToBeTurnedAway() {
        for (Family family : Families.ALL) {
            boolean paying = family.prefix().contains("shopper-orders")
                    || family.prefix().contains("shopper-payments");
            assertThat(family.priority() == Priority.CHECKOUT)
                    .as(family.prefix())
                    .isEqualTo(paying);
        }
    }
}
