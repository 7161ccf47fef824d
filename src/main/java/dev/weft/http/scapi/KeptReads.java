package dev.weft.http.scapi;

import dev.weft.cache.CacheKey;
import dev.weft.cache.CacheListener.Outcome;
import dev.weft.cache.CachedResponse;
import dev.weft.cache.Freshness;
import dev.weft.cache.ResponseCache;
import dev.weft.cache.Served;
import dev.weft.http.EntityTag;
import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Head;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Remembers what SCAPI answered, before anything is woven into it, and lets equal questions that are under way share one answer.
 *
 * <p>The key is the organisation's path, the whole query in one order, and for whom the answer is: everybody with the client's rights,
 * all guests, or one token in one state of its shopper ({@link Shoppers}). A guest whose session has a context is such a one. What comes
 * back with another status than 200 or 404, sets a cookie or may not be kept is nobody else's: who waited for it asks alone. SCAPI's
 * failure is shared, without its cookies, and answered by what was remembered, for as long as that may be. Safe from any thread.
 */
final class KeptReads {
    /** One answer must not push out a thousand. */
    private static final int MOST_KEPT = 1024 * 1024;

    private static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("cache-status");

    /** Fields that speak of one answer at one moment, or are made anew. */
    private static final Set<String> OF_THE_MOMENT = Set.of(
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "age",
            "etag",
            "last-modified",
            "accept-ranges",
            "date",
            "correlationid",
            "correlation-id",
            "sfdc_load",
            "sfdc_load_status",
            "traceresponse");

    private final Lifetime lifetime;
    private final ResponseCache cache;
    private final Shoppers shoppers;
    private final BooleanSupplier spare;
    private final Ticker ticker;
    private final long mostBytes;

    /**
     * All that is remembered.
     *
     * @param mostBytes of an answer
     * @param spare whether SCAPI says that it has too much to do
     */
    KeptReads(
            KeepSettings settings,
            long mostBytes,
            ResponseCache cache,
            Shoppers shoppers,
            BooleanSupplier spare,
            Ticker ticker) {
        this.mostBytes = mostBytes;
        this.lifetime = new Lifetime(settings);
        this.cache = cache;
        this.shoppers = shoppers;
        this.spare = spare;
        this.ticker = ticker;
    }

    /**
     * A question whose answer may be remembered.
     *
     * @param shared whether more than one shopper may get the answer
     * @param scope for whom the answer is, as fields of a key
     * @param stock whether the answer tells commerce's own stock
     * @param tags what it can be invalidated by
     */
    record Question(KeptRead read, boolean shared, List<String> scope, boolean stock, Set<String> tags) {

        /** The same, whose answer is to be as young as commerce's own stock must be. It is remembered apart from the other. */
        Question young() {
            List<String> apart = new ArrayList<>(scope);
            apart.add("stock");
            return new Question(read, shared, apart, true, tags);
        }
    }

    /** The question for what nobody has to show a token for. */
    static Question keys() {
        return new Question(KeptRead.KEYS, true, List.of("keys"), false, Set.of("part:keys"));
    }

    /** The question {@code read} is when {@code shopper} asks it. */
    Question question(KeptRead read, Asked asked, Known shopper, boolean stock) {
        boolean impersonal = asked.impersonal();
        boolean shared = switch (read) {
            case KEYS, CATALOGUE -> true;
            case GOODS -> impersonal || !shopper.who().registered() && !shoppers.hasContext(shopper);
            case OWN -> false;
        };
        List<String> scope = shared
                ? List.of(
                        read == KeptRead.GOODS && !impersonal ? "guests" : "all",
                        shopper.who().clientId(),
                        Integer.toHexString(shopper.who().scopes().hashCode()))
                : List.of("own", shopper.token(), shoppers.state(shopper, Families.ofBaskets(asked.resource())));
        return new Question(
                read, shared, scope, stock, Set.of("site:" + shopper.who().site(), "part:face"));
    }

    /** Whether what is remembered is to be served, however old, rather than SCAPI asked. */
    boolean spares() {
        return spare.getAsBoolean();
    }

    /** The answers to {@code question}, remembered or asked for. Fails with {@link Said} where SCAPI answered that it failed. */
    Source source(Question question, Upstream upstream, RequestContext context) {
        return onward -> ask(question, onward, upstream, context);
    }

    /** {@code source}, from whose answers to a shopper's own questions is learnt whether the session has a context. */
    Source learning(Known shopper, Source source) {
        return onward -> source.ask(onward).map(answer -> learnt(shopper, onward, answer));
    }

    private Future<Gathered> ask(Question question, Onward onward, Upstream upstream, RequestContext context) {
        String target = onward.target();
        int mark = target.indexOf('?');
        Onward plain = question.read() == KeptRead.KEYS && mark >= 0 ? onward.to(target.substring(0, mark)) : onward;
        if (question.shared()) {
            PassedFields.unkeyed(plain.fields());
        }
        PassedFields.whole(plain.fields());
        CacheKey key = key(question, plain.target());
        Optional<Served> spared = spare.getAsBoolean() ? cache.spared(key) : Optional.empty();
        if (spared.isPresent()) {
            return Future.succeededFuture(answer(spared.get(), onward.fields()));
        }
        AtomicBoolean leads = new AtomicBoolean();
        return cache.get(key, false, () -> {
                    leads.set(true);
                    return fetch(question, plain, upstream, context);
                })
                .recover(failed -> Future.failedFuture(
                        failed instanceof Said said && !leads.get() ? said.toSomebodyElse() : failed))
                .compose(served -> isNobodyElses(served)
                        ? fetch(question, plain, upstream, context).map(own -> new Served(own, Outcome.BYPASS))
                        : Future.succeededFuture(served))
                .map(served -> answer(served, onward.fields()));
    }

