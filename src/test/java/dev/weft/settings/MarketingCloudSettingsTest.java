package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.marketingcloud.MarketingCloudSettings;
import dev.weft.backend.marketingcloud.MarketingCloudSettings.Fact;
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

/** The journey tool's block of the configuration: what is read from it, and what is a mistake. */
class MarketingCloudSettingsTest {
    private static final String BLOCK = """

            tool:
              vendor: marketingcloud
              url: https://mc.rest.marketingcloudapis.com
              auth:
                type: clientCredentials
                tokenUrl: https://mc.auth.marketingcloudapis.com/v2/token
                clientId: weft
                clientSecret: ${file:tool.secret}
                style: json
                parameters: { account_id: "7281698" }
            """;

    private static final String MAPPING = """
              mapping:
                contact: { stripPrefix: wsh, addPrefix: MC }
                fields: { basket: Cart Id, site: "", contact: SubscriberKey }
            """;

    @TempDir
    private Path folder;

    @Test
    void everythingHasAUsualName() throws IOException {
        assertThat(settings(BLOCK)).isEqualTo(MarketingCloudSettings.USUAL);
    }

    @Test
    void fieldsAreRenamedOrLeftOutAndPersonsRespelt() throws IOException {
        MarketingCloudSettings read = settings(BLOCK + MAPPING);
        assertThat(read.contact().theirs("wsh00000007")).isEqualTo("MC00000007");
        assertThat(read.fields())
                .containsEntry(Fact.BASKET, "Cart Id")
                .containsEntry(Fact.CONTACT, "SubscriberKey")
                .containsEntry(Fact.AMOUNT, "Amount")
                .doesNotContainKey(Fact.SITE);
    }

    @Test
    void tokensAreAskedForInJsonWithTheBusinessUnit() throws IOException {
        assertThat(loaded(BLOCK)
                        .fold(Loaded.Accepted::settings, MarketingCloudSettingsTest::refused)
                        .backends()
                        .get("tool")
                        .client()
                        .auth())
                .isInstanceOfSatisfying(BackendAuth.ClientCredentials.class, it -> {
                    assertThat(it.style()).isEqualTo(BackendAuth.ClientCredentials.Style.JSON);
                    assertThat(it.parameters()).isEqualTo(Map.of("account_id", "7281698"));
                });
    }

    @Test
    void aSiteThatTellsItUsesIt() throws IOException {
        assertThat(loaded(BLOCK).fold(Loaded.Accepted::warnings, MarketingCloudSettingsTest::refused))
                .isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("style: json", "style: form", "backends.tool.auth.style", "in JSON only"),
                arguments("basket: Cart Id", "basket: Units", "backends.tool.mapping.fields.basket", "'units'"),
                arguments(
                        "basket: Cart Id", "basket: Cart.Id", "backends.tool.mapping.fields.basket", "a column's name"),
                arguments("basket: Cart Id", "cart: CartId", "backends.tool.mapping.fields.cart", "unknown"),
                arguments(
                        "addPrefix: MC",
                        "table: { a: x, b: x }",
                        "backends.tool.mapping.contact.table.b",
                        "the same as for 'a'"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void namesTheMistake(String good, String bad, String key, String message) throws IOException {
        List<Problem> problems =
                loaded((BLOCK + MAPPING).replace(good, bad)).fold(accepted -> List.of(), Loaded.Refused::problems);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.message()).contains(message);
        });
    }

    private MarketingCloudSettings settings(String block) throws IOException {
        Backend tool = loaded(block)
                .fold(Loaded.Accepted::settings, MarketingCloudSettingsTest::refused)
                .backends()
                .get("tool");
        return ((Backend.MarketingCloud) tool.vendor()).settings();
    }

    private static <T> T refused(Loaded.Refused refused) {
        throw new AssertionError(refused.problems().toString());
    }

    private Loaded loaded(String block) throws IOException {
        Files.writeString(folder.resolve("tool.secret"), "secret\n");
        String document = Files.readString(Path.of("conf/sandbox-rest.yaml"))
                .replaceAll(", journeys: \\{[^}]*}", "")
                .replaceFirst(
                        "loyalty: loyalty",
                        "loyalty: loyalty, journeys: { backend: tool, abandoned: WeftAbandonedBasket }");
        return Settings.load(
                Files.writeString(folder.resolve("tool.yaml"), document.stripTrailing() + block.indent(2)), Map.of());
    }
}
