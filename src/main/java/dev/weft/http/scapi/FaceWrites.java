package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.http.Face.Family;
import dev.weft.http.Passage;
import dev.weft.http.Problem;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.Failure;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which requests with a body are looked at on their way to SCAPI, and by whom: writes, and the look-up of an order, which is one to read.
 * Every other streams by. Holds nothing mutable.
 *
 * <p>A write that is looked at must mean to SCAPI what it means here. So one that can be read in two ways is refused: an encoded body with 415,
 * one that {@link StrictJson} refuses or of which the site is named twice with 400.
 */
final class FaceWrites {
    private static final Work NOTHING = new Work(Optional.empty(), false, Optional.empty());

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

    /** What is to be done with a request; nothing, where it streams by. */
    private record Work(Optional<ItemWrite> item, boolean order, Optional<OrderReads.Plan> lookup) {
        /** Whether it is a write that is looked at. */
        boolean checks() {
            return item.isPresent() || order;
        }

        boolean isNothing() {
            return !checks() && lookup.isEmpty();
        }
    }

    private static Work work(Family family, Asked asked, HttpMethod method, FaceSettings.@Nullable Site site) {
        if (site == null) {
            return NOTHING;
        }
        FaceSettings.Writes writes = site.writes();
        boolean watched = writes.shelf().isPresent() || writes.prices().isPresent();
        return new Work(
                watched ? ItemWrite.of(family, method, asked.resource()) : Optional.empty(),
                writes.orders().isPresent() && isOrder(family, method, asked.resource()),
                method.equals(HttpMethod.POST) ? OrderReads.lookup(family, asked, site) : Optional.empty());
    }

    /** Takes a request with a body over; false where it is to stream by. */
    boolean serve(Family family, Asked asked, Onward onward, Passage passage) {
        Set<String> named = new LinkedHashSet<>();
        asked.values("siteId").forEach(it -> named.add(it.strip()));
        if (named.size() > 1) {
            boolean checked = named.stream()
                    .map(name -> work(
                            family, asked, onward.method(), settings.sites().get(name)))
                    .anyMatch(Work::checks);
            if (checked) {
                passage.refuse(Problem.badRequest("The query names several sites. Send one siteId."));
            }
            return checked;
        }
        FaceSettings.@Nullable Site site = settings.sites().get(String.join("", named));
        Work work = work(family, asked, onward.method(), site);
        return site != null
                && !work.isNothing()
                && serve(work, new Visit(asked, onward, site, passage, patience.get()));
    }

    private boolean serve(Work work, Visit visit) {
        Passage passage = visit.passage();
        HttpServerRequest request = passage.request();
        boolean encoded = isEncoded(request);
        if (encoded && !work.checks()) {
            return false;
        }
        if (encoded) {
            passage.response().headers().set(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
            passage.refuse(Problem.encoded());
            return true;
        }
        visit.onward().fields().remove(HttpHeaders.CONTENT_ENCODING); // it says that there is none
        PassedFields.whole(visit.onward().fields());
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        passage.arriving(Gathered.gathered(new Capped(request, settings.maxRequest(), passage::keeps)))
                .<Void>map(
                        body -> { // not onSuccess: what throws in there is answered by nobody
                            if (work.checks()) {
                                check(work, visit, body);
                            } else {
                                lookups.serve(work.lookup().orElseThrow(), visit.with(body), passage);
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

    private void check(Work work, Visit visit, byte[] body) {
        JsonNode wish;
        try {
            wish = StrictJson.unambiguous(body);
        } catch (MalformedJson malformed) {
            visit.passage()
                    .refuse(Problem.badRequest("The body is not JSON as it is read here ("
                            + malformed.fault().code()
                            + "). Send one JSON text in UTF-8, with each member of an object once."));
            return;
        }
        if (work.item().isPresent()) {
            items.serve(work.item().get(), visit, body, wish);
        } else {
            orders.serve(visit, body, wish);
        }
    }

    /** {@code identity} is none. */
    private static boolean isEncoded(HttpServerRequest request) {
        for (String field : request.headers().getAll(HttpHeaders.CONTENT_ENCODING)) {
            for (String coding : field.split(",", -1)) {
                if (!coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
                    return true;
                }
            }
        }
        return false;
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
