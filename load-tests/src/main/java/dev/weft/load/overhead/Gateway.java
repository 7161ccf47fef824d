package dev.weft.load.overhead;

import dev.weft.load.process.ServerProcess;
import dev.weft.load.process.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The gateway under test, running on a configuration filled in from a template beside this class. */
public record Gateway(ServerProcess process, int port, int adminPort) implements AutoCloseable {

    /** How much one request may gain from others. */
    public enum Sharing {
        /** Nothing: one request costs one call per backend; nothing is kept, batched or shared. */
        OFF("0s", "0ms", "1", "false"),
        /** As delivered, but that what is cached stays fresh during a run. */
        ON("30m", "2ms", "24", "true");

        private final String ttl;
        private final String window;
        private final String size;
        private final String coalesce;

        Sharing(String ttl, String window, String size, String coalesce) {
            this.ttl = ttl;
            this.window = window;
            this.size = size;
            this.coalesce = coalesce;
        }
    }

    /** Starts the gateway against the backends at {@code backendsPort} and waits until it is ready. */
    public static Gateway start(String name, int backendsPort, Sharing sharing, List<String> options)
            throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        int adminPort = ServerProcess.freePort();
        Map<String, String> values = Map.of(
                "@PORT@",
                Integer.toString(port),
                "@ADMIN@",
                Integer.toString(adminPort),
                "@BACKENDS@",
                Integer.toString(backendsPort),
                "@TTL@",
                sharing.ttl,
                "@WINDOW@",
                sharing.window,
                "@SIZE@",
                sharing.size,
                "@COALESCE@",
                sharing.coalesce);
        Path configuration = Files.createDirectories(Workplace.target()).resolve(name + ".yaml");
        Files.writeString(configuration, fill(template(), values));
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-jar", Workplace.weftJar().toString(), "run", "--config", configuration.toString()));
        ServerProcess process = ServerProcess.java(name, command).await(() -> Probe.up(adminPort, "/health/ready"));
        return new Gateway(process, port, adminPort);
    }

    @Override
    public void close() {
        process.close();
    }

    private static String fill(String template, Map<String, String> values) {
        String filled = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    private static String template() throws IOException {
        try (InputStream in = Gateway.class.getResourceAsStream("gateway.yaml")) {
            if (in == null) {
                throw new IllegalStateException("gateway.yaml is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
