package dev.weft.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What a storefront sends to SCAPI's paths, directly or through the face: each call is written down with its answer. */
final class ScapiCalls {
    static final String ORG = "/organizations/f_ecom_zzwf_001";
    static final String SITE = "siteId=WeftEU";

    private final Http http = new Http();
    private final String base;
    private final List<Call> made = new ArrayList<>();
    private String page = "";

    ScapiCalls(String base) {
        this.base = base;
    }

    static ScapiCalls direct(RunningWeft weft) {
        return new ScapiCalls("http://127.0.0.1:" + weft.sandbox().port() + "/scapi");
    }

    static ScapiCalls throughTheFace(RunningWeft weft) {
        return new ScapiCalls("http://127.0.0.1:" + weft.port());
    }

    /**
     * A call and its answer.
     *
     * @param page where the shopper was
     */
    record Call(String page, String method, String target, HttpResponse<String> answer, Duration took) {
        int status() {
            return answer.statusCode();
        }

        JsonNode json() {
            return new Answer(status(), Map.of(), answer.body(), 0).json();
        }

        String path() {
            return target.split("\\?", 2)[0];
        }

        String said(String field) {
            return answer.headers().firstValue(field).orElse("");
        }

        @Override
        public String toString() {
            return page + ": " + method + " " + target + " -> " + status();
        }
    }

    List<Call> made() {
        return made;
    }

    void at(String next) {
        page = next;
    }

    /** Where a shopper's page asks for the context of the session {@code token} is of. */
    static String context(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        String usid = claims.replaceAll("(?s).*::usid:([^\":]+).*", "$1");
        return "/shopper/shopper-context/v1" + ORG + "/shopper-context/" + usid + "?" + SITE;
    }

    Call get(String token, String target) {
        return send("GET", token, target, "");
    }

    /** {@code body} is JSON, or a form where it is none; without a token where {@code token} is empty. */
    Call send(String method, String token, String target, String body) {
        HttpRequest.Builder request = Http.request(base + target)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("sfdc_user_agent", "pwa-kit-react-sdk@3.20.0 commerce-sdk-react@5.4.0")
                .header("x-site-id", "WeftEU")
                .header("x-mobify", "true");
        if (!body.isEmpty()) {
            boolean json = body.startsWith("{") || body.startsWith("[");
            request.header("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", token.startsWith("Basic ") ? token : "Bearer " + token);
        }
        long begun = System.nanoTime();
        HttpResponse<String> answer = http.send(request);
        Call call = new Call(page, method, target, answer, Duration.ofNanos(System.nanoTime() - begun));
        made.add(call);
        return call;
    }
}
