package dev.weft;

import dev.weft.settings.GatewaySettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft check}: is the configuration right, and with {@code --links}: does every link work. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Validates the configuration; with --links also makes one real call per backend operation.")
final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path config;

    @Option(names = "--links", description = "Proves every link with a real call, and writes a JUnit report.")
    private boolean links;

    @Option(
            names = "--sku",
            paramLabel = "SKU",
            description = "A SKU that every system should know; one is made up if absent.")
    private @Nullable String sku;

    @Option(names = "--customer", paramLabel = "ID", description = "A customer id that every system should know.")
    private @Nullable String customer;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "That customer's bearer token; without it baskets are not read.")
    private @Nullable String token;

    @Option(names = "--site", paramLabel = "SITE", description = "The site that token is for; the first one if absent.")
    private @Nullable String site;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "target/link-reports",
            description = "Where the JUnit XML goes (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path report;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Optional<GatewaySettings> settings =
                Configured.load(config, spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return Main.WRONG_INPUT;
        }
        out.println(
                config + ": configuration is valid (" + settings.get().sites().size() + " sites, "
                        + settings.get().backends().size() + " backends)");
        out.flush();
        if (!links) {
            return 0;
        }
        Logging.level("off"); // every outcome is printed
        LinkCheck check = new LinkCheck(
                settings.get(),
                Optional.ofNullable(sku),
                Optional.ofNullable(customer),
                Optional.ofNullable(token),
                Optional.ofNullable(site));
        return check.run(report, out) ? 0 : Main.FAILED;
    }
}
