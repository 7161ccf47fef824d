package dev.weft.load.http;

import io.vertx.core.buffer.Buffer;

/** Requests as the bytes that go out. */
public final class Requests {
    private Requests() {}

    /** A GET with a bearer token, as a storefront's server would send it. */
    public static Buffer get(int port, String target, String token) {
        return Buffer.buffer("GET " + target + " HTTP/1.1\r\nhost: 127.0.0.1:" + port
                + "\r\naccept: application/json\r\nuser-agent: load/1\r\nauthorization: Bearer " + token + "\r\n\r\n");
    }

    /** A GET as PWA Kit's server sends it to SCAPI's address. */
    public static Buffer storefront(int port, String target, String token) {
        return Buffer.buffer("GET " + target + " HTTP/1.1\r\nhost: 127.0.0.1:" + port
                + "\r\naccept: application/json\r\naccept-encoding: gzip,deflate\r\nauthorization: Bearer " + token
                + "\r\ncorrelation-id: 0c3f6f12-2f0e-4a52-9d5d-7f6c2f0a3f8f\r\nsfdc_user_agent: pwa-kit-react-sdk@3.20.0"
                + " commerce-sdk-react@5.4.0\r\nx-mobify: true\r\nx-site-id: WeftEU\r\nuser-agent: node-fetch/1.0\r\n\r\n");
    }

    /** An order under its key. */
    public static Buffer order(int port, String token, String key, String body) {
        return Buffer.buffer("POST /v1/orders HTTP/1.1\r\nhost: 127.0.0.1:" + port
                + "\r\ncontent-type: application/json\r\nauthorization: Bearer " + token + "\r\nidempotency-key: \""
                + key + "\"\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
    }
}
