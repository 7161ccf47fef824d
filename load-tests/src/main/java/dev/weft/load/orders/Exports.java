package dev.weft.load.orders;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What commerce itself says of its orders, by the Orders API. Blocking. */
final class Exports {
    private static final int PAGE = 200;
    private static final String ORDERS = "/checkout/orders/v1/organizations/f_ecom_zzwf_001/orders?siteId=WeftEU";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Exports(int sandboxPort) {
        base = "http://127.0.0.1:" + sandboxPort + "/scapi-admin";
    }

    /** By number, how far the export of each order that commerce has made is; those that are not paid for are none to be exported. */
    Map<String, String> states() throws IOException, InterruptedException {
        String token = token();
        Map<String, String> states = new TreeMap<>();
        int total = PAGE;
        for (int offset = 0; offset < total; offset += PAGE) {
            JsonObject page = new JsonObject(send(HttpRequest.newBuilder(
                            URI.create(base + ORDERS + "&limit=" + PAGE + "&offset=" + offset))
                    .header("Authorization", "Bearer " + token)));
            total = page.getInteger("total");
            JsonArray orders = page.getJsonArray("data");
            for (int i = 0; i < orders.size(); i++) {
                states.put(
                        orders.getJsonObject(i).getString("orderNo"),
                        orders.getJsonObject(i).getString("exportStatus"));
            }
        }
        return states;
    }

    /** The same once all are exported, or {@code seconds} are over. */
    Map<String, String> settled(int seconds) throws IOException, InterruptedException {
        Map<String, String> states = states();
        for (int i = 0; i < seconds && states.values().stream().anyMatch(state -> !state.equals("exported")); i++) {
            TimeUnit.SECONDS.sleep(1);
            states = states();
        }
        return states;
    }

    private String token() throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString("5f1c0c2e-weft-gateway:sandbox-secret".getBytes(StandardCharsets.UTF_8));
        return new JsonObject(send(HttpRequest.newBuilder(URI.create(base + "/dwsso/oauth2/access_token"))
                        .header("Authorization", "Basic " + basic)
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))))
                .getString("access_token");
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the Orders API answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
