package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.kernel.Failure;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON body: of no more bytes than a request may have, whether it declared them or not, whole by the request's own deadline, of the
 * one media type, not encoded. Fails with {@link BadInput}. The request was paused when its route was found; on its event loop.
 */
final class BodyReader {
    private final long most;

    /** The reader of bodies of at most {@code most} bytes. */
    BodyReader(long most) {
        this.most = most;
    }

    /** The body as strict JSON, an object. */
    Future<StrictJson.Document> json(Exchange exchange) {
        return raw(exchange).compose(BodyReader::parsed);
    }

    /** The bytes of a JSON body as they came, for whoever must judge them before they are read as JSON. */
    Future<byte[]> raw(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
        boolean json = types.size() == 1 && isJson(types.get(0));
        if (!json || request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return Future.failedFuture(refused(415, "unsupported_media_type", "Send application/json, not encoded"));
        }
        return bytes(exchange);
    }

    private static boolean isJson(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", 2);
        boolean charset =
                parts.length == 1 || parts[1].strip().replace("\"", "").equals("charset=utf-8");
        return parts[0].strip().equals("application/json") && charset;
    }

    private static Future<StrictJson.Document> parsed(byte[] body) {
        try {
            StrictJson.Document document = StrictJson.read(body);
            JsonNode tree = document.tree();
            return tree.isObject()
                    ? Future.succeededFuture(document)
                    : Future.failedFuture(BadInput.of("The body must be a JSON object."));
        } catch (MalformedJson malformed) {
            return Future.failedFuture(BadInput.of(
                    "The body is not JSON as we read it: " + malformed.fault().code() + "."));
        }
    }

    private Future<byte[]> bytes(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        Promise<byte[]> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (whole.future().isComplete()) {
                return; // it has failed already
            }
            if (body.length() + chunk.length() > most) {
                whole.fail(refused(413, "body_too_large", "The body is too large"));
            } else if (exchange.keeps(chunk.length())) {
                body.appendBuffer(chunk);
            } else {
                whole.fail(Failure.of(Failure.Reason.OVERLOADED, "weft", "too many bodies under way")
                        .asException());
            }
        });
        request.endHandler(end -> whole.tryComplete(body.getBytes()));
        request.exceptionHandler(broken -> whole.tryFail(BadInput.of("The body ended early.")));
        Optional<Runnable> cancel = late(exchange, whole);
        if (Expectation.waits(request)) {
            request.response().writeContinue();
        }
        request.resume();
        return exchange.arriving(whole.future()).eventually(() -> {
            cancel.ifPresent(Runnable::run);
            return Future.succeededFuture();
        });
    }

    private static Optional<Runnable> late(Exchange exchange, Promise<byte[]> whole) {
        @Nullable Context loop = Vertx.currentContext();
        if (loop == null) {
            return Optional.empty();
        }
        long millis = Math.max(1, exchange.context().deadline().remaining().toMillis());
        long timer = loop.owner()
                .setTimer(millis, id -> whole.tryFail(refused(408, "body_too_slow", "The body did not come in time")));
        return Optional.of(() -> loop.owner().cancelTimer(timer));
    }

    private static BadInput refused(int status, String code, String title) {
        return new BadInput(new Problem(status, code, title, "", false, 0, List.of()));
    }
}
