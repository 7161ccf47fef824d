package dev.weft.load.strain;

import dev.weft.load.http.Requests;
import dev.weft.load.orders.Control;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Shoppers of the sandbox with tokens, and the products they look at. Safe from any thread. */
final class Shoppers {
    private static final int MOST = 400;

    private final List<String> tokens;
    private final List<String> skus;
    private final AtomicInteger turn = new AtomicInteger();

    private Shoppers(List<String> tokens, List<String> skus) {
        this.tokens = List.copyOf(tokens);
        this.skus = List.copyOf(skus);
    }

    /** With tokens of the sandbox's own issuer. */
    static Shoppers of(Control control, int products) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (String customer : customers(control)) {
            tokens.add(control.token(customer));
        }
        return with(tokens, control, products);
    }

    /** The ids of some shoppers of one site. */
    static List<String> customers(Control control) throws Exception {
        List<String> customers = new ArrayList<>();
        JsonArray shoppers = control.get("shoppers?limit=4000").getJsonArray("shoppers");
        for (int i = 0; i < shoppers.size() && customers.size() < MOST; i++) {
            if (shoppers.getJsonObject(i).getString("site").equals("WeftEU")) {
                customers.add(shoppers.getJsonObject(i).getString("customerId"));
            }
        }
        return customers;
    }

    /** With tokens made elsewhere. */
    static Shoppers with(List<String> tokens, Control control, int products) throws Exception {
        List<String> skus = new ArrayList<>();
        JsonArray all = control.get("skus?limit=" + products).getJsonArray("skus");
        all.forEach(sku -> skus.add((String) sku));
        return new Shoppers(tokens, skus);
    }

    String token(int number) {
        return tokens.get(Math.floorMod(number, tokens.size()));
    }

    String sku(int number) {
        return skus.get(Math.floorMod(number, skus.size()));
    }

    /** {@code count} neighbours, comma-separated. */
    String skus(int number, int count) {
        StringBuilder list = new StringBuilder(sku(number));
        for (int i = 1; i < count; i++) {
            list.append(',').append(sku(number + i));
        }
        return list.toString();
    }

    /** A product page, each time of the next shopper and the next product; every fourth on a connection that closes after it. */
    Buffer page(int port) {
        int number = turn.getAndIncrement();
        Buffer request = Requests.get(port, "/v1/products/" + sku(number), token(number));
        return number % 4 == 0
                ? request.slice(0, request.length() - 2).copy().appendString("connection: close\r\n\r\n")
                : request;
    }
}
