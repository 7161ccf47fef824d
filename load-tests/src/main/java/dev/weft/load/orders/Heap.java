package dev.weft.load.orders;

import dev.weft.load.overhead.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What lives on a gateway's heap after a full collection. */
final class Heap {
    private Heap() {}

    static double liveMiB(Fleet.Gateway gateway) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(gateway.process().pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        TimeUnit.MILLISECONDS.sleep(500);
        double bytes = Probe.metric(gateway.adminPort(), "jvm_memory_used_bytes{area=\"heap\"");
        return Math.round(bytes * 10 / (1 << 20)) / 10.0;
    }
}
