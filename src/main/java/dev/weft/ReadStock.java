package dev.weft;

import dev.weft.inventory.Availability;
import dev.weft.kernel.Sku;
import dev.weft.product.Stock;
import dev.weft.product.StockLevel;
import dev.weft.settings.Backend;
import dev.weft.settings.GatewaySettings;
import dev.weft.settings.Site;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ERP's stock as orders read it: a level for every SKU at every place the ERP alone tells of, also where it tells of none, because a
 * level read before must not be sold from for ever. Holds nothing.
 */
final class ReadStock {
    private ReadStock() {}

    /** What the ERP no longer lists, it has none of at {@code places}. */
    static Availability.StockReader reader(Stock stock, List<String> places) {
        Map<String, Long> nothing = new HashMap<>();
        places.forEach(place -> nothing.put(place, 0L));
        return (skus, market, context) -> stock.fetchOrFail(skus, market, context)
                .map(found -> {
                    Map<Sku, Map<String, Long>> levels = new HashMap<>();
                    for (Sku sku : skus) {
                        Map<String, Long> at = new HashMap<>(nothing);
                        Optional.ofNullable(found.get(sku)).ifPresent(aged -> at.putAll(byPlace(aged.value())));
                        if (!at.isEmpty()) {
                            levels.put(sku, at);
                        }
                    }
                    return levels;
                })
                .recover(Ordering::whole);
    }

    private static Map<String, Long> byPlace(StockLevel level) {
        Map<String, Long> places = new HashMap<>();
        for (StockLevel.AtLocation at : level.locations()) {
            places.put(
                    at.location(),
                    at.available().amount().setScale(0, RoundingMode.FLOOR).longValue());
        }
        return places;
    }

    /** The places of a site that its ERP alone tells of. */
    static List<String> alone(GatewaySettings settings, String id) {
        List<Served> others = new ArrayList<>();
        settings.sites().forEach((other, its) -> {
            if (!other.equals(id)) {
                others.add(served(settings, other));
            }
        });
        return alone(served(settings, id), others);
    }

    private static Served served(GatewaySettings settings, String id) {
        String erp =
                Optional.ofNullable(settings.sites().get(id)).map(Site::erp).orElse("");
        Optional<Backend> backend = Optional.ofNullable(settings.backends().get(erp));
        return new Served(
                erp,
                backend.map(it -> it.vendor() instanceof Backend.Rest rest
                                && rest.settings()
                                        .stock()
                                        .filter(stock -> stock.call().differsBySite())
                                        .isPresent())
                        .orElse(false),
                backend.map(it -> Pushing.locations(it, id)).orElse(Map.of()));
    }

    /**
     * How an ERP serves a site.
     *
     * @param apart whether each site asks it a question of its own
     * @param places our names by its codes
     */
    record Served(String erp, boolean apart, Map<String, String> places) {
        /** Whether all that is told of a place here is told there too: the same ERP is asked the same of the same place. */
        private boolean tellsNoMoreOf(Map.Entry<String, String> place, String asked) {
            return places.entrySet().stream()
                    .filter(it -> it.getValue().equals(place.getValue()))
                    .allMatch(it -> !apart && erp.equals(asked) && it.getKey().equals(place.getKey()));
        }
    }

    /**
     * Those of {@code own} of which no other site's reads tell anything else. What its ERP leaves out of an answer it has none of there,
     * whichever of its sites shares the place. That goes for an ERP that pushes, too: a level it pushed after the answer's cut-off is younger
     * than that nothing, and stands.
     */
    static List<String> alone(Served own, List<Served> others) {
        return own.places().entrySet().stream()
                .filter(place -> others.stream().allMatch(other -> other.tellsNoMoreOf(place, own.erp())))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }
}
