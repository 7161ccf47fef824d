package dev.weft.sandbox;

import java.util.List;

/**
 * How a sandbox is started.
 *
 * @param port the port; 0 takes a free one
 * @param seed same seed, same data
 * @param instances servers sharing the port, at most one per event loop makes sense
 * @param products masters in the catalogue, two to four variants each
 * @param faults faults in force from the start, as {@code system=latency:3000}, {@code system=offline} or {@code
 *     system=error:503:0.5}
 */
public record SandboxSettings(
        String host, int port, long seed, int instances, int products, int shoppers, List<String> faults) {
    public SandboxSettings {
        atLeast("port", port, 0);
        atLeast("instances", instances, 1);
        atLeast("products", products, 1);
        atLeast("shoppers", shoppers, 1);
        faults = List.copyOf(faults);
    }

    /** Local host, port 9100, seed 42, 2,000 masters, 20,000 shoppers, two instances, no faults. */
    public static SandboxSettings defaults() {
        return new SandboxSettings("127.0.0.1", 9100, 42, 2, 2_000, 20_000, List.of());
    }

    public SandboxSettings withPort(int changed) {
        return new SandboxSettings(host, changed, seed, instances, products, shoppers, faults);
    }

    public SandboxSettings withSeed(long changed) {
        return new SandboxSettings(host, port, changed, instances, products, shoppers, faults);
    }

    public SandboxSettings withFaults(List<String> changed) {
        return new SandboxSettings(host, port, seed, instances, products, shoppers, changed);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least " + least);
        }
    }
}
