package dev.weft.admin;

import dev.weft.http.RequestGuard;
import dev.weft.http.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The stages of the operators' port, outermost first: guard, origin, route, operator, body, handler, audit. Holds nothing mutable.
 *
 * <p>Whoever is no operator gets 401 for everything but {@code /health}, whether it exists or not. Each use by an operator, and each refusal,
 * is one line of the log {@code weft.audit}, with name, route and status; never with a token or a body. It is written by a worker and before
 * the answer: none is lost, no event loop waits, and whoever sends more than can be written waits himself.
 *
 * <p>{@code /health} is asked by kubelets and load balancers, at whatever address they have: it alone answers for every host.
 */
final class AdminRouter implements Handler<HttpServerRequest> {
    static final int MAX_BODY = 64 * 1024;
    /** An order's id, or the UUID of an entry. */
    private static final Pattern ID = Pattern.compile("[0-9A-Z-]{8,35}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Logger AUDIT = LoggerFactory.getLogger("weft.audit");
    private static final Logger LOG = LoggerFactory.getLogger("weft.admin");
    private static final AdminAnswer NOBODY = AdminAnswer.problem(401, "unauthorized", "A valid token is needed", "");
    private static final AdminAnswer ELSEWHERE =
            AdminAnswer.problem(403, "forbidden", "Not from another site's page", "");
    private static final AdminAnswer NO_ROUTE = AdminAnswer.problem(404, "not_found", "No such route", "");
    private static final AdminAnswer TOO_LARGE = AdminAnswer.problem(413, "too_large", "The body is too large", "");
    private static final AdminAnswer ISSUER_DARK =
            AdminAnswer.problem(503, "unavailable", "The token cannot be judged for the moment", "");
    private static final AdminAnswer BUG = AdminAnswer.problem(500, "internal", "Something went wrong here", "");

    private final Vertx vertx;
    private final RequestGuard guard;
    private final RequestGuard probes;
    private final Operators operators;
    private final List<AdminRoute> routes;

    AdminRouter(Vertx vertx, RequestGuard guard, Operators operators, List<AdminRoute> routes) {
        this.vertx = vertx;
        this.guard = guard;
        this.probes = guard.forAnyHost();
        this.operators = operators;
        this.routes = List.copyOf(routes);
    }

    private record Match(AdminRoute route, Map<String, String> parameters) {}

    @Override
    public void handle(HttpServerRequest request) {
        Verdict verdict = guard.check(request);
        if (verdict == Verdict.HOST_UNKNOWN) {
            verdict = probes.check(request).accepted() && forAnyone(match(request)) ? Verdict.ACCEPTED : verdict;
        }
        if (!verdict.accepted()) {
            turnAway(request, verdict);
            return;
        }
        if (fromElsewhere(request)) {
            answer(request, ELSEWHERE);
            return;
        }
        Optional<Match> match = match(request);
        if (match.isPresent() && forAnyone(match)) {
            serve(request, match.get(), Operator.LOCAL);
            return;
        }
        request.pause();
        operators.of(request).onComplete(found -> {
            Optional<Operator> operator = found.succeeded() ? found.result() : Optional.empty();
            request.resume();
            if (found.failed()) {
                audit(request, "", match, 503).onComplete(written -> {
                    request.response().putHeader("retry-after", "5");
                    answer(request, ISSUER_DARK);
                });
            } else if (operator.isEmpty()) {
                audit(request, "", match, 401).onComplete(written -> {
                    request.response().putHeader("www-authenticate", "Bearer");
                    answer(request, NOBODY);
                });
            } else if (match.isEmpty()) {
                answer(request, NO_ROUTE);
            } else {
                serve(request, match.get(), operator.get());
            }
        });
    }

    /** Answers what Vert.x could not even decode. */
    void refuseInvalid(HttpServerRequest request) {
        turnAway(request, guard.check(request));
    }

    private static boolean forAnyone(Optional<Match> match) {
        return match.filter(it -> it.route().access() == AdminRoute.Access.ANYONE)
                .isPresent();
    }

    private Optional<Match> match(HttpServerRequest request) {
        String method = request.method().name();
        String wanted = method.equals("HEAD") ? "GET" : method;
        for (AdminRoute route : routes) {
            Optional<Map<String, String>> parameters =
                    route.method().equals(wanted) ? route.match(request.path()) : Optional.empty();
            if (parameters.isPresent()) {
                return Optional.of(new Match(route, parameters.get()));
            }
        }
        return Optional.empty();
    }

    /** A page open in an operator's browser must not act for them: only our own pages send our own origin. */
    private static boolean fromElsewhere(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.equalsIgnoreCase(request.scheme() + "://" + request.authority());
    }

    private void serve(HttpServerRequest request, Match match, Operator operator) {
        body(request)
                .compose(body -> {
                    Map<String, String> query = new HashMap<>();
                    request.params().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
                    return match.route()
                            .handler()
                            .handle(new AdminCall(operator, match.parameters(), query, body.getBytes()));
                })
                .otherwise(cause -> {
                    if (cause instanceof TooLarge) {
                        return TOO_LARGE;
                    }
                    LOG.error("{} failed", match.route().template(), cause);
                    return BUG;
                })
                .onSuccess(answer -> {
                    Future<Void> written = match.route().access() == AdminRoute.Access.OPERATOR
                            ? audit(request, operator.name(), Optional.of(match), answer.status())
                            : Future.succeededFuture();
                    written.onComplete(done -> answer(request, answer));
                });
    }

    private static Future<Buffer> body(HttpServerRequest request) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_BODY) {
                whole.tryFail(new TooLarge());
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> whole.tryComplete(body));
        request.exceptionHandler(whole::tryFail);
        return whole.future();
    }

    private Future<Void> audit(HttpServerRequest request, String operator, Optional<Match> match, int status) {
        String address = String.valueOf(request.remoteAddress().hostAddress());
        LoggingEventBuilder line = AUDIT.atInfo()
                .addKeyValue("operator", operator)
                .addKeyValue("method", request.method().name())
                .addKeyValue("route", match.map(it -> it.route().template()).orElse("unmatched"))
                .addKeyValue(
                        "parameters", match.map(it -> told(it.parameters())).orElse(Map.of()))
                .addKeyValue("status", status)
                .addKeyValue("address", address);
        return vertx.executeBlocking(() -> {
                    line.log(status == 401 ? "operator refused" : "operator");
                    return true;
                })
                .mapEmpty();
    }

    /** Parameters of a path as they may stand in the log: ids of ours, and nothing else that somebody wrote there. */
    private static Map<String, String> told(Map<String, String> parameters) {
        Map<String, String> told = new HashMap<>();
        parameters.forEach((name, value) -> told.put(name, ID.matcher(value).matches() ? value : "odd"));
        return told;
    }

    private static void turnAway(HttpServerRequest request, Verdict verdict) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.response().bodyEndHandler(written -> request.connection().close());
        int status = verdict.accepted() ? 400 : verdict.status();
        answer(request, AdminAnswer.problem(status, "refused", "The request is refused", ""));
    }

    private static void answer(HttpServerRequest request, AdminAnswer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        boolean unread = answer.status() == 413 || answer.status() == 401;
        if (unread) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.bodyEndHandler(written -> request.connection().close());
        }
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .end(answer.body());
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("body", null, false, false);
        }
    }
}
