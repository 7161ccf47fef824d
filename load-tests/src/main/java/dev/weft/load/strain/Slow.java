package dev.weft.load.strain;

import dev.weft.load.http.PacedLoad;
import dev.weft.load.http.Shot;
import dev.weft.load.http.Tally;
import dev.weft.load.orders.Control;
import dev.weft.load.orders.Fleet;
import dev.weft.load.orders.Stores;
import dev.weft.load.process.Quick;
import dev.weft.load.report.Report;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Two thousand slow connections at any time, in each of three modes, while shoppers look at products. Judged by what the shoppers got, by
 * how long a slow connection lived, and by what it all cost in memory. The gateway has 256 MiB of heap, touched beforehand, so that what
 * its resident set gains is not the heap's first use.
 *
 * <p>Arguments: {@code [connections [seconds [headers,body,read]]]}; 2,000, 40 and all three where absent.
 */
public final class Slow {
    private static final int GOOD_PER_SECOND = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final double CLOSED_WITHIN = 11;
    private static final String JSON = "\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{";

    private final int connections;
    private final Duration length;

    private Slow(int connections, Duration length) {
        this.connections = connections;
        this.length = length;
    }

    public static void main(String[] args) throws Exception {
        int connections = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        Duration length = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 40);
        List<Report> reports = new ArrayList<>();
        for (String mode : (args.length > 2 ? args[2] : "headers,body,read").split(",")) {
            reports.add(new Slow(connections, length).run(Siege.Mode.valueOf(mode.toUpperCase(Locale.ROOT))));
        }
        Report.finish("slow", reports);
    }

    private Report run(Siege.Mode mode) throws Exception {
        String name = "slow-" + mode.name().toLowerCase(Locale.ROOT);
        System.out.println(name);
        Vertx vertx = Vertx.vertx();
        try (Stores store = Stores.forProcesses(1, name);
                Fleet fleet = new Fleet(name, List.of())) {
            fleet.start(1, Quick.jvm("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"), store::configure);
            Fleet.Gateway gateway = fleet.gateway(0);
            Shoppers shoppers = Shoppers.of(new Control(fleet.sandboxPort()), 50);
            good(vertx, gateway, shoppers, new Tally(1), Duration.ofSeconds(15)).await();
            Tally alone = new Tally(1);
            good(vertx, gateway, shoppers, alone, Duration.ofSeconds(10)).await();
            Memory before = Memory.of(gateway);
            Memory.forgetPeak(gateway);

            Tally good = new Tally(1);
            Future<Void> shopping = good(vertx, gateway, shoppers, good, length.plusSeconds(12));
            Siege siege =
                    new Siege(mode, gateway.port(), connections, number -> opening(mode, gateway, shoppers, number));
            siege.run(length, Duration.ofSeconds(12));
            shopping.await();
            return judge(name, gateway, siege, before, alone, good);
        } finally {
            vertx.close().await();
        }
    }

    private static Future<Void> good(
            Vertx vertx, Fleet.Gateway gateway, Shoppers shoppers, Tally tally, Duration length) {
        return new PacedLoad(vertx, gateway.port(), () -> new Shot(0, shoppers.page(gateway.port())), tally, PATIENCE)
                .run(GOOD_PER_SECOND, 32, length);
    }

    private Report judge(String name, Fleet.Gateway gateway, Siege siege, Memory before, Tally alone, Tally good)
            throws Exception {
        List<Double> lives = new ArrayList<>(siege.lives());
        Collections.sort(lives);
        double longest = lives.get(lives.size() - 1);
        double peak = Memory.peakMiB(gateway);
        return new Report(name)
                .figure("slowConnections", lives.size())
                .figure("mostAtOnce", siege.mostOpen())
                .figure("notBegun", siege.failed())
                .figure("medianLifeSeconds", lives.get(lives.size() / 2))
                .figure("goodAlone", alone.json(0))
                .figure("goodMeanwhile", good.json(0))
                .figure("before", before.toString())
                .figure("after", Memory.of(gateway).toString())
                .must("so many at once", siege.mostOpen() >= connections, siege.mostOpen())
                .must(
                        "good requests served >= 99.9 %",
                        good.goodShare(0) >= 0.999, good.goodOf(0) + " of " + good.all(0))
                .must("slow connections closed within 11 s", longest <= CLOSED_WITHIN, longest + " s at most")
                .must(
                        "resident memory + <= 200 MiB",
                        peak - before.residentMiB() <= 200,
                        before.residentMiB() + " -> " + peak + " MiB at most")
                .must("it lives", gateway.process().alive(), gateway.process().alive());
    }

    private static byte[] opening(Siege.Mode mode, Fleet.Gateway gateway, Shoppers shoppers, int number) {
        String host = " HTTP/1.1\r\nhost: 127.0.0.1:" + gateway.port();
        String text = switch (mode) {
            case HEADERS -> "GET /v1/products/10000001" + host + "\r\n";
            case BODY ->
                number % 2 == 0
                        ? "POST /v1/orders" + host + "\r\nauthorization: Bearer " + shoppers.token(number)
                                + "\r\nidempotency-key: \"slow-" + number + "\"" + JSON
                        : "POST /checkout/shopper-baskets/v2/organizations/f_ecom_zzwf_001/baskets" + host + JSON;
            case READ -> ("GET /docs/swagger-ui-bundle.js" + host + "\r\n\r\n").repeat(8);
        };
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
