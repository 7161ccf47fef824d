package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.fanout.Ask;
import dev.weft.fanout.Composite;
import dev.weft.fanout.Fanout;
import dev.weft.fanout.PartRule;
import dev.weft.http.scapi.FaceWrites.Visit;
import dev.weft.kernel.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets goods into a basket only where there are so many of them: what the basket would hold in all is compared with what can be promised. A
 * stock that nobody can tell in time is no reason to refuse; the answer then says that it was not looked at.
 *
 * <p>The check promises nothing. That is done when the order is placed, by {@link OrderHandOver}.
 */
final class ItemCheck {
    private static final String STOCK = "stock";

    private final FaceSettings settings;
    private final Upstream upstream;
    private final Fanout fanout;
    private final Relay relay;
    private final CartReads carts;

    ItemCheck(FaceSettings settings, Upstream upstream, Fanout fanout, Relay relay, CartReads carts) {
        this.settings = settings;
        this.upstream = upstream;
        this.fanout = fanout;
        this.relay = relay;
        this.carts = carts;
    }

    void serve(ItemWrite write, Visit visit, byte[] body) {
        Optional<JsonNode> wish = Cart.tree(body);
        if (wish.isEmpty()) {
            pass(visit, body);
            return;
        }
        carts.read(visit, visit.onward().operation(), write.basketId())
                .<Void>map(cart -> {
                    Map<Sku, Long> wanted =
                            cart.map(it -> write.wanted(it, wish.get())).orElse(Map.of());
                    if (wanted.isEmpty()) {
                        pass(visit, body);
                    } else {
                        compare(wanted, visit, body);
                    }
                    return null;
                })
                .onFailure(visit.passage()::fail);
    }

    private void compare(Map<Sku, Long> wanted, Visit visit, byte[] body) {
        FaceSettings.Writes writes = visit.site().writes();
        Shelf shelf = writes.shelf().orElseThrow();
        Ask<Map<Sku, Long>> ask = new Ask<>(
                STOCK,
                writes.source(),
                new PartRule(false, settings.enrichment()),
                context -> shelf.free(wanted.keySet(), visit.site().market(), context));
        fanout.run(List.of(ask), visit.passage().context())
                .<Void>map(parts -> {
                    decide(wanted, parts, visit, body);
                    return null;
                })
                .onFailure(visit.passage()::fail);
    }

    private void decide(Map<Sku, Long> wanted, Composite parts, Visit visit, byte[] body) {
        visit.passage().composed(parts);
        List<String> missing = parts.<Map<Sku, Long>>part(STOCK)
                .map(part -> part.fold(
                        present -> List.<String>of(),
                        gone -> List.of(STOCK + ";reason=" + gone.failure().code())))
                .orElse(List.of());
        Map<Sku, Long> free = parts.<Map<Sku, Long>>part(STOCK)
                .flatMap(part -> part.fold(present -> Optional.of(present.value()), gone -> Optional.empty()))
                .orElse(wanted);
        for (Map.Entry<Sku, Long> wish : wanted.entrySet()) {
            long left = free.getOrDefault(wish.getKey(), 0L);
            if (left < wish.getValue()) {
                ScapiProblem.notAvailable(wish.getKey().value(), left, wish.getValue())
                        .answer(visit.passage());
                return;
            }
        }
        Relay.mark(visit.passage(), missing);
        pass(visit, body);
    }

    private void pass(Visit visit, byte[] body) {
        upstream.send(visit.with(body), visit.passage().context())
                .onSuccess(answer -> relay.stream(answer, visit.passage()))
                .onFailure(visit.passage()::fail);
    }
}
