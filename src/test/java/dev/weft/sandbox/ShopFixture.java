package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.ORG;
import static dev.weft.sandbox.RunningSandbox.bearer;
import static dev.weft.sandbox.RunningSandbox.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** A shopper at the sandbox's commerce: the calls of a journey, each checked for its status. */
final class ShopFixture {

    static final String PRODUCTS = "/scapi/product/shopper-products/v1" + ORG;
    static final String SEARCH = "/scapi/search/shopper-search/v1" + ORG;
    static final String CUSTOMERS = "/scapi/customer/shopper-customers/v1" + ORG + "/customers";
    static final String BASKETS = "/scapi/checkout/shopper-baskets/v2" + ORG + "/baskets";
    static final String ORDERS = "/scapi/checkout/shopper-orders/v1" + ORG + "/orders";
    static final String OAUTH = "/scapi/shopper/auth/v1" + ORG + "/oauth2";

    private static final String CLIENT = "8d3f6a9b-weft-storefront";
    private static final String REDIRECT = "http://localhost:3000/callback";
    private static final String VERIFIER = "v".repeat(64);

    private final RunningSandbox sandbox;
    private final String[] token;
    private final JsonObject tokens;

    private ShopFixture(RunningSandbox sandbox, JsonObject tokens) {
        this.sandbox = sandbox;
        this.tokens = tokens;
        this.token = bearer(tokens.getString("access_token"));
    }

    static ShopFixture guest(RunningSandbox sandbox) {
        HttpResponse<String> answer = sandbox.get(OAUTH + "/authorize?hint=guest&response_type=code&client_id=" + CLIENT
                + "&channel_id=WeftEU&redirect_uri=" + encoded(REDIRECT) + "&code_challenge=" + challenge());
        return redeemed(sandbox, answer);
    }

    /** Logs in, keeping the shopper agent id of this session. */
    ShopFixture login(String login, String password) {
        HttpResponse<String> answer = sandbox.post(
                OAUTH + "/login",
                "client_id=" + CLIENT + "&channel_id=WeftEU&redirect_uri=" + encoded(REDIRECT) + "&code_challenge="
                        + challenge() + "&usid=" + usid(),
                "Authorization",
                RunningSandbox.basic(login, password));
        return redeemed(sandbox, answer);
    }

    private static ShopFixture redeemed(RunningSandbox sandbox, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        String location = answer.headers().firstValue("location").orElseThrow();
        String code = location.substring(location.indexOf("code=") + 5);
        HttpResponse<String> token = sandbox.post(
                OAUTH + "/token",
                "grant_type=authorization_code_pkce&client_id=" + CLIENT + "&code=" + code + "&code_verifier="
                        + VERIFIER + "&redirect_uri=" + encoded(REDIRECT) + "&channel_id=WeftEU");
        return new ShopFixture(sandbox, json(token));
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An agent's session for this guest's things, as SLAS gives one to whoever Account Manager knows. */
    ShopFixture agent() {
        String client = RunningSandbox.basic("5f1c0c2e-weft-gateway", "sandbox-secret");
        String person = json(sandbox.post(
                        "/scapi-admin/dwsso/oauth2/access_token",
                        "grant_type=password&username=weft.agent%40example.com&password=agent-secret",
                        "Authorization",
                        client))
                .getString("access_token");
        String asked = "&client_id=5f1c0c2e-weft-gateway&channel_id=WeftEU&login_id=Guest&idp_origin=slas";
        String location = sandbox.get(
                        OAUTH + "/trusted-agent/authorize?response_type=code&redirect_uri=" + encoded(REDIRECT) + asked)
                .headers()
                .firstValue("location")
                .orElseThrow();
        String state = location.substring(location.indexOf("taobgst."));
        return new ShopFixture(
                sandbox,
                json(sandbox.post(
                        OAUTH + "/trusted-agent/token",
                        "grant_type=client_credentials&agent_id=weft.agent%40example.com" + asked + "&usid=" + usid()
                                + "&state=" + state,
                        "Authorization",
                        "Bearer " + person,
                        "_sfdc_client_auth",
                        client.substring("Basic ".length()))));
    }

    String customerId() {
        return tokens.getString("customer_id");
    }

    String usid() {
        return tokens.getString("usid");
    }

    String refreshToken() {
        return tokens.getString("refresh_token");
    }

    String[] token() {
        return token.clone();
    }

    HttpResponse<String> get(String path) {
        return sandbox.get(site(path), token);
    }

    HttpResponse<String> post(String path, Object body) {
        return sandbox.post(site(path), text(body), token);
    }

    HttpResponse<String> put(String path, Object body) {
        return sandbox.put(site(path), text(body), token);
    }

    HttpResponse<String> patch(String path, Object body) {
        return sandbox.patch(site(path), text(body), token);
    }

    HttpResponse<String> delete(String path) {
        return sandbox.delete(site(path), token);
    }

    /** Opens a basket with so many of a SKU and gives its id. */
    String basketWith(String sku, int quantity) {
        String id = json(post(BASKETS, Map.of())).getString("basketId");
        json(post(BASKETS + "/" + id + "/items", item(sku, quantity)));
        return id;
    }

    /** Everything checkout wants, with a payment of the whole total. */
    void complete(String basketId) {
        String basket = BASKETS + "/" + basketId;
        Map<String, Object> address = Map.of(
                "firstName",
                "Ada",
                "lastName",
                "Weber",
                "address1",
                "1 Loom Street",
                "city",
                "Webstedt",
                "countryCode",
                "DE",
                "postalCode",
                "20095",
                "c_floor",
                3);
        json(put(basket + "/customer", Map.of("email", "ada@example.com")));
        json(put(basket + "/shipments/me/shipping-address?useAsBilling=true", address));
        json(put(basket + "/shipments/me/shipping-method", Map.of("id", "express")));
        JsonObject whole = json(post(
                basket + "/payment-instruments",
                Map.of("paymentMethodId", "CREDIT_CARD", "paymentCard", Map.of("maskedNumber", "************1111"))));
        json(patch(
                basket + "/payment-instruments/"
                        + whole.getJsonArray("paymentInstruments")
                                .getJsonObject(0)
                                .getString("paymentInstrumentId"),
                Map.of("amount", whole.getDouble("orderTotal"))));
    }

    static JsonArray item(String sku, int quantity) {
        return new JsonArray()
                .add(new JsonObject()
                        .put("productId", sku)
                        .put("quantity", quantity)
                        .put("c_gift", true));
    }

    static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    static void assertRefused(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("type")).endsWith("/" + type);
    }

    private static String site(String path) {
        return path + (path.indexOf('?') < 0 ? "?" : "&") + "siteId=WeftEU";
    }

    @SuppressWarnings("unchecked")
    private static String text(Object body) {
        return body instanceof Map ? new JsonObject((Map<String, Object>) body).encode() : body.toString();
    }
}
