package dev.weft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What the demo prints once it is ready: the addresses, and lines to paste that work as they stand. */
final class Welcome {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final Application application;
    private final String sandbox;
    private final HttpClient http = HttpClient.newHttpClient();

    Welcome(PrintWriter out, Application application, int sandboxPort) {
        this.out = out;
        this.application = application;
        this.sandbox = "http://127.0.0.1:" + sandboxPort;
    }

    void print(long startNanos) throws IOException, InterruptedException {
        String gateway = "http://127.0.0.1:" + application.port();
        String admin = "http://127.0.0.1:" + application.adminPort();
        String sku = get("/_sandbox/skus?limit=1").path("skus").path(0).asText();
        String guest = token("{\"guest\":true,\"ttlSeconds\":1800}");
        out.printf("Weft is ready (%.1f s).%n%n", startNanos / 1e9);
        out.println("  storefront API   " + gateway + "    browse it at " + gateway + "/docs");
        out.println("  operators        " + admin + "/health/ready  " + admin + "/metrics");
        out.println("  sandbox          " + sandbox + "    (scapi, sap, erp-rest, crm, loyalty)");
        out.println();
        out.println("Try a product (this token is a guest's, good for 30 minutes):");
        out.println("  curl -s '" + gateway + "/v1/products/" + sku + "' -H 'Authorization: Bearer " + guest + "'");
        out.println();
        out.println(
                "Then take SAP away and ask again for another product; it still answers, and says what is missing:");
        out.println("  curl -s -X PUT " + sandbox + "/_sandbox/faults/sap -d '{\"offline\":true}'");
        out.println("  curl -s -X DELETE " + sandbox + "/_sandbox/faults");
        out.println();
        out.println("A registered shopper, 360 degrees:");
        out.println("  curl -s " + gateway + "/v1/me -H \"Authorization: Bearer $(curl -s " + sandbox
                + "/_sandbox/token -d '{\"customer\":\"wsh00000001\"}' | sed 's/.*access_token\":\"//;s/\".*//')\"");
        out.println();
        out.println("Ctrl-C stops it.");
        out.flush();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(sandbox + path)).GET());
    }

    private String token(String wish) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(sandbox + "/_sandbox/token"))
                        .POST(HttpRequest.BodyPublishers.ofString(wish)))
                .path("access_token")
                .asText();
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(
                http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
