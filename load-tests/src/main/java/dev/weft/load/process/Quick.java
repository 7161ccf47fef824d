package dev.weft.load.process;

import java.util.ArrayList;
import java.util.List;

/**
 * JVM options of processes that live for seconds, or share two processors with several others: the thorough compiler would spend more time
 * than it saves, and everybody's. Not for runs that measure what a request costs once all is compiled.
 */
public final class Quick {
    private Quick() {}

    /** These options, after {@code others}. */
    public static List<String> jvm(String... others) {
        List<String> all = new ArrayList<>(List.of(others));
        all.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        return List.copyOf(all);
    }
}
