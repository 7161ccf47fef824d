package dev.weft;

import dev.weft.settings.Backend;
import dev.weft.settings.GatewaySettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many units of a SKU are never sold at a place. A place has one stock, and one such figure, whichever site's read or push tells of it:
 * the greatest of all sites that are served from there. Were it each site's own, the units that one keeps back would be another's to sell,
 * or each would sell by what the other read last.
 */
final class SafetyStock {
    private final Map<String, Long> byPlace = new HashMap<>();

    /** What one site keeps back at each of its places. */
    record Kept(long units, Collection<String> places) {}

    SafetyStock(Collection<Kept> sites) {
        sites.forEach(site -> site.places().forEach(place -> byPlace.merge(place, site.units(), Math::max)));
    }

    /** Of all sites there are. */
    static SafetyStock of(GatewaySettings settings) {
        List<Kept> sites = settings.sites().entrySet().stream()
                .map(site -> {
                    Optional<Backend> erp = Optional.ofNullable(
                            settings.backends().get(site.getValue().erp()));
                    return new Kept(
                            site.getValue().orders().safetyStock(),
                            erp.map(it -> Pushing.locations(it, site.getKey()).values())
                                    .orElse(List.of()));
                })
                .toList();
        return new SafetyStock(sites);
    }

    /** At one place; zero where nobody is served from it. */
    long at(String place) {
        return byPlace.getOrDefault(place, 0L);
    }

    /** At each of {@code places}. */
    Map<String, Long> at(Collection<String> places) {
        Map<String, Long> units = new HashMap<>();
        places.forEach(place -> units.put(place, at(place)));
        return units;
    }
}
