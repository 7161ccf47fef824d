package dev.weft.http.scapi;

import dev.weft.fanout.Ask;
import dev.weft.fanout.Composite;
import dev.weft.fanout.Fanout;
import dev.weft.fanout.PartRule;
import dev.weft.http.Face.Family;
import dev.weft.http.Passage;
import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.weave.Goods;
import dev.weft.http.scapi.weave.Weave;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads into which other systems' truth is woven. SCAPI is asked first; once its answer is there, whoever owns stock and prices is asked
 * about every product in it, all at once and for no longer than the enrichment budget; what came is laid over the answer.
 *
 * <p>Guarantee: the answer is never worse than SCAPI's own. What could not be had in time leaves SCAPI's values in place and is named in
 * {@code Weft-Missing}; a status other than 200 and a body that is no JSON pass as they are.
 */
final class WovenReads {
    /** A larger answer would keep the event loop for longer than anybody else should wait. SCAPI's largest pages are a quarter of it. */
    private static final int MOST_WOVEN = 2 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(WovenReads.class);

    private final FaceSettings settings;
    private final Enrichment enrichment;
    private final Fanout fanout;
    private final Relay relay;

    WovenReads(FaceSettings settings, Enrichment enrichment, Fanout fanout, Relay relay) {
        this.settings = settings;
        this.enrichment = enrichment;
        this.fanout = fanout;
        this.relay = relay;
    }

    /**
     * What is to happen with one read.
     *
     * @param personal whether something of the shopper's own is woven in
     */
    record Plan(
            WovenRead read, FaceSettings.Site site, List<Weave<?>> weaves, boolean personal, List<String> targets) {}

    /** How to answer a GET; empty where its answer passes as it is. */
    Optional<Plan> plan(Family family, Asked asked, Optional<Known> shopper) {
        Optional<WovenRead> read = WovenRead.of(family, asked.resource());
        FaceSettings.@Nullable Site site =
                read.isEmpty() ? null : settings.sites().get(asked.value("siteId"));
        if (site == null) {
            return Optional.empty();
        }
        List<Weave<?>> weaves = new ArrayList<>(site.weaves());
        Optional<Weave<?>> callouts = asked.expands("promotions") && !asked.impersonal()
                ? shopper.flatMap(site::callouts)
                        .filter(weave -> weave.concerns(read.get().kind()))
                : Optional.empty();
        weaves.removeIf(weave -> !weave.concerns(read.get().kind()));
        callouts.ifPresent(weaves::add);
        List<String> targets = read.get() == WovenRead.PRODUCTS ? ManyIds.split(asked) : List.of(asked.target());
        return weaves.isEmpty() && targets.size() == 1
                ? Optional.empty()
                : Optional.of(new Plan(read.get(), site, weaves, callouts.isPresent(), targets));
    }

    /** Answers a read from wherever its answer comes whole. */
    void serve(Plan plan, Onward onward, Source source, Passage passage) {
        PassedFields.whole(onward.fields());
        Future<Gathered> answer =
                plan.targets().size() > 1 ? ManyIds.ask(plan.targets(), onward, source) : source.ask(onward);
        answer.onSuccess(whole -> weave(plan, whole, passage)).onFailure(cause -> relay.failed(cause, passage));
    }

    /** The same from SCAPI itself; what cannot be woven into streams. */
    void serve(Plan plan, Onward onward, Upstream upstream, Passage passage) {
        if (plan.targets().size() > 1) {
            serve(plan, onward, Source.of(upstream, settings.maxAnswer(), passage.context()), passage);
            return;
        }
        PassedFields.whole(onward.fields());
        upstream.send(onward, passage.context())
                .onSuccess(answer -> {
                    if (answer.status() == 200 && isJson(answer.fields())) {
                        Gathered.of(answer, settings.maxAnswer())
                                .onSuccess(whole -> weave(plan, whole, passage))
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

    private void weave(Plan plan, Gathered answer, Passage passage) {
        long begun = enrichment.whole();
        boolean fit = !plan.weaves().isEmpty()
                && answer.head().status() == 200
                && isJson(answer.head().fields());
        Optional<Document> document = fit && answer.body().length <= MOST_WOVEN
                ? Document.scan(answer.body(), plan.read().shape())
                : Optional.empty();
        if (document.isEmpty()) {
            if (fit) {
                Relay.mark(passage, allMissing(plan, Failure.Reason.BAD_ANSWER));
            }
            relay.whole(answer.head(), answer.body(), passage);
            return;
        }
        List<Goods> goods = plan.read().goods(document.get());
        Set<Sku> skus = new LinkedHashSet<>(16 * goods.size());
        goods.forEach(one -> one.addTo(skus));
        if (skus.isEmpty()) {
            document.get().close();
            Relay.mark(passage, List.of());
            relay.whole(answer.head(), answer.body(), passage);
            return;
        }
        PartRule rule = enrichment.rest(begun);
        List<Ask<?>> asks = new ArrayList<>();
        plan.weaves().forEach(weave -> asks.add(ask(weave, rule, skus, plan.site())));
        fanout.run(asks, passage.context())
                .onSuccess(parts -> lay(plan, new Woven(answer, document.get(), goods, parts), passage));
    }

    /** An answer with everything that came for it. */
    private record Woven(Gathered answer, Document document, List<Goods> goods, Composite parts) {}

    private static <V> Ask<Map<Sku, Aged<V>>> ask(
            Weave<V> weave, PartRule rule, Set<Sku> skus, FaceSettings.Site site) {
        return new Ask<>(
                weave.part(), weave.source(), rule, context -> weave.lookup().fetch(skus, site.market(), context));
    }

    private void lay(Plan plan, Woven woven, Passage passage) {
        passage.composed(woven.parts());
        Edits edits = woven.document().edits();
        List<String> missing = new ArrayList<>();
        Edits.Edited edited;
        try {
            for (Weave<?> weave : plan.weaves()) {
                lay(weave, woven, edits).ifPresent(missing::add);
            }
            edited = edits.edited();
        } catch (RuntimeException bug) { // or a price that is none: either way SCAPI's own answer is there
            LOG.error("nothing is woven into an answer: {}", bug.toString());
            Relay.mark(passage, allMissing(plan, Failure.Reason.INTERNAL));
            relay.whole(woven.answer().head(), woven.answer().body(), passage);
            return;
        }
        if (plan.personal()) {
            Relay.personal(woven.answer().head());
        }
        relay.woven(woven.answer().head(), edited, missing, passage);
        woven.document().close();
    }

    private static List<String> allMissing(Plan plan, Failure.Reason reason) {
        return plan.weaves().stream()
                .map(weave -> weave.part() + ";reason=" + reason.code())
                .toList();
    }

    /** Lays what came over the answer; what is missing of it, as the field names it. */
    private static <V> Optional<String> lay(Weave<V> weave, Woven woven, Edits edits) {
        return woven.parts()
                .<Map<Sku, Aged<V>>>part(weave.part())
                .flatMap(part -> part.fold(
                        present -> {
                            woven.goods().forEach(goods -> weave.lay(goods, present.value(), edits));
                            return present.gap().map(gap -> weave.part() + ";reason=" + gap.code());
                        },
                        missing -> Optional.of(
                                weave.part() + ";reason=" + missing.failure().code())));
    }
}
