package dev.weft.inventory;

import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds stock for a shopper for a while: the use case around {@link StockStore}, which makes sure of positions first. Holding is repeatable
 * by the caller's own id. Futures complete on any thread; they fail with {@code Failed} where the store is dark, and with {@code REFUSED}
 * where an id is used again for something else.
 */
public final class Reservations {
    private final StockStore store;
    private final Map<String, Rules> sites;

    /** How one site sources what is held; there is no address yet, so nothing is near. */
    public record Rules(Availability stock, Sourcing sourcing) {}

    /** What a shopper wants held. */
    public record Wish(
            String id,
            String site,
            String shopper,
            List<Wanted> wanted,
            Duration lasts,
            boolean partial,
            String externalRef) {}

    public Reservations(StockStore store, Map<String, Rules> sites) {
        this.store = store;
        this.sites = Map.copyOf(sites);
    }

    public Future<StockStore.Held> hold(Wish wish, Market market, RequestContext context) {
        return hold(wish, market, context, Future.future(never -> {}));
    }

    /** The same, by older positions where those of now have not been read by the time {@code enough} completes. */
    public Future<StockStore.Held> hold(Wish wish, Market market, RequestContext context, Future<?> enough) {
        Rules rules = sites.get(wish.site());
        if (rules == null) {
            return Future.failedFuture(new IllegalStateException("site without rules: " + wish.site()));
        }
        return rules.stock()
                .ensure(wish.wanted().stream().map(Wanted::sku).toList(), market, context, enough)
                .compose(v -> store.hold(new StockStore.Hold(
                        wish.id(),
                        wish.site(),
                        wish.shopper(),
                        wish.wanted(),
                        rules.sourcing(),
                        wish.lasts(),
                        wish.partial(),
                        wish.externalRef())));
    }

    public Future<Optional<StockStore.Reservation>> find(String site, String shopper, String id) {
        return store.find(site, shopper, id);
    }

    /** Lets go, and answers what it is now; empty where there is none. One that ended before stays as it ended. */
    public Future<Optional<StockStore.Reservation>> release(String site, String shopper, String id) {
        return store.release(site, shopper, id).compose(released -> store.find(site, shopper, id));
    }
}
