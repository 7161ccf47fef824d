package dev.weft.http.scapi;

import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Answer;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.journey.Basket;
import dev.weft.journey.BasketChange;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches what passes to SCAPI, and tells what registered shoppers do with their baskets: SCAPI answers nearly every write of a basket with
 * the basket as it is then, so the answers that pass say it all, and no call is made for it. Only shoppers whose token Weft has verified, for
 * the site they write to, are watched, and only where somebody wants to hear of that site; guests are not.
 *
 * <p>The client's answer is its own affair: it goes on as it comes, and only once its end has been handed on is the copy read. What is not
 * understood, is longer than {@link #MOST}, breaks off or is given up is not told, and nobody notices.
 *
 * <p>A watched write asks for an answer without an encoding. To decode instead would leave the request as the client made it, but clients
 * offer codings that the platform cannot read ({@code br}); those who weave get their answers plain for the same reason. The other fields
 * stay: a write on condition must not become one without. An answer that comes encoded all the same passes as it is and is not told.
 *
 * <p>Holds nothing mutable; safe from any thread.
 */
final class BasketFeed {
    /** The longest answer that is read, in bytes: some hundred items. */
    static final int MOST = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(BasketFeed.class);
    private static final Set<HttpMethod> WRITES =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final String BELOW = "/baskets/";
    private static final String TRANSFER = "/baskets/actions/transfer";

    private final Shoppers shoppers;
    private final Map<String, FaceSettings.Site> sites;

    BasketFeed(Shoppers shoppers, Map<String, FaceSettings.Site> sites) {
        this.shoppers = shoppers;
        this.sites = sites;
    }

    /** Whether anybody wants to hear of anything; there is nothing to be watched otherwise. */
    static boolean wanted(Map<String, FaceSettings.Site> sites) {
        return sites.values().stream().anyMatch(site -> site.baskets().isPresent());
    }

    /** {@code next}, watched. */
    Upstream over(Upstream next) {
        return (onward, context) -> watch(onward)
                .map(watch -> send(next, watch, onward, context))
                .orElseGet(() -> next.send(onward, context));
    }

    private enum Kind {
        CHANGE,
        /** A guest's basket becomes the shopper's, and what the shopper had goes. */
        REPLACEMENT,
        DELETION,
        ORDER
    }

    /** A registered shopper, and whether what they do may be taken down. */
    private record Writer(Basket.Owner owner, boolean tracking) {}

    /**
     * A write that is watched.
     *
     * @param basketId that is deleted; empty for another write
     * @param owner empty where it is nobody who is watched; may still have to be found out
     */
    private record Watch(Kind kind, String basketId, Future<Optional<Writer>> owner, Consumer<BasketChange> listener) {

        /** Never throws, whatever the listener does. Of who asked not to be tracked all is forgotten. */
        void tell(Function<Basket.Owner, Optional<? extends BasketChange>> change) {
            owner.onSuccess(found -> {
                try {
                    found.flatMap(it -> it.tracking()
                                    ? change.apply(it.owner())
                                    : Optional.of(new BasketChange.Ordered(it.owner())))
                            .ifPresent(listener);
                } catch (RuntimeException bug) {
                    LOG.warn("what a shopper did with a basket was not taken down", bug);
                }
            });
        }
    }

    private Optional<Watch> watch(Onward onward) {
        boolean ofBaskets = Families.isBaskets(onward.operation());
        if (!WRITES.contains(onward.method())
                || !ofBaskets && !onward.operation().equals(Families.ORDERS)) {
            return Optional.empty();
        }
        Asked asked = Asked.of(onward.operation(), onward.target());
        boolean orders =
                onward.method().equals(HttpMethod.POST) && asked.resource().equals("/orders");
        if (!ofBaskets && !orders) {
            return Optional.empty();
        }
        Set<String> named = new LinkedHashSet<>();
        asked.values("siteId").forEach(it -> named.add(it.strip()));
        String siteId = String.join(",", named); // of several SCAPI might mean any
        FaceSettings.@Nullable Site site = sites.get(siteId);
        if (site == null || site.baskets().isEmpty()) {
            return Optional.empty();
        }
        Future<Optional<Writer>> owner = shoppers.of(onward.fields())
                .map(known -> known.filter(it -> it.who().registered() && it.isOf(siteId, site))
                        .map(it -> new Writer(owner(it, site), it.who().tracking())));
        if (owner.succeeded() && owner.result().isEmpty()) {
            return Optional.empty();
        }
        String deleted = onward.method().equals(HttpMethod.DELETE) ? basket(asked.resource()) : "";
        Kind kind = !ofBaskets
                ? Kind.ORDER
                : !deleted.isEmpty() ? Kind.DELETION : replaces(asked) ? Kind.REPLACEMENT : Kind.CHANGE;
        return Optional.of(new Watch(kind, deleted, owner, site.baskets().get()));
    }

    /** One that is to be merged is not replaced. */
    private static boolean replaces(Asked asked) {
        return asked.resource().equals(TRANSFER) && says(asked, "overrideExisting") && !says(asked, "merge");
    }

    private static boolean says(Asked asked, String flag) {
        return asked.values(flag).stream().anyMatch(it -> it.strip().equalsIgnoreCase("true"));
    }

    private static Basket.Owner owner(Known known, FaceSettings.Site site) {
        return new Basket.Owner(
                known.who().issuer(), site.market().site(), known.who().customerId());
    }

    /** The one basket that a path is; empty where it is none, or of something in it. */
    private static String basket(String resource) {
        String id = resource.startsWith(BELOW) ? resource.substring(BELOW.length()) : "";
        return BasketDocument.isId(id) ? id : "";
    }

    private static Future<Answer> send(Upstream next, Watch watch, Onward onward, RequestContext context) {
        if (watch.kind() == Kind.DELETION || watch.kind() == Kind.ORDER) {
            return next.send(onward, context).onSuccess(answer -> ended(watch, answer.status()));
        }
        MultiMap fields = HttpHeaders.headers().setAll(onward.fields());
        PassedFields.plain(fields);
        Onward readable = new Onward(onward.operation(), onward.method(), onward.target(), fields, onward.body());
        return next.send(readable, context).map(answer -> overheard(watch, answer));
    }

    /** What a status says without its body. */
    private static void ended(Watch watch, int status) {
        if (status / 100 == 2) {
            watch.tell(owner -> Optional.of(
                    watch.kind() == Kind.ORDER
                            ? new BasketChange.Ordered(owner)
                            : new BasketChange.Gone(owner, watch.basketId())));
        }
    }

    private static Answer overheard(Watch watch, Answer answer) {
        if (answer.status() / 100 != 2) {
            return answer;
        }
        if (watch.kind() == Kind.REPLACEMENT) {
            watch.tell(owner -> Optional.of(new BasketChange.Ordered(owner)));
        }
        if (!WovenReads.isJson(answer.fields())) {
            return answer;
        }
        Overheard body = new Overheard(
                answer.body(),
                MOST,
                bytes -> watch.tell(owner -> BasketDocument.read(bytes, owner).map(BasketChange.Filled::new)));
        return new Answer(answer.status(), answer.reason(), answer.fields(), body, answer.giveUp());
    }
}
