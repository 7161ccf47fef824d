package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.sandbox.Sandbox;
import dev.weft.sandbox.SandboxSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code weft check --links} against the sandbox: what a gateway of this configuration talks to is asked, and what is wrong is named. */
class LinkCheckTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static int sandbox;

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void systems() {
        SandboxSettings small = new SandboxSettings("127.0.0.1", 0, 42, 1, 20, 50, List.of());
        sandbox = Sandbox.start(VERTX, small).await().port();
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    private String configuration() throws IOException {
        return Files.readString(Path.of("conf/sandbox.yaml")).replace("127.0.0.1:9100", "127.0.0.1:" + sandbox)
                + "\nstore: { file: \"" + folder.resolve("weft.db") + "\" }\n";
    }

    /** With one site that tells a journey tool of baskets left behind. */
    private String withJourneys(String event) throws IOException {
        String silent = configuration().replaceAll(", journeys: \\{[^}]*}", "");
        String told = silent.replaceFirst(
                "loyalty: loyalty", "loyalty: loyalty, journeys: { backend: tool, abandoned: " + event + " }");
        String tool = "http://127.0.0.1:" + sandbox + "/marketing";
        String both = told.replaceFirst(
                "\nbackends:\n",
                "\nbackends:\n  tool: { vendor: marketingcloud, url: \"" + tool
                        + "\", auth: { type: clientCredentials, tokenUrl: \"" + tool
                        + "/v2/token\", clientId: weft-journeys, clientSecret: sandbox-secret, style: json } }\n");
        assertThat(both).contains("backend: tool", "  tool: {");
        return both;
    }

    private int check(String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve("links.yaml"), configuration);
        PrintWriter out = new PrintWriter(said, true);
        return Main.commandLine()
                .setOut(out)
                .setErr(out)
                .execute(
                        "check",
                        "--config",
                        file.toString(),
                        "--links",
                        "--report",
                        folder.resolve("reports").toString());
    }

    private List<String> lines(String verdict) {
        return said.toString().lines().filter(line -> line.startsWith(verdict)).toList();
    }

    @Test
    void asksEverythingAGatewayTalksTo() throws IOException {
        assertThat(check(configuration())).as(said.toString()).isZero();
        for (String link : List.of(
                " issuer.slas.jwks ",
                " scapi.content.WeftEU ",
                " scapi-admin.export.WeftEU ",
                " scapi-admin.export.WeftJP ",
                " scapi-agent.agent.WeftEU ",
                " store.file ")) {
            assertThat(lines("ok")).anySatisfy(line -> assertThat(line).contains(link));
        }
        assertThat(said.toString()).contains("links that were asked work; baskets were not asked (--token)");
        assertThat(folder.resolve("weft.db")).as("it only looks").doesNotExist();
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/oauth2/jwks | /oauth2/jwkz | issuer.slas.jwks",
                "tokenPath: /dwsso/oauth2/access_token | tokenPath: /dwsso/oauth2/nowhere | scapi-admin.export.",
                "password: agent-secret | password: forgotten | scapi-agent.agent.",
            })
    void namesTheLinkThatIsBroken(String good, String bad, String link) throws IOException {
        String configuration = configuration();
        assertThat(configuration).contains(good);
        int code = check(configuration.replace(good, bad));
        assertThat(code).as(said.toString()).isEqualTo(1);
        assertThat(lines("FAILED"))
                .as(said.toString())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(' ' + link));
    }

    @Test
    void theJourneyToolIsAskedForTheEventAndToldNothing() throws IOException {
        assertThat(check(withJourneys("WeftAbandonedBasket")))
                .as(said.toString())
                .isZero();
        assertThat(lines("ok")).anySatisfy(line -> assertThat(line).contains(" tool.event.WeftEU "));
        assertThat(VERTX.createHttpClient()
                        .request(HttpMethod.GET, sandbox, "127.0.0.1", "/_sandbox/events")
                        .compose(request -> request.send())
                        .compose(answer -> answer.body())
                        .await()
                        .toJsonObject()
                        .getInteger("total"))
                .isZero();
    }

    @Test
    void anEventTheJourneyToolHasNotIsABrokenLink() throws IOException {
        assertThat(check(withJourneys("WeftForgottenBasket"))).isEqualTo(1);
        assertThat(lines("FAILED"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(" tool.event.WeftEU ", "has no such event"));
    }

    @Test
    void aStoreNoGatewayCouldUseIsABrokenLink() throws IOException {
        Files.writeString(
                folder.resolve("weft.db"), "these are not the orders you are looking for, only a text\n".repeat(40));
        assertThat(check(configuration())).isEqualTo(1);
        assertThat(lines("FAILED"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(" store.file "));
    }

    /** As the gateway does: with no regard to what a name or an address looks like, only to where it leads. */
    @Test
    void connectsToNothingThatAGatewayWouldNot() throws IOException {
        String elsewhere =
                configuration().replace("http://127.0.0.1:" + sandbox + "/crm", "https://100.100.100.200/crm");
        assertThat(check(elsewhere)).isEqualTo(1);
        assertThat(lines("FAILED"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(" crm.profile.").contains("never connected to"));
    }
}
