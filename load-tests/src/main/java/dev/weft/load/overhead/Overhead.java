package dev.weft.load.overhead;

import dev.weft.load.backends.CannedBackends;
import dev.weft.load.backends.Shoppers;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Starts the backends, the gateway and the bare server, lets gateway and bare server take turns on each path, and prints a table.
 *
 * <p>Every product number is used once where nothing is to be found cached. Before each path one request is looked at closely: it must be
 * a complete answer, and come from the cache exactly where it should.
 */
public final class Overhead implements AutoCloseable {
    private static final int SHOPPERS = 64;
    private static final int WARMUPS = 20;
    private static final int NEW_TOKEN_WARMUPS = 4;
    private static final String PARTS = "include=content,price,stock";

    private final Options options;
    private final Report report;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
    private final Shoppers shoppers;
    private final String[] tokens;
    private final int backendsPort = ServerProcess.freePort();
    private final ServerProcess backends;
    private final int floorPort = ServerProcess.freePort();
    private int nextSku = 10_000_000;

    private Overhead(Options options) throws Exception {
        this.options = options;
        this.shoppers = Shoppers.create();
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

    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try (Overhead overhead = new Overhead(options)) {
            overhead.run();
        }
    }

    private void run() throws Exception {
        try (Gateway plain =
                        Gateway.start("gateway-plain", backendsPort, Gateway.Sharing.OFF, options.gatewayJvm("plain"));
                Gateway usual =
                        Gateway.start("gateway-usual", backendsPort, Gateway.Sharing.ON, options.gatewayJvm("usual"))) {
            String sku = sku(nextSkus(1));
            complete(plain, sku, "miss");
            List<String> targets = Targets.of(Probe.json(backendsPort, "/_seen"), sku);
            complete(usual, sku, "miss");
            String body = complete(usual, sku, "hit");
            try (ServerProcess floor = floor(body, targets)) {
                if (options.wants("cached")) {
                    cached(usual, floor, sku);
                }
                if (options.wants("fanout")) {
                    fanout("three-way fan-out, nothing cached", plain, floor, 32, "<= 1.35");
                }
                if (options.wants("shared")) {
                    fanout("64 shoppers on 64 SKUs at once", usual, floor, 64, "< 1");
                }
                if (options.wants("token")) {
                    newTokens(usual, sku);
                }
            }
        }
        report.write(Workplace.target().resolve("overhead.json"));
    }

    private void cached(Gateway gateway, ServerProcess floor, String sku) throws InterruptedException {
        Buffer[] ours = each(tokens, token -> Requests.get(gateway.port(), page(sku), token));
        Buffer[] bare = each(tokens, token -> Requests.get(floorPort, "/cached", token));
        int requests = options.requests(60_000);
        compare(
                "cached composite product",
                new Contest(vertx, 32, requests, options.rounds(), WARMUPS),
                new Contest.Side(gateway.process(), gateway.port(), number -> ours[number % ours.length]),
                new Contest.Side(floor, floorPort, number -> bare[number % bare.length]),
                "<= 1.5");
    }

    private void fanout(String path, Gateway gateway, ServerProcess floor, int connections, String budget)
            throws InterruptedException {
        int requests = options.requests(16_000);
        int first = nextSkus(requests * (2 * WARMUPS + options.rounds()));
        compare(
                path,
                new Contest(vertx, connections, requests, options.rounds(), WARMUPS),
                new Contest.Side(
                        gateway.process(),
                        gateway.port(),
                        number -> Requests.get(gateway.port(), page(sku(first + number)), tokens[number % SHOPPERS])),
                new Contest.Side(
                        floor,
                        floorPort,
                        number -> Requests.get(floorPort, "/fanout/" + sku(first + number), tokens[number % SHOPPERS])),
                budget);
    }

    private void compare(String path, Contest contest, Contest.Side gateway, Contest.Side floor, String budget)
            throws InterruptedException {
        long before = backendCalls();
        Contest.Outcome outcome = contest.run(gateway, floor);
        report.contest(path, outcome, backendCalls() - before, budget);
    }

    /** A token never seen against one seen before, on the same cached page: the difference is what checking it costs. */
    private void newTokens(Gateway gateway, String sku) throws Exception {
        int requests = options.requests(4_000);
        Buffer[] unseen = new Buffer[requests * (NEW_TOKEN_WARMUPS + options.rounds())];
        for (int i = 0; i < unseen.length; i++) {
            unseen[i] = Requests.get(gateway.port(), page(sku), shoppers.token(1_000 + i));
        }
        Buffer[] seen = each(tokens, token -> Requests.get(gateway.port(), page(sku), token));
        AtomicInteger next = new AtomicInteger();
        Contest.Outcome outcome = new Contest(vertx, 32, requests, options.rounds(), NEW_TOKEN_WARMUPS)
                .run(
                        new Contest.Side(gateway.process(), gateway.port(), number -> unseen[next.getAndIncrement()]),
                        new Contest.Side(gateway.process(), gateway.port(), number -> seen[number % SHOPPERS]));
        double[] differences = new double[options.rounds()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = outcome.a()[i] - outcome.b()[i];
        }
        report.cost("token seen first, ES256", Contest.median(differences), "<= 100");
    }

    /** Asks once and makes sure that the answer is what the path claims to measure. */
    private String complete(Gateway gateway, String sku, String cache) throws InterruptedException {
        HttpResponse<String> answer = Probe.get(gateway.port(), page(sku), tokens[0]);
        String status = answer.headers().firstValue("cache-status").orElse("");
        String complete = answer.headers().firstValue("weft-complete").orElse("");
        if (answer.statusCode() != 200 || !complete.equals("?1") || !status.contains(cache)) {
            throw new IllegalStateException("expected a complete " + cache + ", got " + answer.statusCode() + " "
                    + complete + " " + status + " " + answer.body());
        }
        return answer.body();
    }

    private ServerProcess floor(String body, List<String> targets) throws IOException, InterruptedException {
        Path cached = Workplace.target().resolve("cached.json");
        Files.writeString(cached, body);
        Path asked = Workplace.target().resolve("targets.txt");
        Files.write(asked, targets);
        return ServerProcess.main(
                        "floor",
                        Floor.class,
                        options.jvm(),
                        List.of(
                                Integer.toString(floorPort),
                                Integer.toString(backendsPort),
                                cached.toString(),
                                asked.toString()))
                .await(() -> Probe.up(floorPort, "/cached"));
    }

    private long backendCalls() throws InterruptedException {
        JsonObject seen = Probe.json(backendsPort, "/_seen");
        return seen.fieldNames().stream()
                .mapToLong(operation -> seen.getJsonObject(operation).getLong("calls"))
                .sum();
    }

    private int nextSkus(int count) {
        int first = nextSku;
        nextSku += count;
        return first;
    }

    private static String sku(int number) {
        return Integer.toString(number);
    }

    private static String page(String sku) {
        return "/v1/products/" + sku + "?site=WeftEU&" + PARTS;
    }

    private static Buffer[] each(String[] tokens, Function<String, Buffer> request) {
        Buffer[] requests = new Buffer[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            requests[i] = request.apply(tokens[i]);
        }
        return requests;
    }

    @Override
    public void close() {
        backends.close();
        vertx.close();
    }
}
