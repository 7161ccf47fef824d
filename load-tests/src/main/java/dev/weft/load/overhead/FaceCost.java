package dev.weft.load.overhead;

import dev.weft.load.backends.CannedBackends;
import dev.weft.load.backends.Shoppers;
import dev.weft.load.http.ClosedLoop;
import dev.weft.load.http.Requests;
import dev.weft.load.process.ServerProcess;
import dev.weft.load.process.Workplace;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the SCAPI face costs where it only hands on, next to a bare Vert.x proxy that streams the same bytes from the same place: in turns,
 * as {@link Overhead} does it. Nothing is woven and nothing is remembered.
 */
public final class FaceCost implements AutoCloseable {
    private static final Set<String> SIZES = Set.of("small", "large");
    private static final int SHOPPERS = 64;
    private static final int CONNECTIONS = 32;
    private static final int WARMUPS = 20;
    private static final double MOST = 1.6;
    private static final String PAGES = "/experience/shopper-experience/v1/organizations/f_ecom_zzwf_001/pages/";

    private final Options options;
    private final Report report;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
    private final String[] tokens;
    private final int backendsPort = ServerProcess.freePort();
    private final ServerProcess backends;
    private final int proxyPort = ServerProcess.freePort();

    private FaceCost(Options options) throws Exception {
        this.options = options;
        Shoppers shoppers = Shoppers.create();
        this.tokens = shoppers.tokens(SHOPPERS);
        Path keySet = Files.createDirectories(Workplace.target()).resolve("keys.json");
        Files.writeString(keySet, shoppers.keySet());
        this.backends = ServerProcess.main(
                        "backends",
                        CannedBackends.class,
                        List.of("-Xmx256m"),
                        List.of(Integer.toString(backendsPort), keySet.toString()))
                .await(() -> Probe.up(backendsPort, "/_seen"));
        this.report = new Report(new JsonObject()
                .put("rounds", options.rounds())
                .put("scale", options.scale())
                .put("jvm", String.join(" ", options.jvm())));
    }

    /** The options of {@link Overhead}; {@code --only} takes {@code small} and {@code large}. */
    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.parse(args, SIZES);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        boolean holds;
        try (FaceCost cost = new FaceCost(options)) {
            holds = cost.run();
        }
        System.exit(holds ? 0 : 1);
    }

    private boolean run() throws Exception {
        boolean holds = true;
        try (Gateway gateway =
                        Gateway.start("gateway-face", backendsPort, Gateway.Sharing.OFF, options.gatewayJvm("face"));
                ServerProcess proxy = proxy()) {
            for (String size : List.of("small", "large")) {
                if (options.wants(size)) {
                    holds &= compare(size, gateway, proxy);
                }
            }
        }
        report.write(Workplace.target().resolve("face-cost.json"));
        return holds;
    }

    private boolean compare(String size, Gateway gateway, ServerProcess proxy) throws InterruptedException {
        String target = PAGES + size + "?siteId=WeftEU&aspectTypeId=plp";
        int bytes = same(gateway.port(), target);
        Buffer[] ours = requests(gateway.port(), target);
        Buffer[] bare = requests(proxyPort, target);
        gently(gateway.port(), ours);
        gently(proxyPort, bare);
        long before = seen();
        Contest.Outcome outcome = new Contest(
                        vertx,
                        CONNECTIONS,
                        options.requests(size.equals("small") ? 30_000 : 12_000),
                        options.rounds(),
                        WARMUPS)
                .run(
                        new Contest.Side(gateway.process(), gateway.port(), number -> ours[number % SHOPPERS]),
                        new Contest.Side(proxy, proxyPort, number -> bare[number % SHOPPERS]));
        report.contest("face, " + size + " (" + bytes + " bytes)", outcome, seen() - before, "<= " + MOST);
        return report.holds(MOST);
    }

    /** A process whose code is still being compiled turns requests away when they come all at once. */
    private void gently(int port, Buffer[] requests) throws InterruptedException {
        new ClosedLoop(vertx, port)
                .run(
                        new ClosedLoop.Amount(4, options.requests(6_000), Duration.ofSeconds(60)),
                        number -> requests[number % SHOPPERS]);
    }

    /** Asks both once: what passes through the face must be what passes through the proxy, besides what the edge says of itself. */
    private int same(int gatewayPort, String target) throws InterruptedException {
        HttpResponse<String> ours = Probe.get(gatewayPort, target, tokens[0]);
        HttpResponse<String> bare = Probe.get(proxyPort, target, tokens[0]);
        Map<String, List<String>> passed = new HashMap<>(bare.headers().map());
        passed.remove("strict-transport-security"); // said of a host and a port that the client does not speak to
        if (ours.statusCode() != 200
                || !ours.body().equals(bare.body())
                || !ours.headers().map().entrySet().containsAll(passed.entrySet())) {
            throw new IllegalStateException("expected the same of both, got " + ours.statusCode() + " "
                    + ours.headers().map() + " and " + bare.statusCode() + " " + bare.headers().map());
        }
        return ours.body().length();
    }

    private Buffer[] requests(int port, String target) {
        Buffer[] requests = new Buffer[SHOPPERS];
        for (int i = 0; i < SHOPPERS; i++) {
            requests[i] = Requests.storefront(port, target, tokens[i]);
        }
        return requests;
    }

    /** Calls of the gateway alone: the proxy sends no traceparent. */
    private long seen() throws InterruptedException {
        return Probe.json(backendsPort, "/_seen")
                .getJsonObject("page", new JsonObject())
                .getLong("calls", 0L);
    }

    private ServerProcess proxy() throws IOException, InterruptedException {
        return ServerProcess.main(
                        "proxy",
                        BareProxy.class,
                        options.jvm(),
                        List.of(Integer.toString(proxyPort), Integer.toString(backendsPort), "/scapi"))
                .await(() -> Probe.up(proxyPort, PAGES + "small"));
    }

    @Override
    public void close() {
        backends.close();
        vertx.close();
    }
}
