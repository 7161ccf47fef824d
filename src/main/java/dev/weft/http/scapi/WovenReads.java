package dev.weft.http.scapi;

import dev.weft.http.Face.Family;
import dev.weft.http.Passage;
import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.http.scapi.Weaving.Visit;
import dev.weft.http.scapi.weave.Weave;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads into which other systems' truth is woven: which they are, and where their answers come from. A status other than 200 and a body that
 * is no JSON pass as they are; {@link Weaving} does the rest.
 */
final class WovenReads {
    private final FaceSettings settings;
    private final Weaving weaving;
    private final Relay relay;

    WovenReads(FaceSettings settings, Weaving weaving, Relay relay) {
        this.settings = settings;
        this.weaving = weaving;
        this.relay = relay;
    }

    /**
     * What is to happen with one read.
     *
     * @param personal whether something of the shopper's own is woven in
     * @param targets to ask
     */
    record Plan(
            WovenRead read,
            Asked asked,
            FaceSettings.Site site,
            List<Weave<?>> weaves,
            boolean personal,
            List<String> targets) {}

    /**
     * Where an answer is remembered.
     *
     * @param young gives the same no older than commerce's own stock may be; empty where {@code source} does already
     */
    record Remembered(Source source, Optional<Source> young) {}

    /** How to answer a GET; empty where its answer passes as it is. */
    Optional<Plan> plan(Family family, Asked asked, Optional<Known> shopper) {
        Optional<WovenRead> read = WovenRead.of(family, asked.resource());
        FaceSettings.@Nullable Site site =
                read.isEmpty() ? null : settings.sites().get(asked.value("siteId"));
        if (site == null) {
            return Optional.empty();
        }
        List<Weave<?>> weaves = new ArrayList<>(site.weaves());
        weaves.removeIf(weave -> !weave.concerns(read.get().kind()) || !suits(weave, asked));
        Optional<Weave<?>> callouts = read.get().callsOut() && asked.expands("promotions") && !asked.impersonal()
                ? shopper.flatMap(site::callouts)
                : Optional.empty();
        callouts.ifPresent(weaves::add);
        List<String> targets = read.get() == WovenRead.PRODUCTS ? ManyIds.split(asked) : List.of(asked.target());
        return weaves.isEmpty() && targets.size() == 1
                ? Optional.empty()
                : Optional.of(new Plan(read.get(), asked, site, weaves, callouts.isPresent(), targets));
    }

    /** By what was asked for: the answer need not say in which currency it is, promotions never do. */
    private static boolean suits(Weave<?> weave, Asked asked) {
        return asked.values("currency").stream().allMatch(wanted -> wanted.isEmpty() || weave.suits(wanted));
    }

    /** Answers a read from what is remembered. */
    void serve(Plan plan, Onward onward, Remembered memory, Passage passage) {
        serve(plan, onward, memory.source(), memory.young(), passage);
    }

    private void serve(Plan plan, Onward onward, Source source, Optional<Source> young, Passage passage) {
        PassedFields.whole(onward.fields());
        Visit visit = new Visit(plan, onward, young.map(one -> whole(plan, one)), passage);
        whole(plan, source)
                .ask(onward)
                .onSuccess(answer -> weaving.weave(visit, answer))
                .onFailure(cause -> relay.failed(cause, passage));
    }

    private static Source whole(Plan plan, Source source) {
        return plan.targets().size() > 1 ? onward -> ManyIds.ask(plan.targets(), onward, source) : source;
    }

    /** The same from SCAPI itself; what cannot be woven into streams. */
    void serve(Plan plan, Onward onward, Upstream upstream, Passage passage) {
        if (plan.targets().size() > 1) {
            Source source = Source.of(upstream, settings.maxAnswer(), passage.context());
            serve(plan, onward, source, Optional.empty(), passage);
            return;
        }
        PassedFields.whole(onward.fields());
        upstream.send(onward, passage.context())
                .onSuccess(answer -> {
                    if (answer.status() == 200 && isJson(answer.fields())) {
                        Visit visit = new Visit(plan, onward, Optional.empty(), passage);
                        Gathered.of(answer, settings.maxAnswer())
                                .onSuccess(whole -> weaving.weave(visit, whole))
                                .onFailure(passage::fail);
                    } else {
                        relay.stream(answer, passage);
                    }
                })
                .onFailure(passage::fail);
    }

    static boolean isJson(MultiMap fields) {
        @Nullable String type = fields.get(HttpHeaders.CONTENT_TYPE);
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/json")
                && !fields.contains(HttpHeaders.CONTENT_ENCODING);
    }
}
