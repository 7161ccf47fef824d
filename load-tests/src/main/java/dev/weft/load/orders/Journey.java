package dev.weft.load.orders;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * One guest of a storefront made for SCAPI, from the empty basket to the order, with one unit of one SKU. Each call that breaks, or is answered
 * 5xx or 429, is made again at whichever gateway there is, as a storefront's reload does, until it is answered or patience ends. Confined to
 * one event loop.
 */
final class Journey {
    private static final String ORG = "/organizations/f_ecom_zzwf_001";
    private static final String BASKETS = "/checkout/shopper-baskets/v2" + ORG + "/baskets";
    private static final String ORDERS = "/checkout/shopper-orders/v1" + ORG + "/orders";
    private static final String CUSTOMERS = "/customer/shopper-customers/v1" + ORG + "/customers/";
    private static final String ADDRESS = new JsonObject()
            .put("firstName", "Ida")
            .put("lastName", "Webstuhl")
            .put("address1", "Spinnergasse 4")
            .put("postalCode", "20095")
            .put("city", "Hamburg")
            .put("countryCode", "DE")
            .encode();

    /** How it ended. */
    enum End {
        ORDERED,
        /** The basket became an order, or was lost: the guest was not told which. */
        UNTOLD,
        SOLD_OUT,
        REFUSED,
        GIVEN_UP
    }

    /**
     * The last thing the guest saw.
     *
     * @param number the order's; empty for none
     * @param tries calls made, repeats included
     */
    record Ended(End end, String number, int status, int tries, long nanos, String body) {}

    private final Vertx vertx;
    private final HttpClient client;
    private final IntSupplier ports;
    private final String token;
    private final String sku;
    private final long patience;
    private final Consumer<Ended> ended;
    private final long since = System.nanoTime();
    private String basket = "";
    private int tries;

    Journey(
            Vertx vertx,
            HttpClient client,
            IntSupplier ports,
            String token,
            String sku,
            long patienceNanos,
            Consumer<Ended> ended) {
        this.vertx = vertx;
        this.client = client;
        this.ports = ports;
        this.token = token;
        this.sku = sku;
        this.patience = patienceNanos;
        this.ended = ended;
    }

    /** What to do with an answer that counts. */
    private interface Next {
        void on(int status, String body);
    }

    void begin() {
        call(HttpMethod.POST, BASKETS, "{}", (status, body) -> {
            if (status == 200) {
                basket = BASKETS + "/" + new JsonObject(body).getString("basketId");
                add();
            } else if (status == 400) { // made by a call that broke
                find();
            } else {
                end(End.REFUSED, status, body);
            }
        });
    }

    private void find() {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        String isb = new JsonObject(claims).getString("isb");
        String guest = isb.substring(isb.indexOf("gcid:") + 5).split("::", 2)[0];
        call(HttpMethod.GET, CUSTOMERS + guest + "/baskets", "", (status, body) -> {
            JsonArray baskets = new JsonObject(body).getJsonArray("baskets", new JsonArray());
            if (status == 200 && !baskets.isEmpty()) {
                basket = BASKETS + "/" + baskets.getJsonObject(0).getString("basketId");
                add();
            } else {
                end(End.REFUSED, status, body);
            }
        });
    }

    private void add() {
        String item = "[{\"productId\":\"" + sku + "\",\"quantity\":1,\"shipmentId\":\"me\"}]";
        call(HttpMethod.POST, basket + "/items", item, (status, body) -> {
            if (status == 200) {
                step(HttpMethod.PUT, "/customer", "{\"email\":\"ida@example.com\"}", this::address);
            } else {
                end(body.contains("product-item-not-available") ? End.SOLD_OUT : End.REFUSED, status, body);
            }
        });
    }

    private void address() {
        step(HttpMethod.PUT, "/shipments/me/shipping-address", ADDRESS, () -> step(
                HttpMethod.PUT, "/shipments/me/shipping-method", "{\"id\":\"standard\"}", () -> step(
                        HttpMethod.PUT, "/billing-address", ADDRESS, this::pay)));
    }

    private void pay() {
        call(HttpMethod.GET, basket, "", (status, body) -> {
            if (status != 200) {
                end(End.REFUSED, status, body);
                return;
            }
            String payment = new JsonObject()
                    .put("paymentMethodId", "CREDIT_CARD")
                    .put("amount", new JsonObject(body).getValue("orderTotal"))
                    .encode();
            step(HttpMethod.POST, "/payment-instruments", payment, this::order);
        });
    }

    private void order() {
        int before = tries;
        String id = basket.substring(BASKETS.length() + 1);
        call(HttpMethod.POST, ORDERS, "{\"basketId\":\"" + id + "\"}", (status, body) -> {
            if (status == 200) {
                end(End.ORDERED, status, body);
            } else if (status == 404 && tries > before + 1) {
                end(End.UNTOLD, status, body);
            } else if (status == 409) {
                vertx.setTimer(pause(), timer -> order());
            } else {
                end(body.contains("product-item-not-available") ? End.SOLD_OUT : End.REFUSED, status, body);
            }
        });
    }

    private void step(HttpMethod method, String path, String json, Runnable next) {
        call(method, basket + path, json, (status, body) -> {
            if (status == 200) {
                next.run();
            } else {
                end(End.REFUSED, status, body);
            }
        });
    }

    private void call(HttpMethod method, String path, String json, Next next) {
        tries++;
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(ports.getAsInt())
                .setURI(path + "?siteId=WeftEU")
                .setMethod(method)
                .setIdleTimeout(10_000)
                .putHeader("authorization", "Bearer " + token);
        if (!json.isEmpty()) {
            options.putHeader("content-type", "application/json");
        }
        client.request(options)
                .compose(request -> json.isEmpty() ? request.send() : request.send(json))
                .compose(response -> response.body().map(body -> new Reply(response.statusCode(), body)))
                .onComplete(
                        reply -> answered(reply, () -> call(method, path, json, next), next),
                        broken -> again(0, String.valueOf(broken.getMessage()), () -> call(method, path, json, next)));
    }

    private record Reply(int status, Buffer body) {}

    private void answered(Reply reply, Runnable repeat, Next next) {
        String body = reply.body().toString();
        if (reply.status() >= 500 || reply.status() == 429) {
            again(reply.status(), body, repeat);
            return;
        }
        try {
            next.on(reply.status(), body);
        } catch (DecodeException | ClassCastException noDocument) {
            end(End.REFUSED, reply.status(), body);
        }
    }

    private void again(int status, String body, Runnable repeat) {
        if (System.nanoTime() - since > patience) {
            end(End.GIVEN_UP, status, body);
        } else {
            vertx.setTimer(pause(), timer -> repeat.run());
        }
    }

    private static int pause() {
        return 100 + (int) (System.nanoTime() & 255);
    }

    private void end(End end, int status, String body) {
        String number = end == End.ORDERED ? new JsonObject(body).getString("orderNo", "") : "";
        ended.accept(new Ended(end, number, status, tries, System.nanoTime() - since, body));
    }
}
