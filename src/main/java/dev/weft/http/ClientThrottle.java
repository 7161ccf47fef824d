package dev.weft.http;

import dev.weft.kernel.Ticker;
import dev.weft.resilience.KeyedLimiter;
import dev.weft.resilience.Rate;
import dev.weft.security.Principal;
import java.util.HashMap;
import java.util.Map;

/**
 * One token bucket per client and route class, told to the client in RateLimit fields (draft-ietf-httpapi-ratelimit-headers-10). A client
 * is a token's subject; what is counted never leaves the process.
 */
final class ClientThrottle {
    private static final int MAX_CLIENTS = 200_000;

    private final Map<String, KeyedLimiter> limiters = new HashMap<>();
    private final Map<String, String> policyFields = new HashMap<>();
    private final EdgeListener listener;

    ClientThrottle(Map<String, Rate> limits, Ticker ticker, EdgeListener listener) {
        this.listener = listener;
        limits.forEach((name, rate) -> {
            limiters.put(name, new KeyedLimiter(name, rate, MAX_CLIENTS, ticker));
            long window = Math.max(1, rate.per().toSeconds() * rate.burst() / rate.permits());
            policyFields.put(name, '"' + name + "\";q=" + rate.burst() + ";w=" + window);
        });
    }

    /** The RateLimit-Policy field of a class; constant. */
    String policyField(String limit) {
        return policyFields.getOrDefault(limit, "");
    }

    /** True when the exchange may go on; it then carries its RateLimit field. Otherwise the answer is 429. */
    boolean admit(Exchange exchange, Answers answers) {
        KeyedLimiter limiter = limiters.get(exchange.route().limit());
        if (limiter == null) {
            return true;
        }
        Principal who = exchange.principal();
        KeyedLimiter.Decision decision = limiter.take(who.issuer() + '\n' + who.subject());
        listener.throttled(limiter.policy(), decision.allowed());
        exchange.rateLimit('"' + limiter.policy() + "\";r=" + decision.remaining() + ";t=" + decision.resetSeconds());
        if (!decision.allowed()) {
            answers.problem(exchange, Problem.tooManyRequests(Math.max(1, decision.resetSeconds())));
        }
        return decision.allowed();
    }
}
