package dev.weft.load.simulation;

import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.http.HttpRequestActionBuilder;

/** The calls a storefront makes, each with a check that the answer is what was asked for. */
final class Calls {
    private static final String BEARER = "Bearer #{token}";

    private Calls() {}

    static HttpRequestActionBuilder product(String name) {
        return http(name)
                .get("/v1/products/#{sku}")
                .header("authorization", BEARER)
                .check(status().is(200), jsonPath("$.meta.parts.content.status").is("ok"));
    }

    static HttpRequestActionBuilder products() {
        return http("products")
                .get("/v1/products")
                .queryParam("skus", "#{skus}")
                .header("authorization", BEARER)
                .check(status().is(200));
    }

    static HttpRequestActionBuilder availability() {
        return http("availability")
                .get("/v1/availability")
                .queryParam("skus", "#{skus}")
                .header("authorization", BEARER)
                .check(status().is(200));
    }

    static HttpRequestActionBuilder me() {
        return http("me")
                .get("/v1/me")
                .header("authorization", BEARER)
                .check(status().is(200), jsonPath("$.meta.parts.profile.status").is("ok"));
    }
}
