package dev.weft.load.strain;

import dev.weft.load.orders.Fleet;
import dev.weft.load.overhead.Probe;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The shoppers' issuer as this run plays it: its key set is the sandbox's and one key more, for tokens made here; it keeps the time of each
 * fetch. Safe from any thread.
 */
final class Issuer {
    private static final String PATH = "/scapi/shopper/auth/v1/organizations/f_ecom_zzwf_001/oauth2/jwks";

    private final dev.weft.load.backends.Shoppers own;
    private final HttpServer server;
    private final ConcurrentLinkedQueue<Long> fetches = new ConcurrentLinkedQueue<>();

    private Issuer(dev.weft.load.backends.Shoppers own, HttpServer server) {
        this.own = own;
        this.server = server;
    }

    static Issuer open(Vertx vertx, int sandboxPort) throws GeneralSecurityException, InterruptedException {
        dev.weft.load.backends.Shoppers own = dev.weft.load.backends.Shoppers.create();
        JsonObject set = new JsonObject(Probe.get(sandboxPort, PATH, "none").body());
        set.getJsonArray("keys").addAll(new JsonObject(own.keySet()).getJsonArray("keys"));
        Issuer issuer = new Issuer(own, vertx.createHttpServer());
        issuer.server
                .requestHandler(request -> {
                    issuer.fetches.add(System.nanoTime());
                    request.response()
                            .putHeader("content-type", "application/json")
                            .end(set.encode());
                })
                .listen(0, "127.0.0.1")
                .await();
        return issuer;
    }

    /** The demo's configuration with this issuer for its own. */
    String configure(String configuration, int sandboxPort) {
        return Fleet.changed(
                configuration,
                "jwks: http://127.0.0.1:" + sandboxPort + PATH,
                "jwks: http://127.0.0.1:" + server.actualPort() + "/jwks");
    }

    /** Tokens of {@code count} shoppers of the sandbox, over and over where there are fewer. */
    List<String> tokens(int count, List<String> customers) throws GeneralSecurityException {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tokens.add(own.token(
                    Integer.parseInt(customers.get(i % customers.size()).replaceAll("[^0-9]", ""))));
        }
        return tokens;
    }

    int fetches() {
        return fetches.size();
    }

    /** The most fetches within any minute. */
    int mostInAMinute() {
        long[] times = fetches.stream().mapToLong(Long::longValue).sorted().toArray();
        return Arrays.stream(times)
                .mapToInt(from -> (int) Arrays.stream(times)
                        .filter(at -> at >= from && at - from < 60_000_000_000L)
                        .count())
                .max()
                .orElse(0);
    }
}
