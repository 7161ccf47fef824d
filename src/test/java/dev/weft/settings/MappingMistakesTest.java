package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
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

/** Mistakes in describing a JSON system, and things that are worth a warning only. */
class MappingMistakesTest {
    private static final Path DOCUMENT = Path.of("conf/sandbox-rest.yaml");

    @TempDir
    Path folder = Path.of("");

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "stock?codes={keys}",
                        "stock?codes={kyes}",
                        "backends.erp-rest.mapping.stock.path",
                        "no such place: {kyes}",
                        "Did you mean {keys}?"),
                arguments(
                        "stock?codes={keys}",
                        "stock",
                        "backends.erp-rest.mapping.stock.path",
                        "where the product codes go",
                        "Put {keys} there."),
                arguments(
                        "customers/{customer}/orders",
                        "customers/orders",
                        "backends.erp-rest.mapping.orders.path",
                        "where the customer's number goes",
                        "Put {customer} there."),
                arguments(
                        "{market.list}",
                        "{market.lst}",
                        "backends.erp-rest.mapping.prices.path",
                        "{market.lst} has no value in backends.erp-rest.mapping.sites.WeftEU.variables",
                        "Did you mean {market.list}?"),
                arguments(
                        ", validUntil: Valid_To",
                        "",
                        "backends.erp-rest.mapping.prices.fields.validUntil",
                        "missing",
                        "go together"),
                arguments(
                        ", locations: { HH1: hamburg, LY1: lyon }",
                        "",
                        "backends.erp-rest.mapping.sites.WeftEU.locations",
                        "at least one location",
                        "depots"),
                arguments(
                        "fields: { code: Product_Code, location: Depot,",
                        "fields: { code: Product_Code, depot: Depot, location: Depot,",
                        "backends.erp-rest.mapping.stock.fields.depot",
                        "unknown key",
                        "Keys here: code, location, available"),
                arguments(
                        "constants: { List: \"{market.list}\" }",
                        "constants: { List: \"{market.lst}\" }",
                        "backends.erp-rest.mapping.orderEntry.constants.List",
                        "{market.lst} has no value in backends.erp-rest.mapping.sites.WeftEU.variables",
                        "Did you mean {market.list}?"),
                arguments(
                        "refundConstants: { Kind: money }",
                        "refundConstants: { Kind: \"{customer}\" }",
                        "backends.erp-rest.mapping.orderEntry.refundConstants.Kind",
                        "cannot hold {keys} or {customer}",
                        "{market.NAME}"),
                arguments(
                        "find: { path: \"/v2/orders?ext_ref={reference}\"",
                        "find: { path: \"/v2/orders?ext_ref={ref}\"",
                        "backends.erp-rest.mapping.orderEntry.find.path",
                        "a path with {reference}",
                        ""),
                arguments(
                        "reference: Ext_Ref, ",
                        "",
                        "backends.erp-rest.mapping.orderEntry.fields.reference",
                        "missing",
                        ""),
                arguments(
                        "\"40\": shipped, \"50\": shipped, \"90\": cancelled",
                        "\"40\": sent, \"50\": shipped, \"90\": cancelled",
                        "backends.erp-rest.mapping.orderEntry.stages.40",
                        "confirmed, picking, shipped or cancelled",
                        ""),
                arguments(
                        "booking: { accrual: WeftAccrual, redemption: WeftRedemption, spentPoints: forgive, lag: 5s }",
                        "booking: { accrual: WeftAccrual, lag: soon }",
                        "backends.loyalty.mapping.booking.lag",
                        "a duration",
                        ""),
                arguments(
                        "\"30\": in_process",
                        "\"30\": inprocess",
                        "backends.erp-rest.mapping.orders.statuses.30",
                        "expected one of open, in_process",
                        "Did you mean 'in_process'?"),
                arguments(
                        "unit: minor",
                        "unit: cents",
                        "backends.erp-rest.mapping.prices.unit",
                        "expected one of major, minor, hundredths, found 'cents'",
                        ""),
                arguments(
                        "sku: { addPrefix: WF- }",
                        "sku: { table: { a: x, b: x } }",
                        "backends.erp-rest.mapping.sku.table.b",
                        "the same as for 'a'",
                        "its own"),
                arguments(
                        "LY1: lyon } }",
                        "LY1: lyon }, zone: Europe/Berln }",
                        "backends.erp-rest.mapping.sites.WeftEU.zone",
                        "not a time zone: 'Europe/Berln'",
                        "Did you mean 'Europe/Berlin'?"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("mistakes")
    void namesKeyAndRemedy(String good, String bad, String key, String message, String remedy) throws IOException {
        assertThat(errors(good, bad)).first().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).contains(remedy);
        });
    }

    @Test
    void hundredthsCannotTellACurrencyOfThousandths() throws IOException {
        String inDinars = Files.readString(DOCUMENT)
                .replace("WeftUK: { currency: GBP", "WeftUK: { currency: KWD")
                .replaceFirst("unit: minor(\\R +guest: )", "unit: hundredths$1");
        long line = inDinars.substring(0, inDinars.indexOf("unit: hundredths"))
                .lines()
                .count();

        assertThat(load(inDinars).fold(accepted -> List.<Problem>of(), Loaded.Refused::problems))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo((int) line);
                    assertThat(problem.key()).isEqualTo("backends.erp-rest.mapping.orderEntry.unit");
                    assertThat(problem.message()).contains("KWD").contains("sites.WeftUK.currency");
                    assertThat(problem.remedy()).contains("major or minor");
                });
        assertThat(load(inDinars.replace("unit: hundredths", "unit: major"))).isInstanceOf(Loaded.Accepted.class);
        assertThat(load(inDinars.replace("currency: KWD", "currency: GBP"))).isInstanceOf(Loaded.Accepted.class);
    }

    static Stream<Arguments> doubts() {
        return Stream.of(
                arguments("crm: crm, ", "", "", ""),
                arguments(
                        "    waitQueue: 64\n    concurrency",
                        "    waitQueue: 6400\n    concurrency",
                        "backends.erp-rest.waitQueue",
                        "more than ten calls may wait for each connection"),
                arguments(
                        "connections: 64",
                        "connections: 32",
                        "backends.erp-rest.concurrency",
                        "more calls at once (64)"),
                arguments(
                        "url: http://127.0.0.1:9100/erp-rest",
                        "url: https://erp.example.com",
                        "backends.erp-rest.auth.key",
                        "a secret stands in the file"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("doubts")
    void warnsAndGoesOn(String good, String bad, String key, String message) throws IOException {
        Loaded loaded = edited(good, bad);

        assertThat(loaded).isInstanceOfSatisfying(Loaded.Accepted.class, accepted -> {
            if (key.isEmpty()) {
                assertThat(accepted.warnings()).isEmpty();
            } else {
                assertThat(accepted.warnings()).singleElement().satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo(key);
                    assertThat(problem.message()).contains(message);
                    assertThat(problem.render()).contains("warning: ");
                });
            }
        });
    }

    @Test
    void warnsOfABackendNoSiteUses() throws IOException {
        String document = Files.readString(DOCUMENT).replace("crm: crm, ", "");

        List<Problem> warnings = load(document).fold(Loaded.Accepted::warnings, Loaded.Refused::problems);

        assertThat(warnings).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("backends.crm");
            assertThat(problem.message()).isEqualTo("no site uses this backend");
        });
    }

    @Test
    void aMissingKeyIsReportedAtItsMapping() throws IOException {
        List<Problem> errors = errors("      program: Weft Circle\n", "");

        long line = Files.readString(DOCUMENT)
                        .substring(0, Files.readString(DOCUMENT).lastIndexOf("    mapping:"))
                        .lines()
                        .count()
                + 1;
        assertThat(errors).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo((int) line);
            assertThat(problem.key()).isEqualTo("backends.loyalty.mapping.program");
            assertThat(problem.remedy()).isEqualTo("Add 'program': a program name.");
        });
    }

    private List<Problem> errors(String good, String bad) throws IOException {
        return edited(good, bad).fold(accepted -> List.of(), Loaded.Refused::problems);
    }

    private Loaded edited(String good, String bad) throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(document).contains(good);
        int at = document.indexOf(good);
        return load(document.substring(0, at) + bad + document.substring(at + good.length()));
    }

    private Loaded load(String document) throws IOException {
        return Settings.load(Files.writeString(folder.resolve("mistaken.yaml"), document), Map.of());
    }
}