    private static boolean isNobodyElses(Served served) {
        return served.outcome() == Outcome.COLLAPSED
                && served.response().freshness().none();
    }

    private static CacheKey key(Question question, String target) {
        int mark = target.indexOf('?');
        List<String> fields = new ArrayList<>(question.scope());
        fields.add(mark < 0 ? target : target.substring(0, mark));
        if (mark >= 0) {
            String[] parameters = target.substring(mark + 1).split("&", -1);
            Arrays.sort(parameters);
            fields.addAll(Arrays.asList(parameters));
        }
        return CacheKey.of(fields);
    }

    private Future<CachedResponse> fetch(Question question, Onward onward, Upstream upstream, RequestContext context) {
        return upstream.send(onward, context)
                .compose(answer -> Gathered.of(answer, mostBytes))
                .compose(whole -> whole.head().status() == 429 || whole.head().status() >= 500
                        ? Future.failedFuture(new Said(whole))
                        : Future.succeededFuture(kept(question, whole)));
    }

    private CachedResponse kept(Question question, Gathered whole) {
        int status = whole.head().status();
        MultiMap fields = whole.head().fields();
        Freshness freshness = whole.body().length > MOST_KEPT
                ? Freshness.NONE
                : lifetime.of(question.read(), question.shared(), question.stock(), status, fields);
        boolean stays = !freshness.none();
        List<Map.Entry<String, String>> head = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (!stays || !OF_THE_MOMENT.contains(name.toLowerCase(Locale.ROOT))) {
                head.add(Map.entry(name, value));
            }
        });
        return new CachedResponse(
                whole.body(),
                stays ? EntityTag.weak(whole.body(), whole.body().length) : "",
                true,
                ticker.nanos(),
                freshness,
                question.tags(),
                new CachedResponse.Head(status, whole.head().reason(), head));
    }

    /** What was remembered as an answer to one request. */
    private Gathered answer(Served served, MultiMap asked) {
        CachedResponse response = served.response();
        MultiMap fields = HttpHeaders.headers();
        response.head().fields().forEach(field -> fields.add(field.getKey(), field.getValue()));
        Duration age = Duration.ZERO;
        if (!response.freshness().none()) {
            long now = ticker.nanos();
            age = Duration.ofNanos(Math.max(0, now - response.storedAtNanos()));
            fields.set(HttpHeaders.ETAG, response.etag());
            fields.set(HttpHeaders.AGE, Long.toString(response.ageSeconds(now)));
            fields.set(CACHE_STATUS, status(served.outcome(), response.ttlSeconds(now)));
            String correlation = asked.get(PassedFields.CORRELATION);
            if (correlation != null) {
                fields.set("correlationID", correlation);
            }
        }
        Head head = new Head(response.head().status(), response.head().reason(), fields);
        return new Gathered(head, response.body(), age);
    }

    private static String status(Outcome outcome, long ttl) {
        return switch (outcome) {
            case HIT -> "weft; hit; ttl=" + ttl;
            case STALE -> "weft; hit; ttl=" + ttl + "; detail=stale";
            case MISS -> "weft; fwd=miss; stored";
            case COLLAPSED -> "weft; fwd=miss; collapsed";
            case BYPASS -> "weft; fwd=request";
        };
    }

    /** {@code next}, with each write noticed: before it is sent and once it is answered, whatever the answer. */
    Upstream noticing(Upstream next) {
        return (onward, context) -> {
            boolean reads =
                    onward.method().equals(HttpMethod.GET) || onward.method().equals(HttpMethod.HEAD);
            if (reads && !onward.operation().equals(Families.SIGN_IN)) {
                return next.send(onward, context);
            }
            Future<Optional<Known>> writer = shoppers.of(onward.fields());
            changed(writer, onward);
            return next.send(onward, context).onComplete(answered -> changed(writer, onward));
        };
    }

    private void changed(Future<Optional<Known>> writer, Onward onward) {
        writer.onSuccess(shopper -> shopper.ifPresent(known -> {
            if (onward.operation().equals(Families.CONTEXT)) {
                shoppers.context(known.usid(), true);
                shoppers.context(contextOf(onward.target()), true);
            }
            if (Families.isBaskets(onward.operation())) {
                shoppers.basketsChanged(known);
            } else {
                shoppers.changed(known);
            }
        }));
    }

    private Gathered learnt(Known shopper, Onward onward, Gathered answer) {
        int status = answer.head().status();
        boolean own = onward.operation().equals(Families.CONTEXT)
                && contextOf(onward.target()).equals(shopper.usid());
        if (own && (status == 200 || status == 404)) {
            shoppers.context(shopper.usid(), status == 200);
        }
        return answer;
    }

    private static String contextOf(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
