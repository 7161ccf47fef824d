package dev.weft.backend.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.backend.client.BackendClient;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Market;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.product.Stock;
import dev.weft.product.StockLevel;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stock from a configured JSON system. Several rows of one product in one depot are added up; depots that do not serve the site are
 * passed over; a depot without a row has none. A product without any row is unknown, unless the settings say it is sold out.
 */
public final class RestStock implements Stock {
    private final RestSettings settings;
    private final StockMapping mapping;
    private final RestRows rows;
    private final Fields fields;
    private final Ticker ticker;
    private final JsonPointer code;
    private final Optional<JsonPointer> location;
    private final JsonPointer available;

    public RestStock(BackendClient client, RestSettings settings, Ticker ticker) {
        this.settings = settings;
        this.mapping = settings.stock()
                .orElseThrow(() -> new IllegalArgumentException("stock: (expected: a mapping to serve stock by)"));
        this.rows = new RestRows(client, settings, "stock", mapping.call());
        this.fields = new Fields(client.name());
        this.ticker = ticker;
        this.code = Fields.compile("code", mapping.code());
        this.location = mapping.location().map(field -> Fields.compile("location", field));
        this.available = Fields.compile("available", mapping.available());
    }

    @Override
    public Future<Map<Sku, Aged<StockLevel>>> fetch(Set<Sku> keys, Market market, RequestContext context) {
        RestSettings.Site site;
        try {
            site = rows.site(market);
        } catch (Failed notServed) {
            return Future.failedFuture(notServed);
        }
        Codes codes = Codes.of(keys, settings.sku());
        return rows.about(codes.distinct(), market, context).map(found -> levels(codes, site, found));
    }

    private Map<Sku, Aged<StockLevel>> levels(Codes codes, RestSettings.Site site, List<JsonNode> found) {
        Set<String> asked = Set.copyOf(codes.bySku().values());
        Map<String, Map<String, Quantity>> units = new HashMap<>();
        for (JsonNode row : found) {
            String product = fields.text(row, code);
            if (asked.contains(product)) {
                String depot = location.map(field -> fields.text(row, field))
                        .orElseGet(() -> site.locations().keySet().iterator().next());
                units.computeIfAbsent(product, none -> new HashMap<>())
                        .merge(depot, new Quantity(fields.number(row, available)), Quantity::plus);
            }
        }
        long now = ticker.nanos();
        Map<Sku, Aged<StockLevel>> levels = new HashMap<>(codes.bySku().size() * 2);
        codes.bySku().forEach((sku, product) -> {
            if (mapping.absentIsZero() || units.containsKey(product)) {
                levels.put(sku, Aged.fresh(level(site, units.getOrDefault(product, Map.of())), now));
            }
        });
        return levels;
    }

    private static StockLevel level(RestSettings.Site site, Map<String, Quantity> byDepot) {
        List<StockLevel.AtLocation> locations = new ArrayList<>(site.locations().size());
        site.locations()
                .forEach((depot, name) ->
                        locations.add(new StockLevel.AtLocation(name, byDepot.getOrDefault(depot, Quantity.ZERO))));
        return new StockLevel(locations);
    }
}
