package dev.weft;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.inventory.Position;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.product.StockLevel;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The ERP's stock as it is sold: of what the ERP does not know there is what our ledger has of it, and mostly that is none. So nothing is
 * shown as orderable that neither a basket nor an order would be let have: a line is taken from a place of the ledger's, and goods the ERP
 * does not know are at none.
 *
 * <p>Where the ERP answered in part, or the ledger is dark or late, what is missing stays missing. What the ledger said is remembered for
 * two seconds, so that pages full of such goods do not stand in orders' way. Completes on any thread.
 */
final class SoldStock implements Lookup<Sku, StockLevel> {
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 50_000;

    /** A store that answers later than this is waited for by orders, not by pages. */
    private static final long PATIENCE_MILLIS = 60;

    private final Cache<Sku, List<Position>> lately;
    private final Lookup<Sku, StockLevel> erp;
    private final Ledger ledger;
    private final Set<String> places;
    private final Ticker ticker;

    /** What may be promised of some SKUs; those without a position are absent, or have none. */
    @FunctionalInterface
    interface Ledger {
        Ledger NONE = skus -> Future.succeededFuture(Map.of());

        Future<Map<Sku, List<Position>>> positions(Collection<Sku> skus);
    }

    SoldStock(Lookup<Sku, StockLevel> erp, Ledger ledger, Set<String> places, Ticker ticker) {
        this.erp = erp;
        this.ledger = ledger;
        this.places = Set.copyOf(places);
        this.ticker = ticker;
        this.lately = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Future<Map<Sku, Aged<StockLevel>>> fetch(Set<Sku> keys, Market market, RequestContext context) {
        return erp.fetch(keys, market, context).compose(found -> {
            if (found.size() >= keys.size()) {
                return Future.succeededFuture(found);
            }
            Set<Sku> unknown = new HashSet<>(keys);
            unknown.removeAll(found.keySet());
            return positions(unknown)
                    .map(positions -> all(found, unknown, positions))
                    .otherwise(found);
        });
    }

    private Future<Map<Sku, List<Position>>> positions(Set<Sku> skus) {
        Map<Sku, List<Position>> positions = new HashMap<>(lately.getAllPresent(skus));
        Set<Sku> others = new HashSet<>(skus);
        others.removeAll(positions.keySet());
        if (others.isEmpty()) {
            return Future.succeededFuture(positions);
        }
        return ledger.positions(others)
                .onSuccess(said -> others.forEach(sku -> lately.put(sku, said.getOrDefault(sku, List.of()))))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .map(said -> {
                    positions.putAll(said);
                    return positions;
                });
    }

    private Map<Sku, Aged<StockLevel>> all(
            Map<Sku, Aged<StockLevel>> found, Set<Sku> unknown, Map<Sku, List<Position>> positions) {
        Map<Sku, Aged<StockLevel>> all = new HashMap<>(found);
        long now = ticker.nanos();
        for (Sku sku : unknown) {
            List<StockLevel.AtLocation> at = positions.getOrDefault(sku, List.of()).stream()
                    .filter(position -> places.contains(position.location()))
                    .map(position -> new StockLevel.AtLocation(position.location(), Quantity.of(position.available())))
                    .toList();
            all.put(sku, Aged.fresh(new StockLevel(at), now));
        }
        return all;
    }
}
