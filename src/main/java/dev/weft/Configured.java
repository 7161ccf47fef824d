package dev.weft;

import dev.weft.settings.GatewaySettings;
import dev.weft.settings.Problem;
import dev.weft.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Loads a configuration file for a command, and says on standard error what is wrong with it. */
final class Configured {
    private Configured() {}

    /** The settings, or empty after everything wrong was printed. */
    static Optional<GatewaySettings> load(Path file, PrintWriter err) {
        return Settings.load(file, System.getenv())
                .fold(
                        accepted -> {
                            for (Problem warning : accepted.warnings()) {
                                err.println("warning: " + warning);
                            }
                            err.flush();
                            return Optional.of(accepted.settings());
                        },
                        refused -> {
                            for (Problem problem : refused.problems()) {
                                err.println(problem);
                            }
                            err.flush();
                            return Optional.empty();
                        });
    }
}
