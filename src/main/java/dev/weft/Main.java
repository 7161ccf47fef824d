package dev.weft;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit codes: 0 done, 1 it ran and failed, 2 the options or the configuration are wrong, and a message says what to do.
 */
@Command(
        name = "weft",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "One fast, safe API between a headless storefront and the systems behind it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            SandboxCommand.class,
            CheckCommand.class,
            TokenCommand.class,
            OrdersCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main {
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;

    public static void main(String[] args) {
        // Or a client of TLS 1.2 has us agree on keys over and over. Read once, when TLS is first used.
        System.getProperties().putIfAbsent("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        int code = commandLine().execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println("weft: " + messageOf(failure));
                    return FAILED;
                });
    }

    private static String messageOf(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"weft " + (version == null ? "(not packaged)" : version)};
        }
    }
}
