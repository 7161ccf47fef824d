package dev.weft.load.orders;

import dev.weft.load.overhead.Probe;
import dev.weft.load.process.Quick;
import dev.weft.load.process.ServerProcess;
import dev.weft.load.process.Workplace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simulated back-office systems and the gateways in front of them, each a process of its own. A gateway that is killed comes back on
 * its own ports. Used by the one thread that leads a run, but for {@link #nextPort}.
 */
public final class Fleet implements AutoCloseable {
    private static final int PRICE_TRIES = 20;
    private static final Pattern PRICE = Pattern.compile("\"amount\":\\s*([0-9.]+)");

    private final String name;
    private final String jar = Workplace.weftJar().toString();
    private final List<Gateway> gateways = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final int sandboxPort = ServerProcess.freePort();
    private final ServerProcess sandbox;
    private String demo = "sandbox.yaml";
    private List<String> options = List.of();

    private record Place(int port, int adminPort, Path configuration) {}

    /** One gateway process and where it listens. */
    public static final class Gateway {
        private final Place place;
        private ServerProcess process;

        private Gateway(Place place, ServerProcess process) {
            this.place = place;
            this.process = process;
        }

        public int port() {
            return place.port();
        }

        public int adminPort() {
            return place.adminPort();
        }

        public ServerProcess process() {
            return process;
        }
    }

    public Fleet(String name, List<String> sandboxArguments) throws IOException, InterruptedException {
        this(name, sandboxArguments, Quick.jvm("-Xmx1g"));
    }

    /** As the other, the simulated systems in a JVM with these options. */
    public Fleet(String name, List<String> sandboxArguments, List<String> sandboxOptions)
            throws IOException, InterruptedException {
        this.name = name;
        List<String> command = new ArrayList<>(sandboxOptions);
        command.addAll(List.of("-jar", jar, "sandbox", "--port", Integer.toString(sandboxPort)));
        command.addAll(sandboxArguments);
        sandbox = ServerProcess.java(name + "-sandbox", command).await(() -> Probe.up(sandboxPort, "/_sandbox/health"));
    }

    /** The simulated back-office systems. */
    public ServerProcess sandbox() {
        return sandbox;
    }

    public int sandboxPort() {
        return sandboxPort;
    }

    public Gateway gateway(int index) {
        return gateways.get(index);
    }

    int size() {
        return gateways.size();
    }

    /** Starts {@code count} gateways whose configuration is {@code configuration} made of the demo's. */
    public void start(int count, List<String> options, UnaryOperator<String> configuration)
            throws IOException, InterruptedException {
        this.options = List.copyOf(options);
        for (int i = 0; i < count; i++) {
            Place place = place(gateways.size(), configuration);
            gateways.add(new Gateway(place, launch(gateways.size(), place)));
        }
        for (Gateway gateway : gateways) {
            gateway.process.await(() -> Probe.up(gateway.adminPort(), "/health/ready"));
        }
    }

    /** Gateways started from now on are made of {@code conf/file} instead of the demo's own. */
    void from(String file) {
        demo = file;
    }

    /** SIGKILL: nothing is said, nothing is finished. */
    public void kill(int index) throws InterruptedException {
        ServerProcess process = gateways.get(index).process;
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
        while (process.alive()) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Brings a killed gateway back, without waiting until it is ready. */
    public void restart(int index) throws IOException {
        Gateway gateway = gateways.get(index);
        gateway.process = launch(index, gateway.place);
    }

    public void awaitReady(int index) throws InterruptedException {
        Gateway gateway = gateways.get(index);
        gateway.process.await(() -> Probe.up(gateway.adminPort(), "/health/ready"));
    }

    /** The gateways' ports in turn, dead or alive, as a load balancer that knows nothing would. Safe from any thread. */
    public int nextPort() {
        return gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()))
                .port();
    }

    /** What the first gateway says that {@code sku} costs; asked again for a while, as a cold process on a busy machine may be late. */
    BigDecimal price(String sku, String token) throws InterruptedException {
        String answer = "";
        for (int tries = 0; tries < PRICE_TRIES; tries++) {
            answer = Probe.get(gateways.get(0).port(), "/v1/products/" + sku + "?include=price", token)
                    .body();
            Matcher price = PRICE.matcher(answer);
            if (price.find()) {
                return new BigDecimal(price.group(1));
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new IllegalStateException("no price of " + sku + ": " + answer);
    }

    private ServerProcess launch(int index, Place place) throws IOException {
        List<String> command = new ArrayList<>(options);
        command.addAll(
                List.of("-jar", jar, "run", "--config", place.configuration().toString()));
        return ServerProcess.java(name + "-gateway-" + index + "-" + System.nanoTime() % 1_000_000, command);
    }

    private Place place(int index, UnaryOperator<String> configuration) throws IOException {
        int port = ServerProcess.freePort();
        int adminPort = ServerProcess.freePort();
        String text = Files.readString(Workplace.home().resolve("../conf/" + demo));
        for (Map.Entry<String, String> change : Map.of(
                        "port: 8080", "port: " + port,
                        "port: 9090", "port: " + adminPort,
                        "127.0.0.1:9100", "127.0.0.1:" + sandboxPort,
                        "level: info", "level: warn",
                        "sample: 1.0", "sample: 0.0")
                .entrySet()) {
            text = changed(text, change.getKey(), change.getValue());
        }
        Path file = Files.createDirectories(Workplace.target()).resolve(name + "-" + index + ".yaml");
        Files.writeString(file, configuration.apply(text));
        return new Place(port, adminPort, file);
    }

    /** {@code text} with {@code from} changed, which must be there. */
    public static String changed(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new IllegalStateException("the configuration has no '" + from + "'");
        }
        return text.replace(from, to);
    }

    @Override
    public void close() {
        gateways.forEach(gateway -> gateway.process.close());
        sandbox.close();
    }
}
