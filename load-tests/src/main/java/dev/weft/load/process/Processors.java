package dev.weft.load.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Who may run where: processes tied to processors by the system's own {@code taskset}, so that a server's capacity is its own. */
public final class Processors {
    private Processors() {}

    /** Ties every thread of {@code pid} to processor {@code number}; false where the machine has but one, or no such tool. */
    public static boolean tie(long pid, int number) throws InterruptedException {
        if (Runtime.getRuntime().availableProcessors() < 2 && number > 0) {
            return false;
        }
        try {
            Process tool = new ProcessBuilder("taskset", "-a", "-c", "-p", Integer.toString(number), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return tool.waitFor(10, TimeUnit.SECONDS) && tool.exitValue() == 0;
        } catch (IOException e) {
            return false; // the tool is not there: the report says that nobody was tied
        }
    }
}
