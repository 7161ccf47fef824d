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

/** Rules of orders that contradict each other, or name what is not there. */
class OrderRuleMistakesTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sourcing: nearest | orders.sourcing | `regions` is absent | Name the locations",
                "regions: { DE: [hamburg] } | orders.regions | `sourcing: nearest` only | set that rule",
                "'sourcing: nearest, regions: { DE: [hamburk] }' | orders.regions.DE[0] | no such location | 'hamburg'",
                "'sourcing: nearest, regions: { Germany: [hamburg] }' | orders.regions.Germany | not a region | country",
                "sourcing: closest | orders.sourcing | expected one of fewestParcels | ''",
                "priceTolerance: 0.5 | orders.priceTolerance | a percentage | ''",
                "pointValue: 0 | orders.pointValue | a number above 0 | ''",
                "safetyStock: -1 | orders.safetyStock | a whole number from 0 | ''"
            })
    void isRefusedWithKeyAndRemedy(String rules, String key, String message, String remedy) throws IOException {
        String document =
                Files.readString(Path.of("conf/gateway.yaml")).replaceAll("(?m)^ +orders: .*nearest.*\\R", "");
        String mistaken =
                document.replaceFirst("erp: s4, crm: crm, loyalty: loyalty,", "$0 orders: { " + rules + " } }");
        assertThat(mistaken).isNotEqualTo(document);
        Path file = Files.writeString(folder.resolve("mistaken.yaml"), mistaken);

        List<Problem> problems = Settings.load(file, secrets()).fold(accepted -> List.of(), Loaded.Refused::problems);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).key()).isEqualTo("sites.shop-eu." + key);
        assertThat(problems.get(0).message()).contains(message);
        assertThat(problems.get(0).remedy()).contains(remedy);
    }

    private static Map<String, String> secrets() {
        return Map.of(
                "SFCC_CLIENT_ID", "c1",
                "SFCC_CLIENT_SECRET", "s1",
                "SAP_CLIENT_ID", "c2",
                "SAP_CLIENT_SECRET", "s2",
                "WAREHOUSE_KEY", "s3",
                "CRM_CLIENT_ID", "c4",
                "CRM_CLIENT_SECRET", "s4",
                "SAP_HOOK_SECRET", "whsec_c2VhbGVkLWZvci10ZXN0cy1vbmx5LTAxMjM0NTY3");
    }
}
