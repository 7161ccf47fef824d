package dev.weft.http.scapi;

import dev.weft.cache.ResponseCache;
import dev.weft.fanout.Fanout;
import dev.weft.http.Face;
import dev.weft.http.FieldPolicy;
import dev.weft.http.Passage;
import dev.weft.http.Problem;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.security.Principal;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The SCAPI face: hands each request on to SCAPI and its answer back, as they are, unless the answer is a read that something is woven
 * into. Holds nothing mutable; serves all event loops.
 *
 * <p>A failure of SCAPI's own is passed on; where SCAPI cannot be reached the answer is 502, where it is late 504, and never 503.
 */
public final class ScapiFace implements Face {
    /** Of a body, what must be here before SCAPI hears of it: all of nearly every one. */
    private static final int BEGINNING = 64 * 1024;

    /** Two short documents, and nobody's flood of others beside them. */
    public static final long KEYS_BYTES = 256 * 1024;

    private final FaceSettings settings;
    private final FieldPolicy policy;
    private final Upstream upstream;
    private final Relay relay;
    private final SignInKeys keys;
    private final Reads reads;
    private final FaceWrites writes;

    /**
     * The face.
     *
     * @param keyCache remembers what tokens are checked with, and needs {@link #KEYS_BYTES} for it
     * @param memory for all else; nothing of it is remembered where this is empty
     */
    public ScapiFace(
            FaceSettings settings, Upstream upstream, Around around, ResponseCache keyCache, Optional<Memory> memory) {
        this.settings = settings;
        this.policy = PassedFields.policy(settings.fields());
        this.relay = new Relay(settings.maxAnswer());
        Pressure pressure = new Pressure(settings.connections(), around.ticker(), around.listener());
        Upstream held = pressure.over(upstream);
        Shoppers shoppers = new Shoppers(around.tokens(), around.ticker());
        Optional<KeptReads> kept = memory.map(it -> new KeptReads(
                it.settings(), settings.maxAnswer(), it.cache(), shoppers, pressure::high, around.ticker()));
        Upstream noticed = kept.isPresent() ? new Noticing(shoppers, settings.sites()).over(held) : held;
        this.upstream = BasketFeed.wanted(settings.sites())
                ? new BasketFeed(shoppers, settings.sites()).over(noticed)
                : noticed;
        this.keys = new SignInKeys(settings, held, keyCache, shoppers, pressure::high, relay, around.ticker());
        Enrichment enrichment = new Enrichment(settings.enrichment(), around.ticker());
        this.reads = new Reads(settings, this.upstream, around, enrichment, shoppers, kept, relay);
        this.writes = new FaceWrites(settings, this.upstream, around, shoppers, relay);
    }

    /**
     * What of the process the face works with.
     *
     * @param tokens tells whose a token is; fails for one that is not good
     */
    public record Around(
            Fanout fanout,
            Function<String, Future<Principal>> tokens,
            Ticker ticker,
            Timers timers,
            FaceListener listener) {}

    /**
     * What remembering needs.
     *
     * @param cache of the process, bounded by {@link KeepSettings#maxBytes}
     */
    public record Memory(KeepSettings settings, ResponseCache cache) {}

    @Override
    public List<Family> families() {
        return Families.ALL;
    }

    @Override
    public Duration timeout() {
        return settings.timeout();
    }

    /** Those of its family that are known by name, too. */
    @Override
    public List<String> fields() {
        List<String> names = new ArrayList<>(PassedFields.ALLOWED);
        names.add("sfdc_dwsid");
        names.add("sfdc_user_agent");
        names.addAll(settings.fields());
        return names;
    }

    @Override
    public String site(String named) {
        FaceSettings.@Nullable Site site = settings.sites().get(named);
        return site == null ? named : site.market().site();
    }

    @Override
    public void serve(Family family, Passage passage) {
        HttpServerRequest request = passage.request();
        Optional<Asked> asked = Asked.of(family.prefix(), request.uri()).within(settings.organization());
        if (asked.isEmpty()) {
            passage.refuse(Problem.notFound("No such organisation is served here."));
            return;
        }
        boolean body = hasBody(request);
        boolean reading =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (reading && body) {
            passage.refuse(Problem.badRequest("A GET or HEAD has no body here: send it without."));
            return;
        }
        MultiMap fields = PassedFields.onward(passage, policy, body);
        Onward onward =
                new Onward(family.prefix(), request.method(), asked.get().target(), fields, Optional.empty());
        if (keys.serve(family, asked.get(), onward, passage)) {
            return;
        }
        if (reading) {
            reads.serve(family, asked.get(), onward, passage);
        } else if (body) {
            if (!writes.serve(family, asked.get(), onward, passage)) {
                upload(onward, passage);
            }
        } else {
            upstream.send(onward, passage.context())
                    .onSuccess(answer -> relay.stream(answer, passage))
                    .onFailure(passage::fail);
        }
    }

    private void upload(Onward onward, Passage passage) {
        HttpServerRequest request = passage.request();
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
        Capped body = new Capped(request, settings.maxRequest(), passage::keeps);
        passage.arriving(Begun.of(body, BEGINNING))
                .compose(begun -> upstream.send(
                        new Onward(
                                onward.operation(),
                                onward.method(),
                                onward.target(),
                                onward.fields(),
                                Optional.of(begun)),
                        passage.context()))
                .onSuccess(answer -> relay.stream(answer, passage))
                .onFailure(cause -> {
                    request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE); // some may be unread
                    if (body.exceeded()) {
                        passage.refuse(Problem.tooLarge());
                    } else {
                        passage.fail(cause);
                    }
                });
    }

    /** HTTP/1 says so in its fields; HTTP/2 in its frames, and what has none ends at once. */
    private static boolean hasBody(HttpServerRequest request) {
        @Nullable String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        return chunked || request.version() == HttpVersion.HTTP_2 && writes(request.method());
    }

    private static boolean writes(HttpMethod method) {
        return method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT) || method.equals(HttpMethod.PATCH);
    }
}
