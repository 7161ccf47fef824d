package dev.weft.http.scapi;

import dev.weft.http.Face.Family;
import dev.weft.http.Passage;
import dev.weft.http.Problem;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.Failure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which requests with a body are looked at on their way to SCAPI, and by whom: writes, and the look-up of an order, which is one to read.
 * Every other streams by. Holds nothing mutable.
 */
final class FaceWrites {
    private final FaceSettings settings;
    private final ItemCheck items;
    private final OrderHandOver orders;
    private final OrderReads lookups;
    private final Supplier<Patience> patience;

    FaceWrites(FaceSettings settings, Upstream upstream, ScapiFace.Around around, Shoppers shoppers, Relay relay) {
        this.settings = settings;
        CartReads carts = new CartReads(upstream, settings.maxAnswer());
        BasketPrices prices = new BasketPrices(settings, upstream, around.fanout(), shoppers, carts);
        this.items = new ItemCheck(settings, upstream, around.fanout(), relay, carts, prices);
        this.orders = new OrderHandOver(settings, upstream, relay, carts, prices);
        Enrichment enrichment = new Enrichment(settings.enrichment(), around.ticker());
        this.lookups = new OrderReads(settings, enrichment, around.fanout(), upstream, relay);
        Duration budget = enrichment.ofWrites();
        this.patience = () -> new Patience(budget, around.ticker(), around.timers());
    }

    /** Takes a request with a body over; false where it is to stream by. */
    boolean serve(Family family, Asked asked, Onward onward, Passage passage) {
        FaceSettings.@Nullable Site site = settings.sites().get(asked.value("siteId"));
        HttpServerRequest request = passage.request();
        if (site == null || request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return false;
        }
        boolean watched =
                site.writes().shelf().isPresent() || site.writes().prices().isPresent();
        Optional<ItemWrite> item = watched ? ItemWrite.of(family, onward.method(), asked.resource()) : Optional.empty();
        boolean order = site.writes().orders().isPresent() && isOrder(family, onward.method(), asked.resource());
        Optional<OrderReads.Plan> lookup =
                onward.method().equals(HttpMethod.POST) ? OrderReads.lookup(family, asked, site) : Optional.empty();
        if (item.isEmpty() && !order && lookup.isEmpty()) {
            return false;
        }
        PassedFields.whole(onward.fields());
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        Visit visit = new Visit(asked, onward, site, passage, patience.get());
        passage.arriving(Gathered.gathered(new Capped(request, settings.maxRequest(), passage::keeps)))
                .<Void>map(
                        body -> { // not onSuccess: what throws in there is answered by nobody
                            if (item.isPresent()) {
                                items.serve(item.get(), visit, body);
                            } else if (lookup.isPresent()) {
                                lookups.serve(lookup.get(), visit.with(body), passage);
                            } else {
                                orders.serve(visit, body);
                            }
                            return null;
                        })
                .onFailure(cause -> {
                    request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE); // some may be unread
                    if (Failure.from(cause, "client").reason() == Failure.Reason.TOO_LARGE) {
                        passage.refuse(Problem.tooLarge());
                    } else {
                        passage.fail(cause);
                    }
                });
        request.resume();
        return true;
    }

    private static boolean isOrder(Family family, HttpMethod method, String resource) {
        return family.prefix().equals(Families.ORDERS) && method.equals(HttpMethod.POST) && resource.equals("/orders");
    }

    /**
     * One write on its way.
     *
     * @param patience what is left of it
     */
    record Visit(Asked asked, Onward onward, FaceSettings.Site site, Passage passage, Patience patience) {
        /** The write as it came. */
        Onward with(byte[] body) {
            return new Onward(
                    onward.operation(),
                    onward.method(),
                    onward.target(),
                    onward.fields(),
                    Optional.of(new OneBody(body)));
        }
    }
}
