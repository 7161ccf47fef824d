package dev.weft.http.scapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.http.scapi.weave.Goods;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether products can be bought themselves, or stand for others as masters, sets and groups do: asked of SCAPI, with the client's own token,
 * where an answer does not say, and remembered for an hour; that SCAPI does not show one, for a minute. An ERP that has no row where it has no stock cannot tell a master from a
 * variant that is sold out. Safe from any thread; bounded.
 */
final class ProductTypes {
    static final String PART = "types";
    static final String SOURCE = "scapi";

    private static final int MOST_REMEMBERED = 100_000;
    private static final int MOST_ASKED = 240;
    private static final int MOST_BYTES = 512 * 1024;
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final Duration UNSEEN = Duration.ofMinutes(1);
    private static final Shape TYPES =
            Shape.of("data").with("data", Shape.of("id").with("type", Shape.any()));
    private static final List<CharSequence> KEPT = List.of(HttpHeaders.AUTHORIZATION, PassedFields.CORRELATION);

    private final Upstream upstream;
    private final Cache<Of, Boolean> known;
    private final Cache<Of, Boolean> unseen;

    private record Of(String site, Sku sku) {}

    ProductTypes(Upstream upstream, Ticker ticker) {
        this.upstream = upstream;
        this.known = remembering(REMEMBERED, ticker);
        this.unseen = remembering(UNSEEN, ticker);
    }

    private static Cache<Of, Boolean> remembering(Duration time, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(time)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    /** True for each of {@code skus} that is bought itself, false for each that is not; what SCAPI does not show is absent. */
    Future<Map<Sku, Boolean>> of(Set<Sku> skus, Asked asked, Onward onward, RequestContext context) {
        String site = asked.value("siteId");
        Map<Sku, Boolean> types = new HashMap<>();
        List<Sku> unknown = new ArrayList<>();
        for (Sku sku : skus) {
            @Nullable Boolean type = known.getIfPresent(new Of(site, sku));
            if (type != null) {
                types.put(sku, type);
            } else if (unseen.getIfPresent(new Of(site, sku)) == null) {
                unknown.add(sku);
            }
        }
        List<Future<?>> answers = new ArrayList<>();
        for (int from = 0; from < Math.min(unknown.size(), MOST_ASKED); from += ManyIds.MOST_AT_ONCE) {
            int to = Math.min(unknown.size(), from + ManyIds.MOST_AT_ONCE);
            List<Sku> some = unknown.subList(from, to);
            answers.add(ask(some, asked, onward.fields(), context).map(body -> {
                Map<Sku, Boolean> shown = new HashMap<>();
                read(body, shown);
                some.forEach(sku -> (shown.containsKey(sku) ? known : unseen)
                        .put(new Of(site, sku), shown.getOrDefault(sku, false)));
                return shown;
            }));
        }
        return Future.all(answers).map(all -> {
            all.<Map<Sku, Boolean>>list().forEach(types::putAll);
            types.keySet().retainAll(skus);
            return types;
        });
    }

    private Future<byte[]> ask(List<Sku> skus, Asked asked, MultiMap theirs, RequestContext context) {
        String ids = skus.stream().map(Sku::value).collect(Collectors.joining(","));
        String target = Families.PRODUCTS + "/organizations/" + asked.organization() + "/products?ids=" + ids
                + "&siteId=" + asked.raw("siteId") + "&expand=none&select=(data.(id,type.(**)))";
        MultiMap fields = HttpHeaders.headers().set(HttpHeaders.ACCEPT, "application/json");
        for (CharSequence name : KEPT) {
            @Nullable String value = theirs.get(name);
            if (value != null) {
                fields.set(name, value);
            }
        }
        PassedFields.whole(fields);
        Onward onward = new Onward(Families.PRODUCTS, HttpMethod.GET, target, fields, Optional.empty());
        return upstream.send(onward, context)
                .compose(answer -> Gathered.of(answer, MOST_BYTES))
                .compose(whole -> whole.head().status() == 200
                        ? Future.succeededFuture(whole.body())
                        : Future.failedFuture(Failure.of(
                                        Failure.Reason.REFUSED,
                                        SOURCE,
                                        "products: " + whole.head().status())
                                .asException()));
    }

    private static void read(byte[] body, Map<Sku, Boolean> into) {
        Document.scan(body, TYPES).ifPresent(document -> {
            try (document) {
                for (Item root : document.roots()) {
                    root.each(
                            "data",
                            product -> product.text("id")
                                    .filter(Sku::valid)
                                    .ifPresent(id ->
                                            Goods.isBought(product).ifPresent(type -> into.put(Sku.of(id), type))));
                }
            }
        });
    }
}
