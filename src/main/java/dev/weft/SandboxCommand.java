package dev.weft;

import dev.weft.sandbox.Sandbox;
import dev.weft.sandbox.SandboxSettings;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft sandbox}: the simulated back-office systems alone. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs the simulated back-office systems, each under its own path prefix of one port.")
final class SandboxCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String host;

    @Option(names = "--port", defaultValue = "9100", description = "Port to listen on (${DEFAULT-VALUE}); 0 for any.")
    private int port;

    @Option(names = "--seed", defaultValue = "42", description = "Same seed, same data (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--fault",
            paramLabel = "SYSTEM[.OP]=FAULT",
            description = "A fault in force from the start, for example sap=latency:3000, crm=error:503:0.5,"
                    + " sap.orderCreate=applied-timeout:0.3,lost:0.1. See docs/sandbox.md.")
    private List<String> faults = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Vertx vertx = Vertx.vertx();
        SandboxSettings defaults = SandboxSettings.defaults();
        Sandbox sandbox;
        try {
            sandbox = Running.await(
                    Sandbox.start(
                            vertx,
                            new SandboxSettings(
                                    host,
                                    port,
                                    seed,
                                    defaults.instances(),
                                    defaults.products(),
                                    defaults.shoppers(),
                                    faults)),
                    Duration.ofSeconds(60));
        } catch (java.io.IOException | IllegalArgumentException e) {
            spec.commandLine().getErr().println("weft: sandbox: " + e.getMessage() + " (--port, --fault)");
            vertx.close();
            return Main.WRONG_INPUT;
        }
        PrintWriter out = spec.commandLine().getOut();
        String base = "http://" + host + ":" + sandbox.port();
        out.println("sandbox     " + base + "  (scapi, sap, erp-rest, crm, loyalty)");
        out.println("ids to try  " + base + "/_sandbox/skus?limit=5  " + base + "/_sandbox/shoppers?limit=5");
        out.println("faults      curl -X PUT " + base + "/_sandbox/faults/sap -d '{\"offline\":true}'");
        out.flush();
        Running.untilSignal(sandbox::close);
        return 0;
    }
}
