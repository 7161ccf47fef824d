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

/** Each row makes one small mistake in the demo's document; the one problem found must name its line, its key and the way out. */
class SeededMistakesTest {
    private static final Path SANDBOX = Path.of("conf/sandbox.yaml");

    @TempDir
    Path folder = Path.of("");

    @Test
    void theDemosDocumentIsAcceptedWithoutAWord() {
        assertThat(Settings.load(SANDBOX, Map.of()))
                .isInstanceOfSatisfying(
                        Loaded.Accepted.class,
                        accepted -> assertThat(accepted.warnings()).isEmpty());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("mistakes")
    void namesLineKeyAndRemedy(String good, String bad, String key, String message, String remedy) throws IOException {
        String document = Files.readString(SANDBOX);
        assertThat(document).contains(good);
        String mistaken = document.replaceFirst(
                java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad));

        List<Problem> problems = problems(mistaken);

        assertThat(problems).hasSize(1);
        Problem problem = problems.get(0);
        assertThat(problem.line()).isEqualTo(lineOf(document, good, bad));
        assertThat(problem.key()).isEqualTo(key);
        assertThat(problem.message()).contains(message);
        assertThat(problem.remedy()).contains(remedy);
        assertThat(problem.file()).endsWith("mistaken.yaml");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // unknown and missing keys
                arguments("port: 8080", "prot: 8080", "server.prot", "unknown key", "Did you mean 'port'?"),
                arguments(
                        "    timeout: 1s\n    connections: 64",
                        "    timout: 1s\n    connections: 64",
                        "backends.sap.timout",
                        "unknown key",
                        "Did you mean 'timeout'?"),
                arguments(
                        "conditionType: PPR0",
                        "conditonType: PPR0",
                        "backends.sap.mapping.conditonType",
                        "unknown key",
                        "Did you mean 'conditionType'?"),
                arguments(
                        "secrets: [no-secret-at-all-everybody-knows-it]",
                        "secrets: [too-short]",
                        "backends.sap.hooks.secrets[0]",
                        "too short",
                        "openssl rand"),
                arguments(
                        "    connections: 16\n",
                        "    hooks: { secrets: [no-secret-at-all-everybody-knows-it] }\n    connections: 16\n",
                        "backends.crm.hooks.secrets[0]",
                        "the same secret stands under 'sap'",
                        "one for each backend"),
                arguments(
                        "stripPrefix: wsh, padTo: 10",
                        "stripPrefix: wsh, pad: 10",
                        "backends.sap.mapping.customer.pad",
                        "unknown key",
                        "Keys here: stripPrefix, padTo, addPrefix, table"),
                arguments(
                        "basket: { required: false,",
                        "basket: { cache: { ttl: 1s }, required: false,",
                        "parts.basket.cache",
                        "unknown key",
                        "Keys here: required, included, budget"),
                arguments("log:", "logging:", "logging", "unknown key", "Keys here"),
                arguments(
                        "log:", "store: { keepDone: 119m }\nlog:", "store.keepDone", "shorter than 2h: '119m'", "168h"),
                // keys for what Weft does not do: accepting them would promise it
                arguments(
                        "port: 8080\n  requestDeadline",
                        "port: 8080\n  trustAll: true\n  requestDeadline",
                        "server.trustAll",
                        "unknown key",
                        "Keys here"),
                arguments(
                        "port: 8080\n  requestDeadline",
                        "port: 8080\n  websockets: true\n  requestDeadline",
                        "server.websockets",
                        "unknown key",
                        "Keys here"),
                arguments(
                        "  WeftEU: { currency: EUR, ",
                        "  WeftEU: { ",
                        "sites.WeftEU.currency",
                        "missing",
                        "Add 'currency': an ISO 4217 currency"),
                arguments("clientId: WEFT_GW, ", "", "backends.sap.auth.clientId", "missing", "Add 'clientId'"),
                arguments(
                        "tokenPath: /services/oauth2/token, clientId: weft-gateway, clientSecret: sandbox-secret",
                        "tokenPath: /services/oauth2/token, clientId: weft-gateway",
                        "backends.crm.auth.clientSecret",
                        "missing",
                        "${env:NAME}"),
                // wrong values
                arguments(
                        "timeout: 1500ms",
                        "timeout: 1500",
                        "backends.scapi.timeout",
                        "expected a duration above zero such as 500ms, 2s, 10m or 1h, found 1500",
                        "Add a unit, such as 1500ms"),
                arguments(
                        "requestDeadline: 2s",
                        "requestDeadline: 2sec",
                        "server.requestDeadline",
                        "expected a duration",
                        "Write 2s."),
                arguments(
                        "maxBytes: 64MiB",
                        "maxBytes: 64MB",
                        "cache.maxBytes",
                        "expected a size such as 512KiB or 64MiB, found '64MB'",
                        "Write 64MiB."),
                arguments(
                        "rate: 50/s",
                        "rate: 50",
                        "throttle.browse.rate",
                        "expected a rate such as 50/s or 6000/5m, found 50",
                        ""),
                arguments(
                        "port: 8080",
                        "port: \"8080\"",
                        "server.port",
                        "expected a port from 0 to 65535, found '8080'",
                        "Remove the quotes."),
                arguments(
                        "port: 9090", "port: 99090", "admin.port", "expected a port from 0 to 65535, found 99090", ""),
                arguments(
                        "failures: 20, window: 10s",
                        "failures: 20, window: 500ms",
                        "backends.sap.breaker.window",
                        "shorter than a second",
                        "Write 1s or more."),
                arguments(
                        "waitQueue: 64",
                        "waitQueue: -1",
                        "backends.scapi.waitQueue",
                        "expected a whole number from 0 to 100000, found -1",
                        ""),
                arguments(
                        "connections: 32",
                        "connections: 0",
                        "backends.scapi.connections",
                        "expected a whole number from 1 to 10000, found 0",
                        ""),
                arguments(
                        "apiVersion: \"62.0\"",
                        "apiVersion: 62.0",
                        "backends.crm.mapping.apiVersion",
                        "expected a version in quotes",
                        "Put it in quotes: \"62.0\"."),
                arguments(
                        "vendor: salesforce",
                        "vendor: saleforce",
                        "backends.crm.vendor",
                        "expected one of scapi, sap, salesforce, loyalty, marketingcloud, rest",
                        "Did you mean 'salesforce'?"),
                arguments(
                        "content: { required: true",
                        "content: { required: yes",
                        "parts.content.required",
                        "expected true or false, found 'yes'",
                        ""),
                arguments(
                        "algorithms: [ES256]",
                        "algorithms: [HS256]",
                        "identity.issuers.slas.algorithms[0]",
                        "expected one of ES256",
                        "Did you mean"),
                arguments("version: 1", "version: 2", "version", "expected 1, found 2", ""),
                arguments("level: info", "level:", "log.level", "found nothing", "Give it a value"),
                // values that are wrong only together
                arguments(
                        "erp: sap, crm: crm",
                        "erp: spa, crm: crm",
                        "sites.WeftEU.erp",
                        "no such backend: 'spa'",
                        "Did you mean 'sap'?"),
                arguments(
                        "issuer: slas, commerce",
                        "issuer: sals, commerce",
                        "sites.WeftEU.issuer",
                        "no such issuer: 'sals'",
                        "Did you mean 'slas'?"),
                arguments(
                        "erp: sap, crm: crm",
                        "erp: crm, crm: crm",
                        "sites.WeftEU.erp",
                        "expected a backend of vendor rest or sap as erp, found 'crm' of vendor salesforce",
                        "Name one of: sap"),
                arguments(
                        "currency: EUR",
                        "currency: ERU",
                        "sites.WeftEU.currency",
                        "not an ISO 4217 currency: 'ERU'",
                        "Did you mean"),
                arguments(
                        "locale: ja-JP", "locale: xx-JP", "sites.WeftJP.locale", "not a BCP 47 language tag", "de-DE"),
                arguments(
                        "locales: [de-DE, en-GB]",
                        "locales: [en-GB]",
                        "sites.WeftEU.locales",
                        "the site's own locale is not in the list",
                        "Add it"),
                arguments(
                        "budget: 1500ms",
                        "budget: 3s",
                        "parts.content.budget",
                        "longer than a whole request may take",
                        "raise server.requestDeadline"),
                arguments(
                        "port: 8080\n  requestDeadline",
                        "port: 8080\n  idleTimeout: 2s\n  requestDeadline",
                        "server.idleTimeout",
                        "no longer than a request may take (server.requestDeadline), found '2s'",
                        "Raise it, or lower server.requestDeadline."),
                arguments(
                        "port: 8080\n  requestDeadline",
                        "port: 8080\n  idleTimeout: 12s\n  requestDeadline",
                        "server.idleTimeout",
                        "no longer than an answer of SCAPI's may take (face.timeout, 12s where absent), found '12s'",
                        "Raise it, or lower face.timeout."),
                arguments(
                        "face:\n  backend: scapi\n",
                        "face:\n  backend: scapi\n  headers: { allow: [X-Shop-Channel, X-Forwarded-For] }\n",
                        "face.headers.allow[1]",
                        "this header never goes on",
                        "Take it out"),
                arguments(
                        "face:\n  backend: scapi\n",
                        "face:\n  backend: scapi\n  headers: { allow: [X-User-Id] }\n",
                        "face.headers.allow[0]",
                        "this header never goes on",
                        "Take it out"),
                arguments(
                        "timeout: 1500ms",
                        "timeout: 5s",
                        "backends.scapi.timeout",
                        "longer than a whole request may take",
                        "raise server.requestDeadline"),
                arguments(
                        "url: http://127.0.0.1:9100/sap",
                        "url: http://sap.example.com",
                        "backends.sap.url",
                        "http is allowed to this machine only",
                        "Write https://"),
                arguments(
                        "url: http://127.0.0.1:9100/crm",
                        "url: https://169.254.169.254/crm",
                        "backends.crm.url",
                        "link-local",
                        "own host"),
                arguments(
                        "      algorithms: [ES256]",
                        "      introspection: { url: http://127.0.0.1:9100/ask, clientId: c, clientSecret: s }",
                        "identity.issuers.slas.introspection",
                        "jwks is there already",
                        "Keep one"),
                arguments(
                        "      jwks: http://127.0.0.1:9100/scapi/shopper/auth/v1/organizations/f_ecom_zzwf_001/oauth2/jwks",
                        "      introspection: { url: http://127.0.0.1:9100/ask, clientId: c, clientSecret: s, keep: 1h }",
                        "identity.issuers.slas.introspection.keep",
                        "expected at most 5m",
                        "withdrawn"),
                arguments(
                        "jwks: http://127.0.0.1:9100",
                        "jwks: http://auth.example.com",
                        "identity.issuers.slas.jwks",
                        "http is allowed to this machine only",
                        "Write https://"),
                arguments(
                        "size: 24", "size: 50", "backends.scapi.batch.size", "at most 24 products a call", "Write 24."),
                arguments(
                        "min: 8, max: 64",
                        "min: 80, max: 64",
                        "backends.sap.concurrency.adaptive.min",
                        "min is above max",
                        "min <= initial <= max"),
                arguments(
                        "min: 8, max: 64",
                        "min: 20, max: 64",
                        "backends.sap.concurrency.adaptive.initial",
                        "not between min and max",
                        "min <= initial <= max"),
                arguments("port: 9090", "port: 8080", "admin.port", "the same port", "different ports"),
                arguments(
                        "        WeftJP: { salesOrganization",
                        "        WeftJB: { salesOrganization",
                        "backends.sap.mapping.sites.WeftJB",
                        "no such site",
                        "Did you mean 'WeftJP'?"),
                arguments(
                        "type: clientCredentials, tokenPath: /sap/bc/sec/oauth2/token, clientId",
                        "type: clientCredentials, clientId",
                        "backends.sap.auth.tokenPath",
                        "neither tokenPath nor tokenUrl",
                        "Add 'tokenPath'"),
                arguments(
                        "auth: { type: clientCredentials, tokenPath: /sap/bc/sec/oauth2/token, clientId: WEFT_GW, clientSecret: sandbox-secret }",
                        "auth: { type: none, scope: x }",
                        "backends.sap.auth.scope",
                        "does not go with type none",
                        "Remove it"),
                // YAML itself
                arguments(
                        "  level: info",
                        "\tlevel: info",
                        "",
                        "a tab stands where YAML wants blanks",
                        "Indent with blanks only."),
                arguments(
                        "  port: 8080\n",
                        "  port: 8080\n  port: 8081\n",
                        "server.port",
                        "twice, first on line 7",
                        "Remove one"),
                arguments(
                        "host: 127.0.0.1\n  port: 9090",
                        "host: &here 127.0.0.1\n  port: 9090",
                        "admin.host",
                        "anchors",
                        "Write the value out"),
                arguments("level: info", "level: !!str info", "log.level", "tags", "Remove the tag"),
                // placeholders
                arguments(
                        "host: 127.0.0.1\n  port: 8080",
                        "host: ${env:WEFT_HOST}\n  port: 8080",
                        "server.host",
                        "the environment variable WEFT_HOST is not set",
                        "Set WEFT_HOST"),
                arguments(
                        "clientSecret: sandbox-secret\n",
                        "clientSecret: ${file:no-such-file}\n",
                        "backends.scapi.auth.clientSecret",
                        "there is no file no-such-file",
                        "relative to the configuration file"),
                arguments(
                        "clientSecret: sandbox-secret\n",
                        "clientSecret: ${vault:x}\n",
                        "backends.scapi.auth.clientSecret",
                        "not a placeholder we know",
                        "${env:NAME} or ${file:PATH}"));
    }

    private List<Problem> problems(String document) throws IOException {
        Path file = Files.writeString(folder.resolve("mistaken.yaml"), document);
        return Settings.load(file, Map.of()).fold(Loaded.Accepted::warnings, Loaded.Refused::problems);
    }

    /** The line on which the two documents first differ. */
    private static int lineOf(String document, String good, String bad) {
        int at = document.indexOf(good);
        int same = 0;
        while (same < Math.min(good.length(), bad.length()) && good.charAt(same) == bad.charAt(same)) {
            same++;
        }
        return (int) document.substring(0, at + same)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }
}
