package dev.weft.http;

import dev.weft.fanout.Composite;
import dev.weft.http.door.Place;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.TraceContext;
import dev.weft.security.Principal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the stages, and what is learned of it. Confined to the event loop of its connection.
 */
final class Exchange {
    private final HttpServerRequest request;
    private final Route route;
    private final List<String> parameters;
    private final RequestContext context;
    private final boolean hurried;
    private final long startNanos;
    private @Nullable Principal principal;
    private @Nullable String token;
    private @Nullable String rateLimit;
    private @Nullable Composite composite;
    private @Nullable Place place;
    private @Nullable Place aside;
    private @Nullable Place first;
    private long kept;
    private String cache = "";

    Exchange(
            HttpServerRequest request,
            Route route,
            List<String> parameters,
            RequestContext context,
            boolean hurried,
            long startNanos) {
        this.request = request;
        this.route = route;
        this.parameters = parameters;
        this.context = context;
        this.hurried = hurried;
        this.startNanos = startNanos;
    }

    HttpServerRequest request() {
        return request;
    }

    Route route() {
        return route;
    }

    /** The value of a parameter of the route's template, decoded. Asking for one the template has not is a bug. */
    String parameter(String name) {
        return parameters.get(route.position(name));
    }

    RequestContext context() {
        return context;
    }

    TraceContext trace() {
        return context.trace();
    }

    /** True when the client asked for an answer sooner than we would give ourselves. */
    boolean hurried() {
        return hurried;
    }

    long startNanos() {
        return startNanos;
    }

    void holding(Place taken) {
        place = taken;
        first = taken;
    }

    /**
     * A body that is being waited for, during which the request holds no place: slow senders take none from others. What has come with the
     * head, which is nearly every body, costs nothing of this.
     */
    <T> Future<T> arriving(Future<T> body) {
        @Nullable Context loop = Vertx.currentContext();
        if (loop == null || body.isComplete()) {
            return body;
        }
        body.onComplete(here -> retake());
        loop.runOnContext(turned -> {
            Place held = place;
            if (held != null && !body.isComplete()) {
                place = null;
                aside = held;
                held.leave();
            }
        });
        return body;
    }

    /** Whether so much more of the body may be kept until the request is over; false where others have filled what there is for bodies. */
    boolean keeps(int bytes) {
        Place at = first;
        if (at == null) {
            return true;
        }
        boolean room = at.keeps(bytes);
        kept += room ? bytes : 0;
        return room;
    }

    private void retake() {
        Place left = aside;
        aside = null;
        if (left != null) {
            left.again();
            place = left;
        }
    }

    /** Gives the place at the door back, once however often it is called. */
    void leave() {
        Place held = place;
        place = null;
        aside = null;
        if (held != null) {
            held.leave();
        }
        Place at = first;
        first = null; // of what a client goes on sending to a request that is over nothing is kept, nor counted
        if (at != null && kept > 0) {
            at.dropped(kept);
            kept = 0;
        }
    }

    void admit(Principal who, String bearer) {
        principal = who;
        token = bearer;
    }

    /** Who asks; only after the token was checked. */
    Principal principal() {
        Principal who = principal;
        if (who == null) {
            throw new IllegalStateException("route " + route.name() + " asks for a principal but lets anyone in");
        }
        return who;
    }

    Optional<Principal> anyPrincipal() {
        return Optional.ofNullable(principal);
    }

    /** The bearer token that was checked. */
    String token() {
        String bearer = token;
        if (bearer == null) {
            throw new IllegalStateException("route " + route.name() + " asks for a token but lets anyone in");
        }
        return bearer;
    }

    void rateLimit(String field) {
        rateLimit = field;
    }

    /** The RateLimit field to answer with; null where the route has no limit. */
    @Nullable
    String rateLimit() {
        return rateLimit;
    }

    void composed(Composite parts) {
        composite = parts;
    }

    Optional<Composite> composite() {
        return Optional.ofNullable(composite);
    }

    void cache(String outcome) {
        cache = outcome;
    }

    /** How the cache answered; empty where it was not asked. */
    String cache() {
        return cache;
    }
}
