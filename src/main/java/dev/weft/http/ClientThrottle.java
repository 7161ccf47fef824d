package dev.weft.http;

import dev.weft.kernel.Ticker;
import dev.weft.resilience.KeyedLimiter;
import dev.weft.resilience.Rate;
import dev.weft.security.Principal;
import io.vertx.core.http.HttpHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One token bucket per client and route class, told to the client in RateLimit fields (draft-ietf-httpapi-ratelimit-headers-10). A client
 * is a token's subject; what is counted never leaves the process.
 */
final class ClientThrottle {
    private static final int MAX_CLIENTS = 200_000;

    private final Map<String, PerIssuer> limiters = new HashMap<>();
    private final Map<String, CharSequence> policyFields = new HashMap<>();
    private final EdgeListener listener;

    ClientThrottle(Map<String, Rate> limits, Ticker ticker, EdgeListener listener) {
        this.listener = listener;
        limits.forEach((name, rate) -> {
            limiters.put(
                    name,
                    new PerIssuer(
                            issuer -> new KeyedLimiter(name, rate, MAX_CLIENTS, ticker), new ConcurrentHashMap<>()));
            long window = Math.max(1, rate.per().toSeconds() * rate.burst() / rate.permits());
            policyFields.put(name, HttpHeaders.createOptimized('"' + name + "\";q=" + rate.burst() + ";w=" + window));
        });
    }

    /** The RateLimit-Policy field of a class; constant. */
    CharSequence policyField(String limit) {
        return policyFields.getOrDefault(limit, "");
    }

    /** True when the exchange may go on; it then carries its RateLimit field. Otherwise the answer is 429. */
    boolean admit(Exchange exchange, Answers answers) {
        return admit(exchange.principal(), exchange, answers);
    }

    /** The same for whoever showed a good token where none is asked for. */
    boolean admit(Principal who, Exchange exchange, Answers answers) {
        PerIssuer limit = limiters.get(exchange.route().limit());
        return limit == null || admit(limit.of(who.issuer()), who.subject(), exchange, answers);
    }

    /** The same for a client of whom no more is known than where he comes from. */
    boolean admit(String address, Exchange exchange, Answers answers) {
        PerIssuer limit = limiters.get(exchange.route().limit());
        return limit == null || admit(limit.of(""), address, exchange, answers);
    }

    private boolean admit(KeyedLimiter limiter, String client, Exchange exchange, Answers answers) {
        KeyedLimiter.Decision decision = limiter.take(client);
        listener.throttled(limiter.policy(), decision.allowed());
        exchange.rateLimit('"' + limiter.policy() + "\";r=" + decision.remaining() + ";t=" + decision.resetSeconds());
        if (!decision.allowed()) {
            answers.problem(exchange, Problem.tooManyRequests(Math.max(1, decision.resetSeconds())));
        }
        return decision.allowed();
    }

    /** A class's limiters, one per issuer: subjects are unique within one only. */
    private record PerIssuer(Function<String, KeyedLimiter> create, Map<String, KeyedLimiter> byIssuer) {
        KeyedLimiter of(String issuer) {
            KeyedLimiter limiter = byIssuer.get(issuer);
            return limiter != null ? limiter : byIssuer.computeIfAbsent(issuer, create);
        }
    }
}
