package dev.weft;

import dev.weft.sandbox.Sandbox;
import dev.weft.sandbox.SandboxSettings;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.ServerSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft demo}: sandbox and gateway in one process, ready to try. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs the sandbox and a gateway in front of it, and prints what to try.")
final class DemoCommand implements Callable<Integer> {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String SANDBOX_ADDRESS = "127.0.0.1:9100";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "8080", description = "The gateway's port (${DEFAULT-VALUE}); 0 for any.")
    private int port;

    @Option(names = "--admin-port", defaultValue = "9090", description = "The operators' port (${DEFAULT-VALUE}).")
    private int adminPort;

    @Option(names = "--sandbox-port", defaultValue = "9100", description = "The sandbox's port (${DEFAULT-VALUE}).")
    private int sandboxPort;

    @Option(
            names = "--erp",
            defaultValue = "sap",
            description = "Which ERP serves the shops: sap or rest (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String erp;

    @Option(
            names = "--data",
            defaultValue = "data",
            paramLabel = "DIR",
            description = "Where orders are kept (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(
            names = "--fault",
            paramLabel = "SYSTEM=FAULT",
            description = "A fault from the start, for example sap=offline.")
    private List<String> faults = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        long begun = System.nanoTime();
        Logging.level("warn");
        Vertx vertx = Vertx.vertx();
        Future<Sandbox> systems = vertx.executeBlocking(() -> Sandbox.start(vertx, systems()))
                .compose(starting -> starting); // its world is made while the gateway is put together
        Application application;
        Sandbox sandbox;
        try {
            int sandboxAt = sandboxPort != 0
                    ? sandboxPort
                    : Running.await(systems, START_LIMIT).port();
            Optional<GatewaySettings> settings = settings(sandboxAt);
            if (settings.isEmpty()) {
                vertx.close();
                return Main.WRONG_INPUT;
            }
            application = Running.await(Application.start(settings.get(), systems.mapEmpty()), START_LIMIT);
            sandbox = Running.await(systems, START_LIMIT);
        } catch (StartFailed e) {
            return refused(vertx, e.getMessage() + "; choose others with --port, --admin-port, --data");
        } catch (IOException | IllegalArgumentException e) {
            return refused(
                    vertx,
                    "the sandbox cannot start on port " + sandboxPort + ": " + e.getMessage()
                            + " (--sandbox-port, --fault)");
        }
        new Welcome(spec.commandLine().getOut(), application, sandbox.port()).print(System.nanoTime() - begun);
        Running.untilSignal(() -> application.stop(Duration.ZERO).eventually(sandbox::close));
        return 0;
    }

    private int refused(Vertx vertx, String why) {
        spec.commandLine().getErr().println("weft: " + why);
        vertx.close();
        return Main.WRONG_INPUT;
    }

    private SandboxSettings systems() {
        SandboxSettings defaults = SandboxSettings.defaults();
        return new SandboxSettings(
                "127.0.0.1",
                sandboxPort,
                defaults.seed(),
                defaults.instances(),
                defaults.products(),
                defaults.shoppers(),
                faults);
    }

    /** The demo's configuration, on the ports asked for. */
    private Optional<GatewaySettings> settings(int sandboxPortBound) throws IOException {
        String resource = erp.equals("rest") ? "/conf/sandbox-rest.yaml" : "/conf/sandbox.yaml";
        try (InputStream in = DemoCommand.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("resource " + resource + " is not on the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(SANDBOX_ADDRESS, "127.0.0.1:" + sandboxPortBound);
            Path file = Files.createTempFile("weft-demo-", ".yaml");
            try {
                Files.writeString(file, text);
                PrintWriter err = spec.commandLine().getErr();
                return Configured.load(file, err).map(this::onPorts);
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private GatewaySettings onPorts(GatewaySettings settings) {
        return settings.storedIn(data.resolve("weft.db"))
                .listening(
                        new ServerSettings.Listen(settings.server().listen().host(), port),
                        new ServerSettings.Listen(settings.operations().admin().host(), adminPort));
    }
}
