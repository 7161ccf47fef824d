package dev.weft.http.scapi;

import dev.weft.http.scapi.weave.Members;
import dev.weft.http.scapi.weave.OrderWeave;
import dev.weft.http.scapi.weave.Weave;
import dev.weft.journey.BasketChange;
import dev.weft.kernel.Market;
import dev.weft.kernel.Shopper;
import dev.weft.order.AcceptedOrder;
import dev.weft.order.InjectOrder;
import dev.weft.order.InventoryLists;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the face needs to know.
 *
 * @param organization the one whose paths are served, in its long spelling, for example {@code f_ecom_zzrf_001}
 * @param timeout the longest a request may wait for SCAPI's answer to begin; SCAPI itself gives up after 10 s with 504
 * @param enrichment the longest an answer may wait for other systems, after SCAPI has answered
 * @param connections to SCAPI, and so the most reads under way
 * @param maxRequest the most bytes of a request's body
 * @param maxAnswer the most bytes of an answer
 * @param fields names, in lower case, of request fields that go on to SCAPI beside those that storefronts are known to send
 * @param sites by SCAPI's site id; a site that is not here passes untouched
 */
public record FaceSettings(
        String organization,
        Duration timeout,
        Duration enrichment,
        int connections,
        long maxRequest,
        long maxAnswer,
        Set<String> fields,
        Map<String, Site> sites) {
    static final String LONG = "f_ecom_";

    public FaceSettings {
        if (!organization.startsWith(LONG)) {
            throw new IllegalArgumentException("organization: '" + organization + "' (expected: f_ecom_...)");
        }
        fields = Set.copyOf(fields);
        sites = Map.copyOf(sites);
    }

    /**
     * What is done for a site.
     *
     * @param market asked for
     * @param weaves in the order they are laid over an answer
     * @param members what registered shoppers are told of their membership; empty for nothing
     * @param orders what is laid over orders; empty for nothing
     * @param writes what is seen to where baskets and orders are written
     * @param baskets hears what registered shoppers do with their baskets, on event loops, so it must return at once; empty where nobody does
     */
    public record Site(
            Market market,
            List<Weave<?>> weaves,
            Optional<Members> members,
            Optional<OrderWeave> orders,
            Writes writes,
            Optional<Consumer<BasketChange>> baskets) {
        public Site {
            weaves = List.copyOf(weaves);
        }

        /** One of whose shoppers' baskets nobody hears. */
        public Site(
                Market market,
                List<Weave<?>> weaves,
                Optional<Members> members,
                Optional<OrderWeave> orders,
                Writes writes) {
            this(market, weaves, members, orders, writes, Optional.empty());
        }

        /** The same, of whose shoppers' baskets {@code listener} hears. */
        public Site told(Optional<Consumer<BasketChange>> listener) {
            return new Site(market, weaves, members, orders, writes, listener);
        }

        /** What one shopper is told on goods; empty for guests. */
        Optional<Weave<?>> callouts(Shoppers.Known shopper) {
            return members.filter(any -> shopper.who().registered())
                    .flatMap(it -> it.callouts(new Shopper(shopper.who().customerId(), shopper.token())));
        }

        boolean weaves(String part) {
            return weaves.stream().anyMatch(weave -> weave.part().equals(part));
        }
    }

    /**
     * What is seen to where a site's baskets and orders are written.
     *
     * @param source whose stock it is, by its configured name
     * @param lists where goods of commerce's inventory lists come from
     * @param shelf what quantities are checked against; empty where commerce's own check is enough
     * @param orders where orders go that commerce accepted; empty where they are none of ours
     * @param prices how the ERP's prices come into baskets; empty where commerce's stand
     */
    public record Writes(
            String source,
            InventoryLists lists,
            Optional<Shelf> shelf,
            Optional<Checkout> orders,
            Optional<BasketPricing> prices) {
        public static final Writes NOTHING =
                new Writes("", InventoryLists.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * How orders are taken over.
     *
     * @param site our site id
     * @param reader reads what commerce says of an order it accepted
     */
    public record Checkout(String site, InjectOrder inject, OrderDocument reader) {}

    /** Reads an order's document; throws {@link dev.weft.kernel.Failed} for what it cannot make an order of. */
    @FunctionalInterface
    public interface OrderDocument {
        AcceptedOrder read(byte[] document);
    }
}
