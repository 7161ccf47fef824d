package dev.weft.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * A client that waits for a word before it sends a body (RFC 9110, 10.1.1): either it is told to go on, or answered. An HTTP/1 connection is
 * closed after such an answer, because nobody can tell whether the body comes all the same, or the next request.
 */
final class Expectation {
    private Expectation() {}

    /** True for a request that still waits; the guard has refused any other expectation. */
    static boolean waits(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_2
                && request.headers().contains(HttpHeaders.EXPECT)
                && !request.isEnded();
    }

    /** Has the answer that is written next end the connection, if the request still waits. */
    static void endWith(HttpServerRequest request) {
        if (waits(request)) {
            request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.response().bodyEndHandler(written -> request.connection().close());
        }
    }
}
