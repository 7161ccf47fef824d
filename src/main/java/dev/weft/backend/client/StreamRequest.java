package dev.weft.backend.client;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;

/**
 * A request that is handed on as it came.
 *
 * @param operation its name in metrics
 * @param target path and query, put behind the backend's own path, sent as they stand
 * @param fields sent as they stand; {@code Host} is the backend's
 * @param body not yet flowing; empty for none
 */
public record StreamRequest(
        String operation, HttpMethod method, String target, MultiMap fields, Optional<ReadStream<Buffer>> body) {

    /** Only what changes nothing and has nothing that was used up by sending it. */
    boolean repeatable() {
        return body.isEmpty() && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
    }
}
