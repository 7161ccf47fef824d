package dev.weft.http.scapi;

import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import java.util.Optional;

/**
 * Port: hands a message on to SCAPI.
 *
 * <p>The future completes with the head of the answer, whatever its status, on the calling loop, by the context's deadline; it fails with
 * {@link dev.weft.kernel.Failed} where none came. The handlers of the answer's body must be set before the loop is
 * left.
 */
@FunctionalInterface
public interface Upstream {
    Future<Answer> send(Onward onward, RequestContext context);

    /**
     * What is handed on.
     *
     * @param operation the API it belongs to, for metrics
     * @param target path and query as they are to be sent
     * @param body not yet flowing; empty for none
     */
    record Onward(
            String operation, HttpMethod method, String target, MultiMap fields, Optional<ReadStream<Buffer>> body) {

        Onward to(String elsewhere) {
            return new Onward(operation, method, elsewhere, fields, body);
        }

        /** The same as a GET: what a HEAD is told of. */
        Onward get() {
            return method.equals(HttpMethod.GET) ? this : new Onward(operation, HttpMethod.GET, target, fields, body);
        }
    }

    /**
     * The head of what came back, and its body still to come.
     *
     * @param reason the reason phrase; empty where there was none
     * @param body must be read to its end, or given up
     * @param giveUp ends the exchange at once; harmless once it is over
     */
    record Answer(int status, String reason, MultiMap fields, ReadStream<Buffer> body, Runnable giveUp) {

        Head head() {
            return new Head(status, reason, fields);
        }
    }

    /** What stands above an answer's body. */
    record Head(int status, String reason, MultiMap fields) {}
}
