package dev.weft.packaged;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own for a process that lives for seconds: the thorough compiler would take longer than it saves. */
final class Java {
    private Java() {}

    /** The command line that runs {@code arguments}. */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(arguments);
        return command;
    }

    /** The command line of the packaged gateway. */
    static List<String> weft(String... arguments) {
        List<String> command = command(List.of("-jar", System.getProperty("weft.jar")));
        command.addAll(List.of(arguments));
        return command;
    }
}
