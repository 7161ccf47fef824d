package dev.weft.http;

import dev.weft.inventory.StockStore;
import dev.weft.order.OrderStore;
import dev.weft.security.SealedMessages;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the hook routes are made of: who may push, and what a push has an effect on.
 *
 * @param senders the backends that may push, by their configured name; where there is none there are no hook routes
 * @param stock the positions that stock levels go into; empty where there is no store
 * @param orders the orders whose stages are told; empty where there is no store
 * @param drop drops what is cached under tags, in every cache
 * @param clock wall time, for cut-offs that lie ahead where there is no store, whose own time counts
 */
public record Hooks(
        Map<String, Sender> senders,
        Optional<StockStore> stock,
        Optional<OrderStore> orders,
        Function<Set<String>, Future<Void>> drop,
        Clock clock) {
    public Hooks {
        senders = Map.copyOf(senders);
    }

    /** Nobody pushes. */
    public static Hooks none() {
        return new Hooks(
                Map.of(), Optional.empty(), Optional.empty(), tags -> Future.succeededFuture(), Clock.systemUTC());
    }

    /**
     * A backend that may push.
     *
     * @param messages judges what it sends
     * @param locations its codes for its locations, and our names for them, to our names
     * @param safety units that are kept back at each of these places where a level says nothing of them
     * @param sites the sites it is the ERP of: of other sites' orders it may tell nothing
     */
    public record Sender(
            SealedMessages messages, Map<String, String> locations, Map<String, Long> safety, Set<String> sites) {
        public Sender {
            locations = Map.copyOf(locations);
            safety = Map.copyOf(safety);
            sites = Set.copyOf(sites);
        }
    }
}
