package dev.weft.backend.client;

import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * A whole answer of a backend, at most as large as its configured cap. Any status: telling good from bad is the client's failure mapping
 * (5xx, 429) and then the adapter's (4xx with a meaning).
 */
@SuppressWarnings("ArrayRecordComponent")
public record BackendResponse(int status, MultiMap headers, byte[] body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }
}
