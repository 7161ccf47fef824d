package dev.weft.http.scapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.kernel.Ticker;
import dev.weft.security.Principal;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Who asks, and what of theirs has changed. Only tokens that Weft itself has verified make anybody anybody; whoever shows another, or
 * none, is nobody, whose questions are handed on and remembered for no one.
 *
 * <p>A shopper's state has a number, part of the key of everything remembered for them. Each write gives it a new one, so that what was
 * asked before is out of reach at once, even what is still under way. Baskets have a number more: what is written into a basket changes
 * baskets and leaves the shopper's context, lists and record as they are. Safe from any thread; bounded.
 */
final class Shoppers {
    private static final int MOST = 100_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final String BEARER = "bearer ";
    private static final String USID = "::usid:";
    private static final String BASKETS = "/baskets";

    private final Function<String, Future<Principal>> tokens;
    private final AtomicLong last = new AtomicLong();
    private final Cache<String, Long> states;
    private final Contexts contexts;

    /**
     * All shoppers.
     *
     * @param tokens tells whose a token is; fails for one that is not good
     */
    Shoppers(Function<String, Future<Principal>> tokens, Ticker ticker) {
        this.tokens = tokens;
        this.states = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(REMEMBERED)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
        this.contexts = new Contexts(ticker);
    }

    /** One shopper with a good token. */
    record Known(Principal who, String token) {

        /** The session's id, by which SCAPI keeps contexts; empty where the token has none. */
        String usid() {
            int at = who.subject().indexOf(USID);
            return at < 0 ? "" : who.subject().substring(at + USID.length());
        }

        /** SCAPI's own site id, or ours, as the issuer writes it. */
        boolean isOf(String siteId, FaceSettings.Site site) {
            return who.site().equals(siteId) || who.site().equals(site.market().site());
        }
    }

    /** Who sends these fields; never fails. */
    Future<Optional<Known>> of(MultiMap fields) {
        String field = fields.get(HttpHeaders.AUTHORIZATION);
        if (field == null || !field.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Future.succeededFuture(Optional.empty());
        }
        String token = field.substring(BEARER.length()).strip();
        return tokens.apply(token)
                .map(who -> Optional.of(new Known(who, token)))
                .otherwise(Optional.empty());
    }

    /** What the shopper's answers tell now, as numbers; {@code ofBaskets} for those that tell of baskets. */
    String state(Known shopper, boolean ofBaskets) {
        String person = shopper.who().customerId();
        long whole = states.get(person, none -> last.incrementAndGet());
        return ofBaskets ? whole + "." + states.get(person + BASKETS, none -> last.incrementAndGet()) : whole + "";
    }

    /** Something of the shopper's has changed, or may have, baskets included. */
    void changed(Known shopper) {
        states.put(shopper.who().customerId(), last.incrementAndGet());
    }

    /** A basket of the shopper's has changed, or may have, and nothing else. */
    void basketsChanged(Known shopper) {
        states.put(shopper.who().customerId() + BASKETS, last.incrementAndGet());
    }

    /** Whose sessions have no context of their own. */
    Contexts contexts() {
        return contexts;
    }
}
