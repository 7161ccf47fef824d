package dev.weft.settings;

import dev.weft.http.scapi.KeepSettings;
import dev.weft.kernel.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How storefronts made for SCAPI are served.
 *
 * @param backend handed on to, by its configured name
 * @param timeout the longest its answer may take to begin
 * @param enrichment the longest an answer waits for what is woven into it
 * @param connections to it, for this alone
 * @param maxAnswer the most bytes of an answer
 * @param fields names, in lower case, of more request fields that go on to it
 * @param keep what is remembered of its answers; empty for nothing
 * @param orders how orders are taken over, where they are
 * @param agent who sets price adjustments, where somebody does
 * @param hookSecret what prices are signed with, where a hook reads them
 * @param sites what is woven, by our site id
 */
public record FaceRules(
        String backend,
        Duration timeout,
        Duration enrichment,
        int connections,
        long maxAnswer,
        Set<String> fields,
        Optional<KeepSettings> keep,
        Optional<Orders> orders,
        Optional<Agent> agent,
        Optional<Secret> hookSecret,
        Map<String, Woven> sites) {
    public FaceRules {
        fields = Set.copyOf(fields);
        sites = Map.copyOf(sites);
    }

    /**
     * What is woven into one site's answers.
     *
     * @param parts names of parts: {@code stock}, {@code price}
     * @param writes what is seen to in its baskets and orders: {@code stock}, {@code orders}
     * @param inventories from commerce's inventory list to our location
     * @param members what registered shoppers are told of their membership
     * @param basketPrice how the ERP's prices come into baskets
     */
    public record Woven(
            Set<String> parts,
            Set<String> writes,
            Map<String, String> inventories,
            Optional<Member> members,
            BasketPrice basketPrice) {
        public Woven {
            parts = Set.copyOf(parts);
            writes = Set.copyOf(writes);
            inventories = Map.copyOf(inventories);
        }
    }

    /**
     * How the ERP's prices come into a site's baskets.
     *
     * @param way {@code off}, {@code adjustment} or {@code hook}
     * @param strict whether what cannot be given the ERP's price is refused
     * @param adjusts where a price has changed when it is ordered: whether to order at the new one
     */
    public record BasketPrice(String way, boolean strict, boolean adjusts) {
        public boolean on() {
            return !way.equals("off");
        }
    }

    /**
     * A trusted agent, who sets price adjustments.
     *
     * @param backend SCAPI with the agent's own token of Account Manager, by its backend's name
     * @param id the agent's name there
     * @param clientId SLAS's private client that may act on behalf
     * @param redirectUri one that is registered for it
     */
    public record Agent(String backend, String id, String clientId, Secret clientSecret, String redirectUri) {}

    /**
     * Names of the customer's attributes, and what goods say by tier.
     *
     * @param callouts by the tier's name
     */
    public record Member(String tier, String points, String currency, Map<String, String> callouts) {
        public Member {
            callouts = Map.copyOf(callouts);
        }
    }

    /**
     * How orders are taken over that commerce accepted.
     *
     * @param backend the Orders API, by its backend's name: it wants other tokens than the shopper's
     * @param sweep between two looks for orders that are not here yet
     * @param hold how long goods are held for an order that commerce may or may not have made
     */
    public record Orders(String backend, Duration sweep, Duration hold) {}
}
