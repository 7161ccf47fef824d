package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.client.Refusal;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The proof of intent one SAP service demands of everything but a GET, a batch that only reads included: a token and the cookies that
 * came with it, which are worthless apart. Fetched when first needed, by one caller for all who wait, and kept until the service says
 * 403 with {@code x-csrf-token: Required}; then fetched anew, once per request.
 *
 * <p>Safe from any thread: the present flight or its outcome is one atomic reference. The fetch runs under the deadline of whoever
 * started it; a waiter whom that deadline cut short starts its own.
 */
final class CsrfSession {
    private static final String FIELD = "x-csrf-token";
    private static final Future<Proof> NONE = Future.failedFuture("no proof yet");

    private record Proof(String token, String cookies) {}

    private final BackendClient client;
    private final String service;
    private final AtomicReference<Future<Proof>> current = new AtomicReference<>(NONE);

    CsrfSession(BackendClient client, String service) {
        this.client = client;
        this.service = service;
    }

    /** Ends when there is a token to send with; a failure says that nothing was sent. */
    Future<Void> ready(RequestContext context) {
        return proof(context).mapEmpty();
    }

    /** Sends {@code request} with a valid token, asking for a new one where the service no longer takes the old. */
    Future<BackendResponse> send(BackendRequest request, RequestContext context) {
        return proof(context)
                .compose(used -> sendWith(used, request, context).compose(answer -> {
                    if (!demandsToken(answer)) {
                        return Future.succeededFuture(answer);
                    }
                    forget(used);
                    return proof(context).compose(renewed -> sendWith(renewed, request, context));
                }));
    }

    private Future<BackendResponse> sendWith(Proof proof, BackendRequest request, RequestContext context) {
        BackendRequest signed = request.withHeader(FIELD, proof.token());
        return client.send(proof.cookies().isEmpty() ? signed : signed.withHeader("cookie", proof.cookies()), context);
    }

    private static boolean demandsToken(BackendResponse answer) {
        return answer.status() == 403
                && answer.header(FIELD).filter("required"::equalsIgnoreCase).isPresent();
    }

    private Future<Proof> proof(RequestContext context) {
        Promise<Proof> promise = Promise.promise();
        Future<Proof> mine = promise.future();
        Future<Proof> flight = Objects.requireNonNull(current.updateAndGet(known -> known.failed() ? mine : known));
        if (flight != mine) {
            return flight.recover(cause -> mayAskAgain(cause, context) ? proof(context) : Future.failedFuture(cause));
        }
        fetch(context).onComplete(outcome -> promise.handle(outcome));
        return mine;
    }

    /** True for whoever waited for a fetch that its own starter's deadline ended. */
    private boolean mayAskAgain(Throwable cause, RequestContext context) {
        return Failure.from(cause, client.name()).reason() == Failure.Reason.TIMEOUT
                && !context.deadline().expired();
    }

    private Future<Proof> fetch(RequestContext context) {
        BackendRequest ask = new BackendRequest(
                "csrf",
                HttpMethod.HEAD,
                service + '/',
                List.of(Map.entry("accept", "application/json"), Map.entry(FIELD, "fetch")),
                Optional.empty(),
                true);
        return client.send(ask, context).map(answer -> {
            if (!answer.ok()) {
                throw Refusal.of(client.name(), answer.status(), "csrf");
            }
            return new Proof(
                    answer.header(FIELD)
                            .filter(token -> !token.isEmpty())
                            .orElseThrow(() -> Failure.of(
                                            Failure.Reason.BAD_ANSWER, client.name(), "no CSRF token in the answer")
                                    .asException()),
                    cookies(answer));
        });
    }

    /** Every cookie of the answer as the one field that sends them back; attributes are for browsers. */
    private static String cookies(BackendResponse answer) {
        StringBuilder all = new StringBuilder();
        for (String cookie : answer.headers().getAll("set-cookie")) {
            int end = cookie.indexOf(';');
            all.append(all.length() == 0 ? "" : "; ").append((end < 0 ? cookie : cookie.substring(0, end)).strip());
        }
        return all.toString();
    }

    /** Drops {@code refused}, unless somebody has already put a newer one in its place. */
    private void forget(Proof refused) {
        current.updateAndGet(known -> known.succeeded() && known.result() == refused ? NONE : known);
    }
}
