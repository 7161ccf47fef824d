package dev.weft.settings;

import dev.weft.cache.Freshness;
import dev.weft.http.EdgeSettings;
import dev.weft.product.ProductPart;
import dev.weft.resilience.Rate;
import dev.weft.security.IssuerSettings;
import dev.weft.store.StoreSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything the document says, as each package's own settings. Immutable. Prints as counts, because some of its values came from
 * placeholders.
 *
 * @param server the public side
 * @param operations the operators' side
 * @param issuers whose tokens are accepted
 * @param sites the shops, by site id
 * @param limits what one client may ask, by throttle class: {@code browse} and {@code personal}
 * @param screens the parts answers are made of, and how long they are kept
 * @param backends the systems behind, by their configured name
 * @param store where orders are kept; empty where none are taken
 * @param face how storefronts made for SCAPI are served; empty where they are not
 */
public record GatewaySettings(
        ServerSettings server,
        OperationsSettings operations,
        List<IssuerSettings> issuers,
        Map<String, Site> sites,
        Map<String, Rate> limits,
        ScreenSettings screens,
        Map<String, Backend> backends,
        Optional<StoreSettings> store,
        Optional<FaceRules> face) {
    public GatewaySettings {
        issuers = List.copyOf(issuers);
        sites = Map.copyOf(sites);
        limits = Map.copyOf(limits);
        backends = Map.copyOf(backends);
    }

    /** What the edge needs of all this. */
    public EdgeSettings edge() {
        Map<String, EdgeSettings.Site> shops = new HashMap<>();
        sites.forEach((id, site) -> shops.put(id, site.edge()));
        Set<String> product = new HashSet<>();
        for (ProductPart part : ProductPart.values()) {
            product.add(part.code());
        }
        product.retainAll(screens.included());
        Set<String> customer = new HashSet<>(screens.included());
        customer.removeAll(product);
        return new EdgeSettings(
                server.times().request(),
                shops,
                limits,
                screens.incompleteTtl(),
                EdgeSettings.DEFAULT_MAX_SKUS,
                product,
                customer,
                server.outside().exposure());
    }

    /** How long {@code part} may be kept when it comes from {@code backend}. */
    public Freshness freshness(String backend, ProductPart part) {
        Backend settings = backends.get(backend);
        Freshness general = screens.freshness().getOrDefault(part, Freshness.NONE);
        return settings == null ? general : settings.freshness().getOrDefault(part, general);
    }

    /** The same on other addresses, as the demo's options want it. */
    public GatewaySettings listening(ServerSettings.Listen shoppers, ServerSettings.Listen operators) {
        return new GatewaySettings(
                server.listeningOn(shoppers),
                operations.listeningOn(operators),
                issuers,
                sites,
                limits,
                screens,
                backends,
                store,
                face);
    }

    /** The same with its embedded database in {@code file}, as the demo's option wants it. */
    public GatewaySettings storedIn(Path file) {
        return new GatewaySettings(
                server,
                operations,
                issuers,
                sites,
                limits,
                screens,
                backends,
                Optional.of(store.orElseGet(() -> StoreSettings.embedded(file)).in(file)),
                face);
    }

    @Override
    public String toString() {
        return "GatewaySettings[" + sites.size() + " sites, " + backends.size() + " backends, " + issuers.size()
                + " issuers]";
    }
}
