package dev.weft.load.soak;

import dev.weft.load.http.Requests;
import dev.weft.load.overhead.Probe;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What shoppers ask while they browse: single products most of all, lists, stock, and rarely their own account. */
final class BrowseMix {
    private final int port;
    private final List<String> members;
    private final List<String> skus;

    private BrowseMix(int port, List<String> members, List<String> skus) {
        this.port = port;
        this.members = members;
        this.skus = skus;
    }

    /** A mix for {@code shoppers} of the sandbox, all with a profile, each with a token good for the longest run. */
    static BrowseMix from(int sandboxPort, int port, int shoppers) throws InterruptedException {
        List<String> tokens = new ArrayList<>();
        for (Object each :
                Probe.json(sandboxPort, "/_sandbox/shoppers?limit=" + shoppers).getJsonArray("shoppers")) {
            JsonObject shopper = (JsonObject) each;
            if (shopper.getBoolean("inCrm")) {
                tokens.add(Probe.post(
                                sandboxPort,
                                "/_sandbox/token",
                                new JsonObject()
                                        .put("customer", shopper.getString("customerId"))
                                        .put("site", shopper.getString("site"))
                                        .put("ttlSeconds", 3_600))
                        .getString("access_token"));
            }
        }
        List<String> skus = Probe.json(sandboxPort, "/_sandbox/skus?limit=100000").getJsonArray("skus").stream()
                .map(String.class::cast)
                .toList();
        return new BrowseMix(port, tokens, skus);
    }

    Buffer next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String token = members.get(random.nextInt(members.size()));
        int choice = random.nextInt(100);
        String target = choice < 75
                ? "/v1/products/" + sku(random)
                : choice < 85
                        ? "/v1/products?skus=" + skus(random)
                        : choice < 97 ? "/v1/availability?skus=" + skus(random) : "/v1/me";
        return Requests.get(port, target, token);
    }

    private String sku(ThreadLocalRandom random) {
        double where = random.nextDouble();
        return skus.get((int) (where * where * skus.size()));
    }

    private String skus(ThreadLocalRandom random) {
        return IntStream.range(0, 10).mapToObj(i -> sku(random)).distinct().collect(Collectors.joining(","));
    }
}
