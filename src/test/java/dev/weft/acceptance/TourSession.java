package dev.weft.acceptance;

import static dev.weft.acceptance.ScapiCalls.ORG;
import static dev.weft.acceptance.ScapiCalls.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.acceptance.ScapiCalls.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is on a tour, signed in as a storefront does it: with PKCE, and without asking for more than a public client may. */
record TourSession(String token, String customer, String usid, String refresh, boolean member) {
    private static final String AUTH = "/shopper/auth/v1" + ORG + "/oauth2";
    private static final String CLIENT = "client_id=8d3f6a9b-weft-storefront&channel_id=WeftEU&redirect_uri="
            + encoded("http://localhost:3000/callback");
    private static final String VERIFIER = "v".repeat(128);
    private static final AtomicInteger REGISTERED = new AtomicInteger();

    static TourSession guest(ScapiCalls calls) {
        return redeemed(
                calls,
                calls.get(
                        "",
                        AUTH + "/authorize?hint=guest&response_type=code&" + CLIENT + "&code_challenge=" + challenge()),
                false);
    }

    /** A new account, signed in to in the same session. */
    TourSession registered(ScapiCalls calls) {
        String login = "tour." + REGISTERED.incrementAndGet() + "." + System.nanoTime() + "@example.com";
        String made = "{\"customer\":{\"firstName\":\"Ada\",\"lastName\":\"Weber\",\"email\":\"" + login
                + "\",\"login\":\"" + login + "\"},\"password\":\"Loom-1234\"}";
        calls.send("POST", token, "/customer/shopper-customers/v1" + ORG + "/customers?" + SITE, made);
        String basic = Base64.getEncoder().encodeToString((login + ":Loom-1234").getBytes(StandardCharsets.UTF_8));
        return redeemed(
                calls,
                calls.send(
                        "POST",
                        "Basic " + basic,
                        AUTH + "/login",
                        CLIENT + "&usid=" + usid + "&code_challenge=" + challenge()),
                true);
    }

    void leave(ScapiCalls calls) {
        calls.get(token, AUTH + "/logout?refresh_token=" + encoded(refresh) + "&" + CLIENT);
    }

    private static TourSession redeemed(ScapiCalls calls, Call answer, boolean member) {
        String location = answer.said("location");
        assertThat(location).as(answer + answer.answer().body()).contains("code=");
        JsonNode token = calls.send(
                        "POST",
                        "",
                        AUTH + "/token",
                        "grant_type=authorization_code_pkce&" + CLIENT + "&code_verifier=" + VERIFIER
                                + "&dnt=false&code=" + location.replaceAll(".*[?&]code=([^&]*).*", "$1"))
                .json();
        return new TourSession(
                token.path("access_token").asText(),
                token.path("customer_id").asText(),
                token.path("usid").asText(),
                token.path("refresh_token").asText(),
                member);
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
