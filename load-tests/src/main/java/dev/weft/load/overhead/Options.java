package dev.weft.load.overhead;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What to measure.
 *
 * @param scenarios the names to run, of {@code cached}, {@code fanout}, {@code shared}, {@code token}
 * @param rounds how many turns each side takes
 * @param scale multiplies the number of requests
 * @param jvm options of both servers' JVMs
 * @param more further options of the gateway's JVM alone, to try one out
 * @param profile whether the gateway records a flight recording; its figures are then a little too high
 */
record Options(Set<String> scenarios, int rounds, double scale, List<String> jvm, List<String> more, boolean profile) {
    private static final Set<String> ALL = Set.of("cached", "fanout", "shared", "token");

    /** Reads {@code --only a,b --rounds 7 --scale 1 --jvm -Xms512m,-Xmx512m --gateway-jvm -XX:+UseZGC --profile true}. */
    static Options parse(String[] args) {
        return parse(args, ALL);
    }

    /** The same for a program that has these scenarios. */
    static Options parse(String[] args, Set<String> all) {
        Set<String> scenarios = all;
        int rounds = 7;
        double scale = 1;
        List<String> jvm = List.of("-Xms256m", "-Xmx256m");
        List<String> more = List.of();
        boolean profile = false;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + ": no value");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--only" -> scenarios = Set.of(value.split(","));
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--scale" -> scale = Double.parseDouble(value);
                case "--jvm" -> jvm = List.of(value.split("[, ]+"));
                case "--gateway-jvm" -> more = List.of(value.split("[, ]+"));
                case "--profile" -> profile = Boolean.parseBoolean(value);
                default ->
                    throw new IllegalArgumentException(args[i]
                            + ": unknown (expected: --only, --rounds, --scale, --jvm, --gateway-jvm or --profile)");
            }
        }
        if (!all.containsAll(scenarios)) {
            throw new IllegalArgumentException("--only: " + scenarios + " (expected: some of " + all + ")");
        }
        return new Options(scenarios, rounds, scale, jvm, more, profile);
    }

    /** The options of the gateway's JVM. */
    List<String> gatewayJvm(String name) {
        List<String> options = new ArrayList<>(jvm);
        options.addAll(more);
        if (profile) {
            options.add("-XX:FlightRecorderOptions=stackdepth=256");
            options.add("-XX:StartFlightRecording=settings=profile,filename=gateway-" + name + ".jfr");
        }
        return options;
    }

    boolean wants(String scenario) {
        return scenarios.contains(scenario);
    }

    int requests(int usual) {
        return (int) (usual * scale);
    }
}
