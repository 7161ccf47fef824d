package dev.weft.http.scapi.weave;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.inventory.Position;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.PartlyFailed;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.product.StockLevel;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The ERP's stock as it is sold, so that nothing is shown as orderable that neither a basket nor an order would be let have. At each place
 * there is what the ERP says without the place's safety stock, and no more than our ledger has to promise there, which lacks what orders and
 * reservations were promised. Of what the ERP does not know there is what the ledger has of it, and mostly that is none: a line is taken
 * from a place of the ledger's, and goods the ERP does not know are at none.
 *
 * <p>The ledger is asked beside the ERP, once an answer at most, and remembered for two seconds, so that pages do not stand in orders' way.
 * Where it is dark or late the ERP's word without the safety stock stands, and what the ERP does not know stays missing; so does what an
 * answer in part lacks. A position that has less than the ERP may be one that nobody ordered from for long: the ledger is then told to look
 * at the ERP again, for the answers that come after this one. Completes on any thread.
 */
public final class SoldStock implements Lookup<Sku, StockLevel> {
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 50_000;

    /** A store that answers later than this is waited for by orders, not by pages. */
    private static final long PATIENCE_MILLIS = 60;

    /** The page's own time is nearly over when it is known that a position is behind; a backend's time-out ends the read before this. */
    private static final Duration UNHURRIED = Duration.ofSeconds(5);

    private final Cache<Sku, List<Position>> lately;
    private final Lookup<Sku, StockLevel> erp;
    private final Ledger ledger;
    private final Rules rules;
    private final boolean sellsAll;
    private final Ticker ticker;

    /** Port: what may be promised. */
    public interface Ledger {
        /** Knows nothing of anything. */
        Ledger NONE = skus -> Future.succeededFuture(Map.of());

        /** What may be promised of some SKUs; those without a position are absent, or have none. */
        Future<Map<Sku, List<Position>>> positions(Collection<Sku> skus);

        /** Sees to it that these are as the ERP has them now; done at once where they were looked at just now. Nobody waits for it. */
        default Future<Void> renew(Set<Sku> skus, Market market, RequestContext context) {
            return Future.succeededFuture();
        }
    }

    /**
     * How a site sells.
     *
     * @param places it sells from, and how many units of a SKU are never sold at each
     */
    public record Rules(Map<String, Long> places) {
        public Rules {
            places = Map.copyOf(places);
        }

        private long safety(String place) {
            return places.getOrDefault(place, 0L);
        }

        private boolean sellsAll() {
            return places.values().stream().allMatch(units -> units == 0);
        }
    }

    /**
     * What the ledger said.
     *
     * @param known false where it did not answer
     * @param anew for which it was asked just now
     */
    private record Told(boolean known, Map<Sku, List<Position>> positions, Set<Sku> anew) {
        static final Told NOTHING = new Told(false, Map.of(), Set.of());
    }

    public SoldStock(Lookup<Sku, StockLevel> erp, Ledger ledger, Rules rules, Ticker ticker) {
        this.erp = erp;
        this.ledger = ledger;
        this.rules = rules;
        this.sellsAll = rules.sellsAll();
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
        Future<Told> asked = positions(keys).otherwise(Told.NOTHING);
        return erp.fetch(keys, market, context)
                .compose(
                        found -> asked.map(told -> {
                            Map<Sku, Aged<StockLevel>> sold = sold(found, told, market, context);
                            if (told.known() && sold.size() < keys.size()) {
                                unknown(keys, told, sold);
                            }
                            return sold;
                        }),
                        cause -> cause instanceof PartlyFailed partly
                                ? asked.compose(told -> Future.failedFuture(new PartlyFailed(
                                        sold(levels(partly), told, market, context), partly.failure())))
                                : Future.failedFuture(cause));
    }

