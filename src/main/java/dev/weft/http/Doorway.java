package dev.weft.http;

import dev.weft.http.door.Door;
import dev.weft.http.door.LoopDoor;
import dev.weft.http.door.Place;
import dev.weft.http.door.Priority;
import dev.weft.http.wire.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in, or answers 503 before it has cost anything: before its token is looked at, without id, trace and deadline, with bytes
 * made once. The time to come back in is drawn anew for each, so that those turned away do not come back together.
 */
final class Doorway {
    private static final int LEAST_SECONDS = 2;
    private static final int MOST_SECONDS = 9;
    private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final byte[] BODY = body(503);
    private static final byte[] BODY_OF_FACE = body(429);
    private static final CharSequence LENGTH = HttpHeaders.createOptimized(Integer.toString(BODY.length));
    private static final CharSequence[] SECONDS = seconds();

    private static final Refusal[] REFUSALS = refusals("503 Service Unavailable", 503);
    private static final Refusal[] FACE_REFUSALS = refusals("429 Too Many Requests", 429);

    private final Door door;
    private final EdgeListener listener;
    private final SecurityFields security;
    private final BooleanSupplier leaving;

    Doorway(Door door, EdgeListener listener, SecurityFields security, BooleanSupplier leaving) {
        this.leaving = leaving;
        this.door = door;
        this.listener = listener;
        this.security = security;
    }

    /** A place for the request; where it is not taken, the request has been answered. */
    Place enter(HttpServerRequest request, Route route) {
        LoopDoor side = door.here();
        Place place = side.enter(side.pressed() ? priority(request, route) : route.priority());
        if (!place.taken()) {
            listener.shed(place.priority(), place.reason());
            turnAway(request, route);
        }
        return place;
    }

    /** The same for a request nobody has decoded yet; null where it may go on to be. */
    @Nullable
    Refusal early(Route route) {
        @Nullable Place refused = door.here().refusal(route.priority());
        if (refused == null) {
            return null;
        }
        listener.shed(refused.priority(), refused.reason());
        Refusal[] prepared = route.ofFace() ? FACE_REFUSALS : REFUSALS;
        return prepared[ThreadLocalRandom.current().nextInt(prepared.length)];
    }

    /** True where it is worth asking {@link #early}. */
    boolean pressed() {
        return door.here().pressed();
    }

    /** What a browser fetches ahead of need is the first to go, whatever it is; an order is never fetched ahead. */
    private static Priority priority(HttpServerRequest request, Route route) {
        boolean ahead = route.priority() != Priority.CHECKOUT
                && (prefetch(request.getHeader("sec-purpose")) || prefetch(request.getHeader("purpose")));
        return ahead ? Priority.PREFETCH : route.priority();
    }

    /** A structured item, perhaps with parameters: {@code prefetch;prerender}. */
    private static boolean prefetch(@Nullable String field) {
        return field != null && field.toLowerCase(Locale.ROOT).startsWith("prefetch");
    }

    /** A storefront made for SCAPI takes 503 for maintenance and says so on every page, so a face says 429. */
    private void turnAway(HttpServerRequest request, Route route) {
        HttpServerResponse response = request.response();
        response.setStatusCode(route.ofFace() ? 429 : 503);
        response.headers()
                .add(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON)
                .add(HttpHeaders.CONTENT_LENGTH, LENGTH)
                .add(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .add(
                        HttpHeaders.RETRY_AFTER,
                        SECONDS[ThreadLocalRandom.current().nextInt(SECONDS.length)]);
        security.add(request, route.ofFace(), response.headers());
        if (leaving.getAsBoolean() && request.version() != HttpVersion.HTTP_2) {
            response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        Expectation.endWith(request);
        response.end(Buffer.buffer(route.ofFace() ? BODY_OF_FACE : BODY));
    }

    private static byte[] body(int status) {
        return ("{\"type\":\"https://weft.dev/problems/overloaded\",\"title\":\"Too much to do for the moment\","
                        + "\"status\":" + status + ",\"code\":\"overloaded\",\"retryable\":true}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Refusal[] refusals(String status, int code) {
        Refusal[] refusals = new Refusal[MOST_SECONDS - LEAST_SECONDS + 1];
        String body = new String(body(code), StandardCharsets.US_ASCII);
        for (int i = 0; i < refusals.length; i++) {
            refusals[i] = new Refusal("HTTP/1.1 " + status
                    + "\r\ncontent-type: application/problem+json\r\ncontent-length: "
                    + body.length() + "\r\ncache-control: no-store\r\nretry-after: " + (LEAST_SECONDS + i) + "\r\n"
                    + SecurityFields.PREPARED + "\r\n" + body);
        }
        return refusals;
    }

    private static CharSequence[] seconds() {
        CharSequence[] seconds = new CharSequence[MOST_SECONDS - LEAST_SECONDS + 1];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = HttpHeaders.createOptimized(Integer.toString(LEAST_SECONDS + i));
        }
        return seconds;
    }
}
