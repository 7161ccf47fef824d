package dev.weft.http;

import dev.weft.kernel.Loops;
import dev.weft.security.Principal;
import dev.weft.security.TokenRejected;
import dev.weft.security.TokenValidator;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** Lets an exchange go on when its bearer token is valid and grants the route. The reason of a refusal goes to the listener alone. */
final class Authentication {
    private static final String SCHEME = "Bearer ";

    private final TokenValidator tokens;
    private final EdgeListener listener;
    private final Answers answers;

    Authentication(TokenValidator tokens, EdgeListener listener, Answers answers) {
        this.tokens = tokens;
        this.listener = listener;
        this.answers = answers;
    }

    void admit(Exchange exchange, Runnable next) {
        Route.Access access = exchange.route().access();
        if (!access.token()) {
            next.run();
            return;
        }
        String token = bearer(exchange);
        if (token.isEmpty()) {
            refuse(exchange, TokenRejected.Reason.MALFORMED);
            return;
        }
        Optional<Principal> known = tokens.known(token);
        if (known.isPresent()) {
            authorise(exchange, known.get(), token, next);
            return;
        }
        Loops.here(tokens.validate(token)).onComplete(outcome -> {
            if (outcome.succeeded()) {
                authorise(exchange, outcome.result(), token, next);
            } else if (outcome.cause() instanceof TokenRejected rejected) {
                refuse(exchange, rejected.reason());
            } else {
                answers.problem(
                        exchange,
                        Problems.of(outcome.cause(), exchange.context().requestId()));
            }
        });
    }

    /** The token of the one Authorization field; empty where there is none or more than one. */
    private static String bearer(Exchange exchange) {
        List<String> fields = exchange.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (fields.size() != 1) {
            return "";
        }
        String field = fields.get(0);
        return field.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? field.substring(SCHEME.length()) : "";
    }

    private void authorise(Exchange exchange, Principal who, String token, Runnable next) {
        Route.Access access = exchange.route().access();
        exchange.admit(who, token);
        boolean scoped = access.scope().isEmpty() || who.allows(access.scope());
        if (!scoped || (access.registered() && !who.registered())) {
            listener.refused(exchange.context().requestId(), scoped ? "guest" : "scope");
            answers.problem(exchange, Problem.forbidden());
        } else {
            next.run();
        }
    }

    private void refuse(Exchange exchange, TokenRejected.Reason reason) {
        listener.refused(exchange.context().requestId(), reason.code());
        answers.problem(exchange, reason.ourFault() ? Problem.unavailable(5) : Problem.unauthorized());
    }
}
