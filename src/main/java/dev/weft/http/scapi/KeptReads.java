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
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
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
 * all guests, or one token in one state of its shopper ({@link Shoppers}). A guest whose session may have a context is such a one. What
 * comes back with another status than 200 or 404, sets a cookie or may not be kept is nobody else's: who waited for it asks alone. SCAPI's
 * failure is shared, without its cookies, and answered by what was remembered, for as long as that may be. Who is in a hurry asks for no
 * others. Safe from any thread.
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

    private final KeepSettings settings;
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
        this.settings = settings;
        this.lifetime = new Lifetime(settings);
        this.cache = cache;
        this.shoppers = shoppers;
        this.spare = spare;
        this.ticker = ticker;
    }

    /** The question for what nobody has to show a token for. */
    static Question keys() {
        return new Question(
                KeptRead.KEYS, true, List.of("keys"), Optional.empty(), false, Set.of("part:keys"), () -> true);
    }

    /** The question {@code read} is when {@code shopper} asks it. */
    Question question(KeptRead read, Asked asked, Known shopper, boolean stock) {
        boolean impersonal = asked.impersonal();
        long plain = plainGuest(shopper);
        boolean shared = switch (read) {
            case KEYS, CATALOGUE -> true;
            case GOODS -> impersonal || plain != 0;
            case OWN -> false;
        };
        boolean guests = shared && read == KeptRead.GOODS && !impersonal;
        List<String> scope = shared
                ? scope(guests ? "guests" : "all", shopper)
                : List.of("own", shopper.token(), shoppers.state(shopper, Families.ofBaskets(asked.resource())));
        boolean unclear = !shared && read == KeptRead.GOODS && isUnclearGuest(shopper);
        return new Question(
                read,
                shared,
                scope,
                unclear ? Optional.of(scope("guests", shopper)) : Optional.empty(),
                stock,
                Set.of("site:" + shopper.who().site(), "part:face"),
                () -> !guests || plainGuest(shopper) == plain);
    }

    private static List<String> scope(String whom, Known shopper) {
        String rights = Integer.toHexString(shopper.who().scopes().hashCode());
        return List.of(whom, shopper.who().clientId(), rights);
    }

    private boolean isUnclearGuest(Known shopper) {
        return !shopper.who().registered() && shoppers.contexts().unclear(shopper.usid());
    }

    /** A number for as long as {@code shopper} is a guest like any other; 0 for one who is not, or may not be. */
    private long plainGuest(Known shopper) {
        if (shopper.who().registered()) {
            return 0;
        }
        return settings.contexts() ? shoppers.contexts().none(shopper.usid()) : 1;
    }

    /** Whether it is not known, but could be, that {@code shopper} is a guest like any other. */
    boolean wonders(Known shopper) {
        return settings.contexts()
                && !shopper.who().registered()
                && shoppers.contexts().unasked(shopper.usid())
                && ContextQuestion.mayAsk(shopper);
    }

    /** Whether what is remembered is to be served, however old, rather than SCAPI asked. */
    boolean spares() {
        return spare.getAsBoolean();
    }

    /**
     * The answers to {@code question}, remembered or asked for. Fails with {@link Said} where SCAPI answered that it failed.
     *
     * @param hurried whether the client has shortened the deadline of {@code context}, which others must not have to keep
     */
    Source source(Question question, Upstream upstream, RequestContext context, boolean hurried) {
        return onward -> ask(question, onward, upstream, context, hurried);
    }

    private Future<Gathered> ask(
            Question question, Onward onward, Upstream upstream, RequestContext context, boolean hurried) {
        String target = onward.target();
        int mark = target.indexOf('?');
        Onward plain = question.read() == KeptRead.KEYS && mark >= 0 ? onward.to(target.substring(0, mark)) : onward;
        if (question.shared()) {
            PassedFields.unkeyed(plain.fields());
        }
        if (question.read() == KeptRead.KEYS) {
            plain.fields().remove(HttpHeaders.AUTHORIZATION); // a bad one might be refused
        }
        PassedFields.whole(plain.fields());
        CacheKey key = key(question.scope(), plain.target());
        Optional<Served> spared =
                spare.getAsBoolean() ? cache.spared(key).or(() -> instead(question, plain.target())) : Optional.empty();
        if (spared.isPresent()) {
            return Future.succeededFuture(answer(spared.get(), onward.fields()));
        }
        AtomicBoolean leads = new AtomicBoolean();
        return cache.get(key, hurried, () -> {
                    leads.set(true);
                    return fetch(question, plain, upstream, context);
                })
                .recover(failed -> instead(question, plain.target(), failed)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                failed instanceof Said said && !leads.get() ? said.toSomebodyElse() : failed)))
                .compose(served -> isNobodyElses(served)
                        ? fetch(question, plain, upstream, context).map(own -> new Served(own, Outcome.BYPASS))
                        : Future.succeededFuture(served))
                .map(served -> answer(served, onward.fields()));
    }

    private static boolean isNobodyElses(Served served) {
        return served.outcome() == Outcome.COLLAPSED
                && served.response().freshness().none();
    }

    /** What others are shown, where that is better than nothing. */
    private Optional<Served> instead(Question question, String target) {
        return question.instead().flatMap(scope -> cache.spared(key(scope, target)));
    }

    private Optional<Served> instead(Question question, String target, Throwable failed) {
        return Failure.from(failed, "scapi").retryable() ? instead(question, target) : Optional.empty();
    }

    private static CacheKey key(List<String> scope, String target) {
        int mark = target.indexOf('?');
        List<String> fields = new ArrayList<>(scope);
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
        if (question.read() == KeptRead.KEYS) {
            fields.remove(HttpHeaders.SET_COOKIE); // nobody's
        }
        Freshness freshness =
                whole.body().length > MOST_KEPT || !question.still().getAsBoolean()
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
}
