package dev.weft.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One line put into the demo's document; the problem found must name its line, its key and the way out. */
class TlsMistakesTest {
    private static final String SERVER = "  port: 8080\n";
    private static final String ADMIN = "  port: 9090\n";
    private static final String CRM = "  crm:\n";
    private static final String HASH = "ab".repeat(32);

    @TempDir
    Path folder = Path.of("");

    private final TestAuthority authority = new TestAuthority("files");

    @BeforeEach
    void files() throws IOException {
        Instant now = Instant.now();
        TestAuthority.Issued good = authority.server("weft.test");
        good.write(folder.resolve("chain.pem"), folder.resolve("key.pem"));
        authority.server("weft.test").write(folder.resolve("other.pem"), folder.resolve("other-key.pem"));
        authority
                .server("weft.test", now.minusSeconds(90_000), now.minusSeconds(3_600))
                .write(folder.resolve("over.pem"), folder.resolve("over-key.pem"));
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
        Files.writeString(folder.resolve("text.pem"), "no certificate\n");
        Files.writeString(folder.resolve("old-key.pem"), good.keyPem().replace("PRIVATE KEY", "EC PRIVATE KEY"));
    }

    @ParameterizedTest(name = "{1} -> {2}")
    @MethodSource("mistakes")
    void namesLineKeyAndRemedy(String after, String line, String key, String message, String remedy)
            throws IOException {
        List<Problem> problems = problems(after, line);

        List<Problem> there =
                problems.stream().filter(it -> it.key().equals(key)).toList();
        assertThat(there).as(problems.toString()).hasSize(1);
        Problem problem = there.get(0);
        assertThat(problem.message()).contains(message);
        assertThat(problem.remedy()).contains(remedy);
        String document = Files.readString(Path.of("conf/sandbox.yaml"));
        long expected = document.substring(0, document.indexOf(after) + after.length())
                        .lines()
                        .count()
                + 1;
        assertThat(problem.line()).isBetween((int) expected - 2, (int) expected);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        SERVER,
                        tls("certificate: chain.pem"),
                        "server.tls.certificate",
                        "goes with 'key'",
                        "Add 'key'"),
                arguments(
                        SERVER, tls("key: key.pem"), "server.tls.key", "goes with 'certificate'", "Add 'certificate'"),
                arguments(
                        SERVER,
                        tls("reload: 1s"),
                        "server.tls",
                        "a port needs a certificate",
                        "'certificate' and 'key'"),
                arguments(
                        SERVER,
                        tls("certificate: chain.pem, key: key.pem, keystore: a.p12, password: x"),
                        "server.tls.keystore",
                        "there already",
                        "Keep one"),
                arguments(
                        SERVER,
                        tls("certificate: none.pem, key: key.pem"),
                        "server.tls",
                        "no file none.pem",
                        "relative to the configuration file"),
                arguments(
                        SERVER,
                        tls("certificate: text.pem, key: key.pem"),
                        "server.tls",
                        "text.pem holds no PEM certificate",
                        "relative"),
                arguments(
                        SERVER,
                        tls("certificate: chain.pem, key: other-key.pem"),
                        "server.tls",
                        "the key does not belong to the certificate",
                        "belong together"),
                arguments(SERVER, tls("certificate: chain.pem, key: old-key.pem"), "server.tls", "PKCS #8", "relative"),
                arguments(
                        SERVER, tls("certificate: over.pem, key: over-key.pem"), "server.tls", "ended on", "Renew it"),
                arguments(
                        SERVER,
                        tls("certificate: chain.pem, key: key.pem, clients: { required: true }"),
                        "server.tls.clients.trust",
                        "missing",
                        "Add 'trust'"),
                arguments(
                        SERVER,
                        tls("certificate: chain.pem, key: key.pem, trustAll: true"),
                        "server.tls.trustAll",
                        "unknown key",
                        "Keys here"),
                arguments(
                        CRM, "    tls: { trustAll: true }\n", "backends.crm.tls.trustAll", "unknown key", "Keys here"),
                arguments(
                        CRM,
                        "    tls: { verifyHost: false }\n",
                        "backends.crm.tls.verifyHost",
                        "unknown key",
                        "Keys here"),
                arguments(CRM, "    tls: { trust: ca.pem }\n", "backends.crm.tls", "speaks no TLS", "Write https://"),
                arguments(
                        ADMIN,
                        "  operators: { tokens: { alice: secret } }\n",
                        "admin.operators.tokens.alice",
                        "64 hexadecimal digits",
                        ""),
                arguments(
                        ADMIN,
                        "  operators: { certificates: { alice: \"CN=alice\" } }\n",
                        "admin.operators.certificates",
                        "no certificate of a client is ever looked at",
                        "Add 'tls' with 'clients'"),
                arguments(
                        ADMIN,
                        "  authorities: [\"fd00::7\"]\n",
                        "admin.authorities[0]",
                        "no host as requests name one",
                        "[IPv6 address]:port"),
                arguments(
                        ADMIN,
                        "  operators: { scope: weft.operator }\n",
                        "admin.operators",
                        "nobody is named",
                        "Add 'tokens', 'certificates' or 'issuer'"),
                arguments(
                        ADMIN,
                        "  operators: { scope: weft.ops, tokens: { alice: " + HASH + " } }\n",
                        "admin.operators.scope",
                        "goes with 'issuer'",
                        "Add 'issuer'"),
                arguments(
                        ADMIN, "  operators: { issuer: salsa }\n", "admin.operators.issuer", "no such issuer", "slas"),
                arguments(
                        ADMIN,
                        "  operators: { issuer: slas }\n",
                        "admin.operators.issuer",
                        "shoppers', not operators'",
                        "profile generic"));
    }

    @Test
    void acceptsWhatIsRight() throws IOException {
        assertThat(problems(SERVER, tls("certificate: chain.pem, key: key.pem, clients: { trust: ca.pem }")))
                .isEmpty();
        assertThat(problems(ADMIN, "  operators: { tokens: { alice: " + HASH + " } }\n"))
                .isEmpty();
    }

    @Test
    void anAdminPortOthersReachNeedsOperators() throws IOException {
        String document = Files.readString(Path.of("conf/sandbox.yaml"))
                .replace("admin:\n  host: 127.0.0.1", "admin:\n  host: 0.0.0.0");
        assertThat(load(document)).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("admin.host");
            assertThat(problem.message()).contains("nobody is named");
        });
        String named = document.replace(ADMIN, ADMIN + "  operators: { tokens: { alice: " + HASH + " } }\n");
        assertThat(load(named))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("travel readable"));
    }

    @Test
    void aScopeAloneNamesNobodyWhereOthersReachThePort() throws IOException {
        String document = Files.readString(Path.of("conf/sandbox.yaml"))
                .replace("admin:\n  host: 127.0.0.1", "admin:\n  host: 0.0.0.0")
                .replace(ADMIN, ADMIN + "  operators: { scope: weft.operator }\n");
        assertThat(Settings.load(write(document), Map.of()).<Boolean>fold(accepted -> true, refused -> false))
                .isFalse();
    }

    @Test
    void whoeverReachesThePortIsAnOperatorOnThisMachineAloneAndWhereNothingIsSaidOfOperators() throws IOException {
        GatewaySettings silent = settings(Files.readString(Path.of("conf/sandbox.yaml")));
        assertThat(silent.operations().access().open()).isTrue();
        ServerSettings.Listen shoppers = new ServerSettings.Listen("127.0.0.1", 0);
        assertThat(silent.listening(shoppers, new ServerSettings.Listen("::1", 0))
                        .operations()
                        .access()
                        .open())
                .isTrue();
        assertThat(silent.listening(shoppers, new ServerSettings.Listen("0.0.0.0", 0))
                        .operations()
                        .access()
                        .open())
                .as("moved to where others reach it")
                .isFalse();
        String named = Files.readString(Path.of("conf/sandbox.yaml"))
                .replace(ADMIN, ADMIN + "  operators: { tokens: { alice: " + HASH + " } }\n");
        assertThat(settings(named).operations().access().open()).isFalse();
    }

    private GatewaySettings settings(String document) throws IOException {
        return Settings.load(write(document), Map.of()).fold(Loaded.Accepted::settings, refused -> {
            throw new AssertionError(refused.problems().toString());
        });
    }

    /** In the process, which puts the value in first, and in an editor, which looks at the text as it is written. */
    @ParameterizedTest
    @CsvSource({"${env:POD_IP}:9090, 10.1.2.3, 10.1.2.3:9090", "[${env:POD_IP}]:9090, fd00::7, [fd00::7]:9090"})
    void aPodsAddressMayComeFromTheEnvironmentWithThePortBesideIt(String written, String address, String read)
            throws IOException {
        String document = Files.readString(Path.of("conf/sandbox.yaml"))
                .replace(ADMIN, ADMIN + "  authorities: [\"" + written + "\"]\n");
        List<String> authorities = Settings.load(write(document), Map.of("POD_IP", address))
                .fold(
                        accepted -> accepted.settings().operations().access().authorities(),
                        refused -> List.of(refused.problems().toString()));
        assertThat(authorities).containsExactly(read);
        for (String port : List.of("admin", "server")) {
            String pattern = SchemaCheck.schema()
                    .at("/properties/" + port + "/properties/authorities/items/pattern")
                    .asText();
            assertThat(written).matches(pattern);
        }
    }

    @Test
    void plainHttpToAnotherMachineNeedsItsOwnWord() throws IOException {
        String document = Files.readString(Path.of("conf/sandbox.yaml"));
        String crm = document.substring(document.indexOf(CRM));
        String url =
                crm.lines().filter(line -> line.contains("url:")).findFirst().orElseThrow();
        String elsewhere = document.replace(
                crm, crm.replaceFirst(java.util.regex.Pattern.quote(url), "    url: http://crm.internal"));
        assertThat(load(elsewhere))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("http is allowed to this machine only"));
        String said =
                elsewhere.replace("    url: http://crm.internal", "    url: http://crm.internal\n    plainHttp: true");
        List<Problem> warnings =
                Settings.load(write(said), Map.of()).fold(Loaded.Accepted::warnings, refused -> List.of());
        assertThat(warnings).anySatisfy(warning -> assertThat(warning.message()).contains("can be read on the way"));
    }

    private static String tls(String members) {
        return "  tls: { " + members + " }\n";
    }

    private List<Problem> problems(String after, String line) throws IOException {
        String document = Files.readString(Path.of("conf/sandbox.yaml"));
        assertThat(document).contains(after);
        return load(document.replace(after, after + line));
    }

    private List<Problem> load(String document) throws IOException {
        return Settings.load(write(document), Map.of()).fold(Loaded.Accepted::warnings, Loaded.Refused::problems);
    }

    private Path write(String document) throws IOException {
        return Files.writeString(folder.resolve("mistaken.yaml"), document);
    }
}