    private Future<Told> positions(Set<Sku> skus) {
        Map<Sku, List<Position>> positions = new HashMap<>(lately.getAllPresent(skus));
        Set<Sku> others = new HashSet<>(skus);
        others.removeAll(positions.keySet());
        if (others.isEmpty()) {
            return Future.succeededFuture(new Told(true, positions, Set.of()));
        }
        return ledger.positions(others)
                .onSuccess(said -> others.forEach(sku -> lately.put(sku, said.getOrDefault(sku, List.of()))))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .map(said -> {
                    positions.putAll(said);
                    return new Told(true, positions, others);
                });
    }

    private Map<Sku, Aged<StockLevel>> sold(
            Map<Sku, Aged<StockLevel>> found, Told told, Market market, RequestContext context) {
        Map<Sku, Aged<StockLevel>> sold = new HashMap<>(found);
        Set<Sku> behind = new HashSet<>();
        found.forEach((sku, aged) -> {
            List<Position> positions = told.positions().getOrDefault(sku, List.of());
            StockLevel level = sold(aged.value(), positions);
            if (level != aged.value()) {
                sold.put(sku, new Aged<>(level, aged.atNanos(), aged.stale()));
            }
            if (told.anew().contains(sku) && hasLess(positions, aged.value())) {
                behind.add(sku);
            }
        });
        if (!behind.isEmpty()) {
            Future<Void> renewed =
                    ledger.renew(behind, market, context.withDeadline(Deadline.after(UNHURRIED, ticker)));
            if (!renewed.isComplete()) {
                renewed.onSuccess(v -> lately.invalidateAll(behind));
            }
        }
        return sold;
    }

    /** The level itself where all of it can be sold. */
    private StockLevel sold(StockLevel level, List<Position> positions) {
        if (positions.isEmpty() && sellsAll) {
            return level;
        }
        List<StockLevel.AtLocation> places = new ArrayList<>(level.locations().size());
        boolean less = false;
        for (StockLevel.AtLocation at : level.locations()) {
            BigDecimal all = at.available().amount();
            BigDecimal some = all.subtract(BigDecimal.valueOf(rules.safety(at.location())));
            @Nullable Position position = at(positions, at.location());
            if (position != null) {
                some = some.min(BigDecimal.valueOf(position.available()));
            }
            boolean same = some.compareTo(all) == 0;
            less |= !same;
            places.add(same ? at : new StockLevel.AtLocation(at.location(), new Quantity(some)));
        }
        return less ? new StockLevel(places) : level;
    }

    private boolean hasLess(List<Position> positions, StockLevel level) {
        for (StockLevel.AtLocation at : level.locations()) {
            @Nullable Position position = at(positions, at.location());
            if (position != null
                    && BigDecimal.valueOf(position.available() + rules.safety(at.location()))
                                    .compareTo(at.available().amount())
                            < 0) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Position at(List<Position> positions, String place) {
        for (Position position : positions) {
            if (position.location().equals(place)) {
                return position;
            }
        }
        return null;
    }

    private void unknown(Set<Sku> keys, Told told, Map<Sku, Aged<StockLevel>> into) {
        long now = ticker.nanos();
        for (Sku sku : keys) {
            if (!into.containsKey(sku)) {
                List<StockLevel.AtLocation> at = told.positions().getOrDefault(sku, List.of()).stream()
                        .filter(position -> rules.places().containsKey(position.location()))
                        .map(position ->
                                new StockLevel.AtLocation(position.location(), Quantity.of(position.available())))
                        .toList();
                into.put(sku, Aged.fresh(new StockLevel(at), now));
            }
        }
    }

    private static Map<Sku, Aged<StockLevel>> levels(PartlyFailed partly) {
        Map<Sku, Aged<StockLevel>> levels = new HashMap<>();
        partly.found().forEach((key, aged) -> {
            if (key instanceof Sku sku && aged.value() instanceof StockLevel level) {
                levels.put(sku, new Aged<>(level, aged.atNanos(), aged.stale()));
            }
        });
        return levels;
    }
}
