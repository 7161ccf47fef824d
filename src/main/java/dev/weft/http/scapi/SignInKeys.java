package dev.weft.http.scapi;

import dev.weft.cache.ResponseCache;
import dev.weft.http.Face.Family;
import dev.weft.http.Passage;
import dev.weft.http.Problem;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What tokens are checked with, and what says where that is. SCAPI answers 25 of these questions a minute, to all of an organisation's
 * clients together, and anybody may ask them; so they are remembered whatever else is, and nobody's haste, token or method spends one.
 */
final class SignInKeys {
    private final FaceSettings settings;
    private final Upstream upstream;
    private final KeptReads memory;
    private final Relay relay;
    private final Ticker ticker;

    /**
     * The keys of one organisation.
     *
     * @param spare whether SCAPI says that it has too much to do
     */
    SignInKeys(
            FaceSettings settings,
            Upstream upstream,
            ResponseCache cache,
            Shoppers shoppers,
            BooleanSupplier spare,
            Relay relay,
            Ticker ticker) {
        this.settings = settings;
        this.upstream = upstream;
        this.memory = new KeptReads(KeepSettings.KEYS_ALONE, settings.maxAnswer(), cache, shoppers, spare, ticker);
        this.relay = relay;
        this.ticker = ticker;
    }

    /** Takes a request for them over; false where it is about something else. */
    boolean serve(Family family, Asked asked, Onward onward, Passage passage) {
        Optional<KeptRead> read = KeptRead.of(family.prefix(), asked.resource());
        if (read.filter(KeptRead.KEYS::equals).isEmpty()) {
            return false;
        }
        if (!onward.method().equals(HttpMethod.GET) && !onward.method().equals(HttpMethod.HEAD)) {
            passage.response().headers().set(HttpHeaders.ALLOW, "GET, HEAD");
            passage.refuse(Problem.methodNotAllowed());
            return true;
        }
        RequestContext context = passage.context();
        RequestContext patient = passage.hurried()
                ? context.withDeadline(Deadline.after(settings.timeout(), ticker)) // others wait for it too
                : context;
        memory.source(KeptReads.keys(), upstream, patient, false)
                .ask(onward.get())
                .onSuccess(whole -> relay.whole(whole.head(), whole.body(), passage))
                .onFailure(cause -> relay.failed(cause, passage));
        return true;
    }
}
