package dev.weft;

import dev.weft.settings.GatewaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft run}: the gateway. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the gateway until it is told to stop.")
final class RunCommand implements Callable<Integer> {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path config;

    @Override
    public Integer call() throws Exception {
        Optional<GatewaySettings> settings =
                Configured.load(config, spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return Main.WRONG_INPUT;
        }
        Logging.apply(settings.get().operations().log());
        Application application;
        try {
            application = Running.await(Application.start(settings.get()), START_LIMIT);
        } catch (StartFailed e) {
            spec.commandLine().getErr().println("weft: " + e.getMessage());
            return Main.WRONG_INPUT;
        }
        Running.onHangup(application::reloadTls);
        Running.untilSignal(
                () -> application.stop(settings.get().server().times().drainDelay()));
        return 0;
    }
}
