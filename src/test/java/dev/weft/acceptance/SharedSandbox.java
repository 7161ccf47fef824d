package dev.weft.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.sandbox.Sandbox;
import dev.weft.sandbox.SandboxSettings;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One sandbox with a small world for all acceptance tests, and its control plane. Closed with the test run. */
final class SharedSandbox implements AutoCloseable {
    /** A registered shopper whom every system knows, with orders and an open basket. */
    static final String SHOPPER = "wsh00000001";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SandboxSettings SMALL = new SandboxSettings("127.0.0.1", 0, 42, 1, 120, 400, List.of());
    /** What a gateway fetches once and keeps; no part of what a screen costs. */
    private static final Set<String> UPKEEP = Set.of("token", "csrf", "jwks");

    private final Vertx vertx = Vertx.vertx();
    private final Http http = new Http();
    private final int port;
    private final List<String> skus;
    private final AtomicInteger handedOut = new AtomicInteger();

    private SharedSandbox() {
        port = Sandbox.start(vertx, SMALL).await().port();
        skus = strings(control("GET", "/skus?limit=1000", "").path("skus"));
    }

    static SharedSandbox of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(SharedSandbox.class, none -> new SharedSandbox(), SharedSandbox.class);
    }

    int port() {
        return port;
    }

    /** Clears books, faults and counters. What the journey tool was told stays: tests of that use shoppers of their own. */
    void reset() {
        control("DELETE", "/books", "");
        control("DELETE", "/faults", "");
        control("DELETE", "/requests", "");
    }

    void resetCounts() {
        control("DELETE", "/requests", "");
    }

    /** Puts a fault in force, for example {@code fault("sap", "{'offline':true}")}; single quotes spare escapes. */
    void fault(String system, String json) {
        control("PUT", "/faults/" + system, json.replace('\'', '"'));
    }

    void clearFaults() {
        control("DELETE", "/faults", "");
    }

    /** How often {@code operation} of {@code system} was asked for since the last reset. */
    int calls(String system, String operation) {
        return control("GET", "/requests", "").path(system).path(operation).asInt(0);
    }

    /** What a system's books say. */
    JsonNode books(String system) {
        return control("GET", "/verdicts", "").path(system);
    }

    /** What the ERP knows of one of our references. */
    JsonNode orders(String system, String reference) {
        return control("GET", "/orders/" + system + "/" + reference, "").path("orders");
    }

    /** What the journey tool was told of one shopper. */
    List<JsonNode> letters(String customerId) {
        List<JsonNode> letters = new ArrayList<>();
        control("GET", "/events?limit=1000&contact=" + customerId, "")
                .path("events")
                .forEach(letters::add);
        return letters;
    }

    /** Cancels one document, as somebody in the ERP would. */
    void cancel(String system, String number) {
        control("PUT", "/orders/" + system + "/" + number, "{\"state\":\"cancelled\"}");
    }

    /** Gives an order another status in commerce, for example {@code cancelled}. */
    void inCommerce(String number, String status) {
        control("PUT", "/scapi/orders/" + number, "{\"status\":\"" + status + "\"}");
    }

    /** What lies in one plant from now on, by SAP's code. */
    void stock(String sku, String plant, int quantity) {
        control("PUT", "/stock", "{\"sku\":\"" + sku + "\",\"plant\":\"" + plant + "\",\"quantity\":" + quantity + "}");
    }

    /** Has the in-house ERP know nothing of a product's stock, until the books are forgotten. */
    void unlist(String sku) {
        control("PUT", "/stock", "{\"sku\":\"" + sku + "\",\"unlisted\":true}");
    }

    /** Has commerce refuse the tokens of agents that were given out so far. */
    void expireAgents() {
        control("PUT", "/scapi/agents", "{}");
    }

    /** Has the ERP charge so many cents from now on, at the first site. */
    void price(String sku, long minor) {
        control("PUT", "/prices", "{\"sku\":\"" + sku + "\",\"site\":\"WeftEU\",\"minor\":" + minor + "}");
    }

    /** Moves an order on in the ERP's books, for example to {@code shipped}. */
    void move(String system, String reference, String state) {
        control("PUT", "/orders/" + system + "/" + reference, "{\"state\":\"" + state + "\"}");
    }

    /** Whether commerce's stock lags behind the ERP's, as it does at the beginning. */
    void stockLags(boolean lags) {
        control("PUT", "/scapi/lag", "{\"price\":true,\"stock\":" + lags + "}");
    }

    /** All counters, for a failure's message. */
    String counts() {
        return control("GET", "/requests", "").toString();
    }

    /** How often {@code system} was asked for data. */
    int calls(String system) {
        int sum = 0;
        JsonNode operations = control("GET", "/requests", "").path(system);
        for (var operation : operations.properties()) {
            boolean data =
                    !UPKEEP.contains(operation.getKey()) && !operation.getKey().startsWith("batch.");
            sum += data ? operation.getValue().asInt() : 0;
        }
        return sum;
    }

    /** The next SKU in turn. */
    String sku() {
        return skus.get(Math.floorMod(handedOut.getAndIncrement(), skus.size()));
    }

    /** The next in turn of which the first site's plants, and so commerce, have ten units at least. */
    String stocked() {
        for (int i = 0; i < 60; i++) {
            String sku = sku();
            JsonNode plants = control("GET", "/stock?sku=" + sku, "").path("plants");
            if (plants.at("/1010/quantity").asInt()
                            + plants.at("/1011/quantity").asInt()
                    >= 10) {
                return sku;
            }
        }
        throw new IllegalStateException("no SKU with stock among sixty");
    }

    List<String> skus(int count) {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(sku());
        }
        return some;
    }

    /** A new guest's token; each guest has a rate of their own. */
    String guest() {
        return token("{'guest':true}");
    }

    String guestOf(String site) {
        return token("{'guest':true,'site':'" + site + "'}");
    }

    String shopper(String customerId) {
        return token("{'customer':'" + customerId + "'}");
    }

    /** Registered shoppers of the first site whom every system knows, with orders and an open basket. */
    List<String> shoppersWithEverything() {
        List<String> ids = new ArrayList<>();
        for (JsonNode one : control("GET", "/shoppers?limit=100", "").path("shoppers")) {
            boolean everything = List.of("inCrm", "member", "orders", "basket").stream()
                    .allMatch(what -> one.path(what).asBoolean());
            if (everything && one.path("site").asText().equals("WeftEU")) {
                ids.add(one.path("customerId").asText());
            }
        }
        return ids;
    }

    String token(String wish) {
        return control("POST", "/token", wish.replace('\'', '"'))
                .path("access_token")
                .asText();
    }

    /** A token that says nothing itself; {@code claims} replaces what its issuer says of it. */
    String opaque(String claims) {
        return control("POST", "/issuer", claims.replace('\'', '"'))
                .path("access_token")
                .asText();
    }

    /** The member spends all their points elsewhere. */
    void spendAll(String membership) {
        String base = "http://127.0.0.1:" + port + "/loyalty/services";
        String token = answer(Http.request(base + "/oauth2/token")
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"
                                + "&client_id=weft-gateway&client_secret=sandbox-secret")))
                .path("access_token")
                .asText();
        String data = base + "/data/v62.0";
        long points = answer(
                        Http.request(data + "/loyalty-programs/Weft%20Circle/members?membershipNumber=" + membership)
                                .header("authorization", "Bearer " + token))
                .at("/memberCurrencies/0/pointsBalance")
                .asLong();
        JsonNode spent =
                answer(Http.request(data + "/connect/loyalty/programs/Weft%20Circle/program-processes/WeftRedemption")
                        .header("authorization", "Bearer " + token)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(("{'processParameters':[{'TransactionJournal':"
                                        + "{'ExternalTransactionNumber':'ELSEWHERE','JournalTypeName':'Redemption',"
                                        + "'MembershipNumber':'" + membership + "'},'PointsToDebit':" + points + "}]}")
                                .replace('\'', '"'))));
        if (!spent.path("status").asBoolean()) {
            throw new IllegalStateException("not spent: " + spent);
        }
    }

    private JsonNode control(String method, String path, String body) {
        HttpRequest.Builder request = Http.request("http://127.0.0.1:" + port + "/_sandbox" + path)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return answer(request);
    }

    private JsonNode answer(HttpRequest.Builder request) {
        var answer = http.send(request);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(request.build().uri() + ": " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(one -> strings.add(one.asText()));
        return strings;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
