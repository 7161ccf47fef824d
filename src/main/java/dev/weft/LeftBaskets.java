package dev.weft;

import dev.weft.http.BasketUses;
import dev.weft.journey.BasketActivity;
import dev.weft.journey.BasketStore.Rule;
import dev.weft.journey.JourneyListener;
import dev.weft.settings.GatewaySettings;
import dev.weft.store.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which sites' baskets are taken down, and who is told of those left behind. */
final class LeftBaskets {
    private LeftBaskets() {}

    /** What {@code backend} calls the event, by site; none where no site tells it. */
    static Map<String, String> events(GatewaySettings settings, String backend) {
        Map<String, String> events = new HashMap<>();
        settings.sites()
                .forEach((id, site) -> site.journeys()
                        .filter(journeys -> journeys.backend().equals(backend))
                        .ifPresent(journeys -> events.put(id, journeys.abandoned())));
        return events;
    }

    /**
     * Has {@code leaving} look, once it starts, for baskets left behind, and answers where baskets are taken down; empty where no site tells
     * anybody.
     */
    static Optional<BasketUses> lookedAfter(
            GatewaySettings settings, Database store, Outgoing leaving, JourneyListener listener) {
        List<Rule> rules = new ArrayList<>();
        settings.sites()
                .forEach((id, site) -> site.journeys()
                        .ifPresent(journeys ->
                                rules.add(new Rule(id, journeys.backend(), journeys.after(), journeys.again()))));
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        leaving.lookAfter(rules, store.baskets(), listener);
        return Optional.of(new BasketUses(
                new BasketActivity(store.baskets(), listener),
                rules.stream().map(Rule::site).collect(Collectors.toUnmodifiableSet())));
    }
}
