package dev.weft.load.strain;

import dev.weft.load.orders.Fleet;
import dev.weft.load.overhead.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a gateway occupies: the process's resident set and, in it, the heap in use. */
record Memory(double residentMiB, double heapMiB) {

    /** Now; the heap is as the gateway itself says. */
    static Memory of(Fleet.Gateway gateway) throws IOException, InterruptedException {
        double heap = Probe.metric(gateway.adminPort(), "jvm_memory_used_bytes{area=\"heap\"") / (1 << 20);
        return new Memory(resident(gateway), Math.round(heap * 10) / 10.0);
    }

    /** The most resident since {@link #forgetPeak}, where the system keeps it. */
    static double peakMiB(Fleet.Gateway gateway) throws IOException {
        return field(gateway, "VmHWM:");
    }

    /** Lets the peak begin anew. */
    static void forgetPeak(Fleet.Gateway gateway) throws IOException {
        Files.writeString(Path.of("/proc/" + gateway.process().pid() + "/clear_refs"), "5");
    }

    private static double resident(Fleet.Gateway gateway) throws IOException {
        return field(gateway, "VmRSS:");
    }

    private static double field(Fleet.Gateway gateway, String name) throws IOException {
        for (String line :
                Files.readAllLines(Path.of("/proc/" + gateway.process().pid() + "/status"))) {
            if (line.startsWith(name)) {
                return Math.round(Double.parseDouble(line.replaceAll("[^0-9]", "")) / 102.4) / 10.0;
            }
        }
        throw new IOException("no " + name);
    }
}
