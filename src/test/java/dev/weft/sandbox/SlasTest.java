package dev.weft.sandbox;

import static dev.weft.sandbox.RunningSandbox.ORG;
import static dev.weft.sandbox.RunningSandbox.basic;
import static dev.weft.sandbox.RunningSandbox.bearer;
import static dev.weft.sandbox.RunningSandbox.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SlasTest {

    @RegisterExtension
    static final RunningSandbox sandbox = new RunningSandbox();

    private static final String OAUTH = "/scapi/shopper/auth/v1" + ORG + "/oauth2";
    private static final String PUBLIC = "8d3f6a9b-weft-storefront";
    private static final String PRIVATE = basic("5f1c0c2e-weft-gateway", "sandbox-secret");
    private static final String[] FORM = {"Content-Type", "application/x-www-form-urlencoded"};
    private static final String VERIFIER = "v".repeat(64);
    private static final String REDIRECT = "http://localhost:3000/callback";

    @Test
    void signsTokensWithSlassClaimsThatItsJwksVerifies() throws Exception {
        JsonObject answer = json(sandbox.post(
                OAUTH + "/token", "grant_type=client_credentials&channel_id=WeftUK", with("Authorization", PRIVATE)));
        JWSObject token = JWSObject.parse(answer.getString("access_token"));
        JWKSet keys = JWKSet.parse(sandbox.get(OAUTH + "/jwks").body());
        JWK key = keys.getKeyByKeyId(token.getHeader().getKeyID());
        JsonObject claims = new JsonObject(token.getPayload().toString());
        JsonObject header = new JsonObject(token.getHeader().toString());

        assertThat(keys.getKeys()).hasSize(3).noneMatch(JWK::isPrivate);
        assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        assertThat(header.fieldNames()).containsExactlyInAnyOrder("alg", "kid", "typ", "jku", "clv", "ver");
        assertThat(claims.fieldNames())
                .containsExactlyInAnyOrder(
                        "aut", "ctx", "iss", "aud", "sub", "isb", "scp", "sty", "ist", "dnt", "nbf", "iat", "exp",
                        "jti");
        assertThat(claims.getString("iss")).isEqualTo("slas/prod/zzwf_001");
        assertThat(claims.getString("aud")).isEqualTo("commercecloud/prod/zzwf_001");
        assertThat(claims.getString("isb")).matches("uido:slas::upn:Guest::uidn:Guest User::gcid:\\w+::chid:WeftUK");
        assertThat(claims.getString("sub")).startsWith("cc-slas::zzwf_001::scid:5f1c0c2e-weft-gateway::usid:");
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(1800);
        assertThat(claims.getLong("iat") - claims.getLong("nbf")).isEqualTo(30);
        assertThat(Instant.ofEpochSecond(claims.getLong("exp"))).isAfter(Instant.EPOCH);
    }

    @Test
    void refusesAWrongSecretInSlassOwnShape() {
        HttpResponse<String> answer = sandbox.post(
                OAUTH + "/token",
                "grant_type=client_credentials",
                with("Authorization", basic("5f1c0c2e-weft-gateway", "wrong")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(answer.body()).fieldNames()).containsExactlyInAnyOrder("status_code", "message");
    }

    @Test
    void letsAGuestInByPkceAndRefreshesOnce() throws Exception {
        HttpResponse<String> authorized = sandbox.get(OAUTH + "/authorize?hint=guest&response_type=code&client_id="
                + PUBLIC + "&channel_id=WeftEU&redirect_uri=" + encoded(REDIRECT) + "&code_challenge=" + challenge());
        String code = code(authorized);
        JsonObject tokens = json(redeem(code, VERIFIER));
        String refresh =
                "grant_type=refresh_token&client_id=" + PUBLIC + "&refresh_token=" + tokens.getString("refresh_token");

        assertThat(json(sandbox.post(OAUTH + "/token", refresh, FORM)).getString("customer_id"))
                .isEqualTo(tokens.getString("customer_id"));
        HttpResponse<String> again = sandbox.post(OAUTH + "/token", refresh, FORM);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(again.body()).getString("message")).isEqualTo("invalid refresh_token");
    }

    @Test
    void refusesAWrongVerifierAndAUsedCode() throws Exception {
        String path = OAUTH + "/authorize?hint=guest&client_id=" + PUBLIC + "&channel_id=WeftEU&redirect_uri="
                + encoded(REDIRECT) + "&code_challenge=" + challenge();
        String code = code(sandbox.get(path));

        assertThat(redeem(code(sandbox.get(path)), "w".repeat(64)).statusCode()).isEqualTo(401);
        assertThat(redeem(code, VERIFIER).statusCode()).isEqualTo(200);
        assertThat(redeem(code, VERIFIER).statusCode()).isEqualTo(401);
    }

    @Test
    void logsAShopperInWithTheDocumentedPassword() throws Exception {
        JsonObject shopper = new JsonObject(
                        sandbox.get("/_sandbox/shoppers?limit=7").body())
                .getJsonArray("shoppers")
                .getJsonObject(6);
        String body = "client_id=" + PUBLIC + "&channel_id=WeftEU&redirect_uri=" + encoded(REDIRECT)
                + "&code_challenge=" + challenge();
        HttpResponse<String> good = sandbox.post(
                OAUTH + "/login",
                body,
                with("Authorization", basic(shopper.getString("login"), shopper.getString("password"))));
        HttpResponse<String> bad =
                sandbox.post(OAUTH + "/login", body, with("Authorization", basic(shopper.getString("login"), "wrong")));
        JsonObject tokens = json(redeem(code(good), VERIFIER));

        assertThat(bad.statusCode()).isEqualTo(401);
        assertThat(tokens.getString("customer_id")).isEqualTo("wsh00000007");
        String isb = new JsonObject(JWSObject.parse(tokens.getString("access_token"))
                        .getPayload()
                        .toString())
                .getString("isb");
        assertThat(isb)
                .matches("uido:ecom::upn:\\S+@example.com::uidn:[^:]+::gcid:\\w+::rcid:wsh00000007::chid:WeftEU");
    }

    @Test
    void rotatesKeysAndDropsTheOldest() throws Exception {
        JWKSet before = JWKSet.parse(sandbox.get(OAUTH + "/jwks").body());
        sandbox.post("/_sandbox/scapi/rotate-keys", "");
        JWKSet after = JWKSet.parse(sandbox.get(OAUTH + "/jwks").body());
        JWSObject token = JWSObject.parse(sandbox.token("{\"guest\":true}"));

        assertThat(after.getKeys()).hasSize(3);
        assertThat(after.getKeyByKeyId(before.getKeys().get(0).getKeyID())).isNull();
        assertThat(after.getKeyByKeyId(before.getKeys().get(2).getKeyID())).isNotNull();
        assertThat(token.getHeader().getKeyID())
                .isEqualTo(after.getKeys().get(2).getKeyID());
    }

    @Test
    void refusesTokensOfADroppedKey() {
        String path = "/scapi/product/shopper-products/v1" + ORG + "/products/10000001?siteId=WeftEU";
        String token = sandbox.token("{\"guest\":true}");
        assertThat(sandbox.get(path, bearer(token)).statusCode()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            sandbox.post("/_sandbox/scapi/rotate-keys", "");
        }

        assertThat(sandbox.get(path, bearer(token)).statusCode()).isEqualTo(401);
    }

    @Test
    void describesItselfAndLogsOut() {
        JsonObject document = json(sandbox.get(OAUTH + "/.well-known/openid-configuration"));

        assertThat(document.getString("jwks_uri")).endsWith(OAUTH + "/jwks");
        assertThat(sandbox.get(OAUTH + "/logout?client_id=x", sandbox.guest()).statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> redeem(String code, String verifier) {
        return sandbox.post(
                OAUTH + "/token",
                "grant_type=authorization_code_pkce&client_id=" + PUBLIC + "&code=" + encoded(code) + "&code_verifier="
                        + verifier + "&redirect_uri=" + encoded(REDIRECT) + "&channel_id=WeftEU",
                FORM);
    }

    private static String code(HttpResponse<String> redirect) {
        assertThat(redirect.statusCode()).as(redirect.body()).isEqualTo(303);
        String location = redirect.headers().firstValue("location").orElseThrow();
        assertThat(location).startsWith(REDIRECT + "?usid=");
        Matcher matcher = Pattern.compile("[?&]code=([^&]+)").matcher(location);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String challenge() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static String[] with(String name, String value) {
        return new String[] {FORM[0], FORM[1], name, value};
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }
}
