package dev.weft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Application;
import dev.weft.kernel.Ticker;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.ServerSettings;
import dev.weft.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway in front of the sandbox, on free ports. {@link #standard} is one for all test classes, as {@code conf/sandbox.yaml} has it; a
 * class that needs another configuration, or places orders, has its own: the ERP is asked about orders whatever a test counts. The face
 * waits longer than it is delivered to, unless a class says how long. Before each test faults, counters and caches are cleared; rates are
 * per client, so ask for a new guest.
 */
final class RunningWeft implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    static final String STANDARD = "/conf/sandbox.yaml";

    /** The token of the one operator that {@link #operated} configures. */
    static final String OPERATOR = "an-operator-of-tests-0123456789-abcdefghij";

    private final String configuration;
    private final UnaryOperator<String> edit;
    private final boolean shared;
    private final boolean whole;
    private final Ticker ticker;
    private @Nullable SharedSandbox sandbox;
    private @Nullable Gateway gateway;

    private RunningWeft(
            String configuration, UnaryOperator<String> edit, boolean shared, boolean whole, Ticker ticker) {
        this.configuration = configuration;
        this.edit = edit;
        this.shared = shared;
        this.whole = whole;
        this.ticker = ticker;
    }

    /** The gateway all classes share. */
    static RunningWeft standard() {
        return new RunningWeft(STANDARD, text -> text, true, true, Ticker.system());
    }

    /** A gateway of one's own, from a configuration of the project with small edits. */
    static RunningWeft with(String configuration, UnaryOperator<String> edit) {
        return new RunningWeft(configuration, edit, false, true, Ticker.system());
    }

    /** As {@link #with}, with a clock that the test can put forward while nothing is under way. */
    static RunningWeft timed(String configuration, UnaryOperator<String> edit, Ticker ticker) {
        return new RunningWeft(configuration, edit, false, true, ticker);
    }

    /** A configuration that knows one operator, in which nobody is throttled and no system given up on while a busy machine is slow. */
    static String operated(String text) {
        String named = edited(
                text, "  port: 9090\n", "  port: 9090\n  operators: { tokens: { alice: " + sha256(OPERATOR) + " } }\n");
        return edited(
                edited(named, "browse: { rate: 50/s, burst: 100 }", "browse: { rate: 100000/s, burst: 100000 }"),
                "personal: { rate: 20/s, burst: 40 }",
                "personal: { rate: 100000/s, burst: 100000 }");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #with}, where a system is not the sandbox's: it is ready though parts of its answers are missing. */
    static RunningWeft partial(UnaryOperator<String> edit) {
        return new RunningWeft(STANDARD, edit, false, false, Ticker.system());
    }

    /** Replaces {@code part} of a configuration, which must be there. */
    static String edited(String text, String part, String replacement) {
        if (!text.contains(part)) {
            throw new IllegalArgumentException("the configuration has no '" + part + "' any more");
        }
        return text.replace(part, replacement);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        SharedSandbox systems = SharedSandbox.of(context);
        systems.reset();
        sandbox = systems;
        Gateway started = shared
                ? context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .computeIfAbsent(
                                Gateway.class,
                                none -> Gateway.start(systems, configuration, edit, ticker),
                                Gateway.class)
                : Gateway.start(systems, configuration, edit, ticker);
        started.warm(systems, whole);
        gateway = started;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox().clearFaults();
        gateway().forget();
        sandbox().resetCounts();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!shared) {
            gateway().close();
        }
    }

    SharedSandbox sandbox() {
        return java.util.Objects.requireNonNull(sandbox, "before all");
    }

    private Gateway gateway() {
        return java.util.Objects.requireNonNull(gateway, "before all");
    }

    int port() {
        return gateway().application.port();
    }

    int adminPort() {
        return gateway().application.adminPort();
    }

    /** The storefront as a new guest of the first site. */
    Storefront guest() {
        return as(sandbox().guest());
    }

    /** The storefront as a registered shopper whom every system knows. */
    Storefront shopper() {
        return as(sandbox().shopper(SharedSandbox.SHOPPER));
    }

    Storefront as(String token) {
        return anyone().with("Authorization", "Bearer " + token);
    }

    Storefront anyone() {
        return new Storefront(port());
    }

    /** Drops ({@code soft} false) or ages what is cached under {@code tags}; answers how many entries that hit. */
    int invalidate(boolean soft, String... tags) {
        return gateway().invalidate(soft, tags);
    }

    /** Forgets a shopper, as an operator may where the configuration knows one. */
    void erase(String site, String customer) {
        gateway().operate("/orders/erase", "{\"site\":\"" + site + "\",\"customer\":\"" + customer + "\"}");
    }

    /** A started gateway and its operators' port. */
    private static final class Gateway implements AutoCloseable {
        private static final Duration WARM = Duration.ofSeconds(60);

        private final Application application;
        private final Http http = new Http();

        private Gateway(Application application) {
            this.application = application;
        }

        static Gateway start(SharedSandbox systems, String configuration, UnaryOperator<String> edit, Ticker ticker) {
            // gateways with stores of their own stand before one sandbox: none may take in the orders of another, or
            // tell of baskets that a test
            // of another kind has left
            String text = edited(edit.apply(read(configuration)), "127.0.0.1:9100", "127.0.0.1:" + systems.port())
                    .replace("sweep: 60s", "sweep: 1h")
                    .replace("after: 2m", "after: 1h");
            // on a busy machine an ERP may answer later than a storefront wants to wait
            String patient = text.contains("  enrichment: ")
                    ? text
                    : text.replace("face:\n  backend: scapi\n", "face:\n  backend: scapi\n  enrichment: 2s\n");
            return new Gateway(Application.start(settings(patient), ticker).await());
        }

        /** Lets it fetch keys and access tokens, so that a test counts what a screen costs and nothing else. */
        private void warm(SharedSandbox systems, boolean whole) {
            Storefront storefront = new Storefront(application.port())
                    .with("Authorization", "Bearer " + systems.shopper(SharedSandbox.SHOPPER));
            for (String path : new String[] {"/v1/products/" + systems.sku(), "/v1/me"}) {
                Awaitility.await(path).atMost(WARM).untilAsserted(() -> {
                    Answer answer = storefront.get(path);
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                    assertThat(answer.complete() || !whole)
                            .as(answer.toString())
                            .isTrue();
                });
            }
        }

        void forget() {
            invalidate(false, "site:WeftEU", "site:WeftUK", "site:WeftJP");
        }

        int invalidate(boolean soft, String... tags) {
            String body = "{\"tags\":[\"" + String.join("\",\"", tags) + "\"],\"soft\":" + soft + "}";
            return new Answer(200, Map.of(), operate("/cache/invalidate", body), 0)
                    .at("/invalidated")
                    .asInt();
        }

        String operate(String path, String body) {
            var answer = http.send(Http.request("http://127.0.0.1:" + application.adminPort() + path)
                    .header("Authorization", "Bearer " + OPERATOR)
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        }

        private static GatewaySettings settings(String text) {
            try {
                Path file = Files.createTempFile("weft-acceptance-", ".yaml");
                Path state = Files.createTempDirectory("weft-acceptance-");
                try {
                    Files.writeString(file, text);
                    return Settings.load(file, Map.of())
                            .fold(
                                    accepted -> accepted.settings()
                                            .storedIn(state.resolve("weft.db"))
                                            .listening(
                                                    new ServerSettings.Listen("127.0.0.1", 0),
                                                    new ServerSettings.Listen("127.0.0.1", 0)),
                                    refused -> {
                                        throw new IllegalArgumentException(
                                                refused.problems().toString());
                                    });
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String read(String resource) {
            try (InputStream in = RunningWeft.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalArgumentException(resource + " is not on the class path");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            application.stop(Duration.ZERO).await();
        }
    }
}
