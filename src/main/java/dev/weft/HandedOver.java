package dev.weft;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.scapi.ScapiSettings;
import dev.weft.kernel.Market;
import dev.weft.settings.Backend;
import dev.weft.settings.FaceRules;
import dev.weft.settings.GatewaySettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which sites' orders, made by commerce through the face or behind it, are handed to their ERPs. */
final class HandedOver {
    private HandedOver() {}

    /** Our ids of these sites; none without a face, or without an Orders API to tell of it. */
    static Set<String> sites(GatewaySettings settings) {
        return settings.face()
                .filter(face -> face.orders().isPresent())
                .map(face -> face.sites().entrySet().stream()
                        .filter(site -> site.getValue().writes().contains("orders"))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    /** The organisation whose orders these are; call it only where there is a face. */
    static ScapiSettings organization(GatewaySettings settings) {
        FaceRules face = settings.face().orElseThrow();
        Backend backend = Objects.requireNonNull(settings.backends().get(face.backend()), face.backend());
        if (backend.vendor() instanceof Backend.Scapi commerce) {
            return commerce.settings();
        }
        throw new IllegalArgumentException("face: " + face.backend() + " (expected: a backend of vendor scapi)");
    }

    /** Has commerce's side looked at, once {@code leaving} starts, for orders that came past us. */
    static void takeIn(
            GatewaySettings settings,
            Ordering.Uses uses,
            Map<String, BackendClient> clients,
            Vendors vendors,
            Outgoing leaving) {
        Map<String, Market> markets = new HashMap<>(uses.markets());
        markets.keySet().retainAll(sites(settings));
        if (markets.isEmpty()) {
            return;
        }
        FaceRules.Orders rules = settings.face().flatMap(FaceRules::orders).orElseThrow();
        ScapiSettings commerce = organization(settings);
        BackendClient client = Objects.requireNonNull(clients.get(rules.backend()), rules.backend());
        leaving.takeIn(
                vendors.readyOrders(commerce, Storefronts.documents(settings, commerce), client),
                uses.inject(),
                markets,
                rules.sweep());
    }
}
