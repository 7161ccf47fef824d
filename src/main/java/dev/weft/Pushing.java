package dev.weft;

import dev.weft.cache.GatheredInvalidation;
import dev.weft.cache.Invalidation;
import dev.weft.http.Hooks;
import dev.weft.security.SealSettings;
import dev.weft.security.SealedMessages;
import dev.weft.settings.Backend;
import dev.weft.settings.GatewaySettings;
import dev.weft.store.Database;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what back-office systems may push: who, signed how, and into which store and caches. */
final class Pushing {
    private Pushing() {}

    static Hooks hooks(
            GatewaySettings settings, Optional<Database> database, Invalidation caches, Vertx vertx, Clock clock) {
        Map<String, Hooks.Sender> senders = new HashMap<>();
        settings.backends()
                .forEach((name, backend) ->
                        backend.hooks().ifPresent(seal -> senders.put(name, sender(settings, backend, seal, clock))));
        GatheredInvalidation drops = new GatheredInvalidation(
                selection -> vertx.executeBlocking(() -> caches.invalidate(selection, false), false));
        return new Hooks(senders, database.map(Database::stock), database.map(Database::orders), drops::drop, clock);
    }

    private static Hooks.Sender sender(GatewaySettings settings, Backend backend, SealSettings seal, Clock clock) {
        Set<String> sites = new HashSet<>();
        Map<String, String> locations = new HashMap<>();
        settings.sites().forEach((id, site) -> {
            if (site.erp().equals(backend.name())) {
                sites.add(id);
                locations(backend, id).forEach((code, ours) -> {
                    locations.put(code, ours);
                    locations.put(ours, ours);
                });
            }
        });
        Map<String, Long> safety = SafetyStock.of(settings).at(Set.copyOf(locations.values()));
        return new Hooks.Sender(new SealedMessages(seal, clock), locations, safety, sites);
    }

    /** The places {@code erp} serves a site from, our names by its codes, in the configuration's order. */
    static Map<String, String> locations(Backend erp, String site) {
        if (erp.vendor() instanceof Backend.Sap sap) {
            return Optional.ofNullable(sap.settings().sites().get(site))
                    .map(own -> own.plants())
                    .orElse(Map.of());
        }
        if (erp.vendor() instanceof Backend.Rest rest) {
            return Optional.ofNullable(rest.settings().sites().get(site))
                    .map(own -> own.locations())
                    .orElse(Map.of());
        }
        return Map.of();
    }
}
