package dev.weft.backend.sap;

import dev.weft.backend.client.BackendClient;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Market;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.product.Stock;
import dev.weft.product.StockLevel;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stock from SAP, in one call for all SKUs and all the site's plants: what lies there unrestricted, or, where the settings name a
 * checking rule, what is available to promise.
 *
 * <p>SAP holds no row where there is no stock, so on hand it cannot tell a sold-out material from an unknown one: every SKU asked for
 * gets an answer, zero at each of the site's plants if need be, unless no Material can be spelled like it. The availability check does
 * tell, and then unknown SKUs are absent.
 */
public final class SapStock implements Stock {

    /** Adds up what each plant has of each material. */
    interface Source {
        Future<Void> read(SapSettings.Site site, Asked asked, Totals totals, RequestContext context);
    }

    private final String name;
    private final SapSettings settings;
    private final Ticker ticker;
    private final Source source;

    public SapStock(BackendClient client, SapSettings settings, Ticker ticker, Clock clock) {
        this.name = client.name();
        this.settings = settings;
        this.ticker = ticker;
        this.source = settings.atpRule()
                .<Source>map(rule -> new PromisableStock(client, settings, rule, clock))
                .orElseGet(() -> new StockOnHand(client, settings));
    }

    @Override
    public Future<Map<Sku, Aged<StockLevel>>> fetch(Set<Sku> keys, Market market, RequestContext context) {
        SapSettings.Site site = settings.sites().get(market.site());
        if (site == null) {
            return Future.failedFuture(Asked.notServed(name, market).asException());
        }
        Asked asked = Asked.of(keys, settings);
        if (asked.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Totals totals = new Totals(asked);
        return source.read(site, asked, totals, context).map(read -> levels(site, asked, totals));
    }

    private Map<Sku, Aged<StockLevel>> levels(SapSettings.Site site, Asked asked, Totals totals) {
        long now = ticker.nanos();
        Map<Sku, Aged<StockLevel>> levels = new HashMap<>(asked.materials().size() * 2);
        asked.materials().forEach((sku, material) -> {
            if (!totals.knows(material)) {
                return;
            }
            List<StockLevel.AtLocation> locations =
                    new ArrayList<>(site.plants().size());
            site.plants()
                    .forEach((plant, location) ->
                            locations.add(new StockLevel.AtLocation(location, totals.of(material, plant))));
            levels.put(sku, Aged.fresh(new StockLevel(locations), now));
        });
        return levels;
    }

    /** Units per material and plant, for the materials of one question. Filled by one reader at a time. */
    static final class Totals {
        private final Map<String, Map<String, BigDecimal>> byMaterial;
        private boolean strangers;
        private boolean known;

        private Totals(Asked asked) {
            byMaterial = new HashMap<>(asked.materials().size() * 2);
            asked.materials().values().forEach(material -> byMaterial.put(material, new HashMap<>(4)));
        }

        void add(String material, String plant, BigDecimal units) {
            Map<String, BigDecimal> plants = byMaterial.get(material);
            if (plants == null) {
                strangers = true;
                return;
            }
            known = true;
            plants.merge(plant, units, BigDecimal::add);
        }

        /** The ERP says that there is no such material. */
        void forget(String material) {
            byMaterial.remove(material);
        }

        /** True where rows came and all of them were of materials nobody asked for: then nothing here means zero. */
        boolean foreign() {
            return strangers && !known;
        }

        private boolean knows(String material) {
            return byMaterial.containsKey(material);
        }

        private Quantity of(String material, String plant) {
            BigDecimal units = byMaterial.getOrDefault(material, Map.of()).get(plant);
            return units == null ? Quantity.ZERO : new Quantity(units);
        }
    }
}
