package dev.weft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.marketingcloud.EventDefinitions;
import dev.weft.backend.scapi.ScapiAgents;
import dev.weft.backend.scapi.ScapiSettings;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;
import dev.weft.kernel.Ticker;
import dev.weft.order.CommerceOrders;
import dev.weft.security.IssuerSettings;
import dev.weft.settings.FaceRules;
import dev.weft.settings.GatewaySettings;
import dev.weft.store.StoreLook;
import dev.weft.store.StoreSettings;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Links that no site's screens need: token issuers, commerce's orders, the agent who sets prices, the journey tool, and the store. */
final class OtherLinks {
    private static final String NO_TOKEN = "weft-link-check";

    private OtherLinks() {}

    /** Of shoppers and of operators: their key sets, or what they say of a token that is none. */
    static List<LinkCheck.Link> issuers(GatewaySettings settings, Issuers issuers) {
        Map<String, IssuerSettings> all = new LinkedHashMap<>();
        settings.issuers().forEach(issuer -> all.put(issuer.name(), issuer));
        settings.operations()
                .access()
                .issuer()
                .ifPresent(staff -> all.putIfAbsent(staff.settings().name(), staff.settings()));
        List<LinkCheck.Link> links = new ArrayList<>();
        all.forEach((name, issuer) -> links.add(
                issuer.keys().isPresent()
                        ? new LinkCheck.Link(
                                "issuer." + name + ".jwks",
                                () -> issuers.sources()
                                        .keys()
                                        .apply(issuer)
                                        .fetch()
                                        .map(OtherLinks::keys))
                        : new LinkCheck.Link(
                                "issuer." + name + ".introspection",
                                () -> issuers.sources()
                                        .introspection()
                                        .apply(issuer)
                                        .introspect(NO_TOKEN)
                                        .map(OtherLinks::verdict))));
        return links;
    }

    private static String keys(byte[] answer) {
        JsonNode keys = read(answer).path("keys");
        if (!keys.isArray() || keys.isEmpty()) {
            throw new IllegalStateException("it answers, but with no keys");
        }
        return "answers; " + keys.size() + (keys.size() == 1 ? " key" : " keys");
    }

    private static String verdict(byte[] answer) {
        if (!read(answer).path("active").isBoolean()) {
            throw new IllegalStateException("it answers, but not whether a token is active");
        }
        return "answers";
    }

    private static JsonNode read(byte[] answer) {
        try {
            return StrictJson.unambiguous(answer);
        } catch (MalformedJson e) {
            throw new IllegalStateException("it answers, but no JSON", e);
        }
    }

    /** What the face uses beside the shoppers' own way: the Orders API of each site that hands orders over, and the trusted agent. */
    static List<LinkCheck.Link> commerce(
            GatewaySettings settings, Vendors vendors, Map<String, BackendClient> clients) {
        List<LinkCheck.Link> links = new ArrayList<>();
        settings.face().ifPresent(face -> {
            ScapiSettings commerce = HandedOver.organization(settings);
            face.orders().ifPresent(rules -> {
                CommerceOrders ready = vendors.readyOrders(
                        commerce, Storefronts.documents(settings, commerce), client(clients, rules.backend()));
                new TreeSet<>(HandedOver.sites(settings))
                        .forEach(site -> links.add(new LinkCheck.Link(
                                rules.backend() + ".export." + site,
                                () -> ready.ready(site, 0, LinkCheck.context())
                                        .map(page -> "answers; " + page.total() + " ready for export"))));
            });
            face.agent()
                    .ifPresent(agent -> links.addAll(agent(face, agent, commerce, client(clients, agent.backend()))));
        });
        return links;
    }

    private static List<LinkCheck.Link> agent(
            FaceRules face, FaceRules.Agent agent, ScapiSettings commerce, BackendClient client) {
        ScapiAgents agents = new ScapiAgents(
                client,
                commerce,
                new ScapiAgents.Agent(agent.id(), agent.clientId(), agent.clientSecret(), agent.redirectUri()),
                Ticker.system());
        Function<String, LinkCheck.Link> link = site -> new LinkCheck.Link(
                agent.backend() + ".agent." + site,
                () -> agents.letIn(commerce.sites().getOrDefault(site, site), LinkCheck.context())
                        .map(none -> "answers"));
        List<String> sites = face.sites().keySet().stream().sorted().toList();
        List<String> priced = sites.stream()
                .filter(site -> Objects.requireNonNull(face.sites().get(site))
                        .basketPrice()
                        .way()
                        .equals("adjustment"))
                .toList();
        return (priced.isEmpty() ? sites.stream().limit(1) : priced.stream())
                .map(link)
                .toList();
    }

    /** The journey tool is asked whether it has the event of each site: that needs a token and its REST API, and starts nothing. */
    static List<LinkCheck.Link> journeys(GatewaySettings settings, Map<String, BackendClient> clients) {
        List<LinkCheck.Link> links = new ArrayList<>();
        new TreeMap<>(settings.sites())
                .forEach((id, site) -> site.journeys().ifPresent(journeys -> {
                    EventDefinitions events = new EventDefinitions(client(clients, journeys.backend()));
                    links.add(new LinkCheck.Link(
                            journeys.backend() + ".event." + id,
                            () -> events.known(journeys.abandoned(), LinkCheck.context())
                                    .map(OtherLinks::told)));
                }));
        return links;
    }

    private static String told(EventDefinitions.Known known) {
        return switch (known) {
            case YES -> "answers";
            case NOT_TOLD -> "answers; whether it has the event was not told (scope journeys_read)";
            case NO -> throw new IllegalStateException("it answers, but has no such event");
        };
    }

    private static BackendClient client(Map<String, BackendClient> clients, String backend) {
        return Objects.requireNonNull(clients.get(backend), backend);
    }

    /** Whether a gateway could use the store, which may be in use. */
    static LinkCheck.Link store(StoreSettings store, Vertx vertx) {
        return new LinkCheck.Link(
                "store." + (store.postgres().isPresent() ? "postgres" : "file"),
                () -> vertx.executeBlocking(() -> StoreLook.at(store), false));
    }
}
