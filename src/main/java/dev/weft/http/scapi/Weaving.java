package dev.weft.http.scapi;

import dev.weft.fanout.Ask;
import dev.weft.fanout.Composite;
import dev.weft.fanout.Fanout;
import dev.weft.fanout.PartRule;
import dev.weft.http.Passage;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.http.scapi.WovenReads.Plan;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.weave.Goods;
import dev.weft.http.scapi.weave.Members;
import dev.weft.http.scapi.weave.Weave;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weaves one answer of SCAPI's. Whoever owns stock and prices is asked about every product in it, all at once and for no longer than the
 * enrichment budget; what came is laid over the answer.
 *
 * <p>Guarantee: the answer is never worse than SCAPI's own, and what could not be had in time leaves SCAPI's values in place and is named
 * in {@code Weft-Missing}. Commerce's own stock is never older than {@link Lifetime#UNWOVEN_STOCK}: a remembered answer that is, and of
 * which something would stay as commerce said it, gives way to a younger one, into which the same truth is woven. Only a search whose
 * younger answer cannot be had shows the old one, and says so: a storefront would take the failure for an empty shelf and keep that.
 */
final class Weaving {
    /** A larger answer would keep the event loop for longer than anybody else should wait. SCAPI's largest pages are a quarter of it. */
    private static final int MOST_WOVEN = 2 * 1024 * 1024;

    private static final String STOCK = "stock";

    private static final Logger LOG = LoggerFactory.getLogger(Weaving.class);

    private final Enrichment enrichment;
    private final Fanout fanout;
    private final ProductTypes types;
    private final Relay relay;

    Weaving(Enrichment enrichment, Fanout fanout, ProductTypes types, Relay relay) {
        this.enrichment = enrichment;
        this.fanout = fanout;
        this.types = types;
        this.relay = relay;
    }

    /**
     * One read on its way.
     *
     * @param young where there is a younger answer than the one that is woven first; empty for none
     * @param old why commerce's own stock in it is older than it should be; empty where it is not
     */
    record Visit(Plan plan, Onward onward, Optional<Source> young, Passage passage, Optional<String> old) {

        Visit(Plan plan, Onward onward, Optional<Source> young, Passage passage) {
            this(plan, onward, young, passage, Optional.empty());
        }

        /** The same for the last answer there will be. */
        Visit last(Optional<String> why) {
            return new Visit(plan, onward, Optional.empty(), passage, why);
        }

        boolean tooOld(Gathered answer) {
            return young.isPresent() && answer.age().compareTo(Lifetime.UNWOVEN_STOCK) >= 0;
        }
    }

    /**
     * An answer with what is to be asked for it.
     *
     * @param unasked parts of which something is said of goods that no id is left to ask by
     */
    private record Read(Gathered answer, Document document, List<Goods> goods, Set<Sku> skus, Set<String> unasked) {}

    /** The same with everything that came. */
    private record Woven(Read read, List<Goods> goods, Composite parts, Optional<String> unsure) {

        /** Why goods may lack what {@code weave} knows; a member's callout is the same on all. */
        Optional<String> unsureFor(Weave<?> weave) {
            return weave.part().equals(Members.PART) ? Optional.empty() : unsure;
        }

        Optional<String> unaskedFor(Weave<?> weave) {
            return read.unasked().contains(weave.part())
                    ? Optional.of(Failure.Reason.BAD_ANSWER.code())
                    : Optional.empty();
        }
    }

    void weave(Visit visit, Gathered answer) {
        long begun = enrichment.whole();
        Optional<Read> read = read(visit, answer);
        if (read.isEmpty()) {
            unwoven(visit, answer);
        } else if (read.get().skus().isEmpty()) {
            lay(visit, read.get(), new Composite(List.of()));
        } else {
            ask(visit, read.get(), begun).onSuccess(parts -> lay(visit, read.get(), parts));
        }
    }

    /** Takes an answer apart; empty where nothing can be woven into it. */
    private static Optional<Read> read(Visit visit, Gathered answer) {
        Plan plan = visit.plan();
        boolean fit = fits(plan, answer) && answer.body().length <= MOST_WOVEN;
        return fit
                ? Document.scan(answer.body(), plan.read().shape()).map(document -> {
                    List<Goods> goods = plan.read().goods(document, plan.asked());
                    Set<Sku> skus = new LinkedHashSet<>(16 * goods.size());
                    goods.forEach(one -> one.addTo(skus));
                    return new Read(answer, document, goods, skus, unasked(plan, goods, skus));
                })
                : Optional.empty();
    }

    /** A {@code select} can leave out ids and ask for what is said of them; what else an answer lacks, it never had. */
    private static Set<String> unasked(Plan plan, List<Goods> goods, Set<Sku> skus) {
        if (plan.asked().raw("select") == null) {
            return Set.of();
        }
        Set<String> parts = new LinkedHashSet<>();
        for (Weave<?> weave : plan.weaves()) {
            boolean laidOnAll = weave.part().equals(Members.PART) && !skus.isEmpty();
            if (!laidOnAll && goods.stream().anyMatch(one -> one.anonymous() && weave.misses(one))) {
                parts.add(weave.part());
            }
        }
        return parts;
    }

    private static boolean fits(Plan plan, Gathered answer) {
        return !plan.weaves().isEmpty()
                && answer.head().status() == 200
                && WovenReads.isJson(answer.head().fields());
    }

    private void unwoven(Visit visit, Gathered answer) {
        if (visit.tooOld(answer)) {
            younger(visit, young -> weave(visit, young), why -> weave(visit.last(Optional.of(why)), answer));
            return;
        }
        if (fits(visit.plan(), answer)) {
            Relay.mark(visit.passage(), allMissing(visit.plan(), Failure.Reason.BAD_ANSWER));
        }
        relay.whole(answer.head(), answer.body(), visit.passage());
    }

    /** @param old what becomes of a search when there is none, and why there is none */
    private void younger(Visit visit, Consumer<Gathered> then, Consumer<String> old) {
        visit.young().orElseThrow().ask(visit.onward()).onSuccess(then::accept).onFailure(cause -> {
            if (visit.plan().read() == WovenRead.SEARCH) {
                old.accept(Failure.from(cause, "scapi").code());
            } else {
                relay.failed(cause, visit.passage());
            }
        });
    }

    private Future<Composite> ask(Visit visit, Read read, long begun) {
        Plan plan = visit.plan();
        PartRule rule = enrichment.rest(begun);
        List<Ask<?>> asks = new ArrayList<>();
        plan.weaves().forEach(weave -> asks.add(ask(weave, rule, read.skus(), plan.site())));
        Set<Sku> unsure = unsure(read.goods());
        if (!unsure.isEmpty()) {
            asks.add(new Ask<>(
                    ProductTypes.PART,
                    ProductTypes.SOURCE,
                    rule,
                    context -> types.of(unsure, plan.asked(), visit.onward(), context)));
        }
        return fanout.run(asks, visit.passage().context());
    }

    private static <V> Ask<Map<Sku, Aged<V>>> ask(
            Weave<V> weave, PartRule rule, Set<Sku> skus, FaceSettings.Site site) {
        return new Ask<>(
                weave.part(), weave.source(), rule, context -> weave.lookup().fetch(skus, site.market(), context));
    }

    private static Set<Sku> unsure(List<Goods> goods) {
        Set<Sku> unsure = Set.of();
        for (Goods one : goods) {
            if (one.unsure()) {
                unsure = unsure.isEmpty() ? new LinkedHashSet<>() : unsure;
                one.sku().ifPresent(unsure::add);
            }
        }
        return unsure;
    }

    /** Whatever goes wrong on our side, or a price that is none: SCAPI's own answer is there. */
    private void lay(Visit visit, Read read, Composite parts) {
        List<String> missing = new ArrayList<>();
        boolean tooOld;
        Optional<Edits.Edited> edited;
        try {
            Woven woven = sure(visit.plan(), read, parts);
            tooOld = visit.tooOld(read.answer()) && !covered(visit.plan(), woven);
            edited = tooOld || read.skus().isEmpty() ? Optional.empty() : Optional.of(edited(visit, woven, missing));
        } catch (RuntimeException bug) {
            LOG.error("nothing is woven into an answer: {}", bug.toString());
            Relay.mark(visit.passage(), allMissing(visit.plan(), Failure.Reason.INTERNAL));
            relay.whole(read.answer().head(), read.answer().body(), visit.passage());
            return;
        }
        if (tooOld) {
            read.document().close();
            younger(
                    visit,
                    young -> again(visit.last(Optional.empty()), young, read.skus(), parts),
                    why -> again(visit.last(Optional.of(why)), read.answer(), read.skus(), parts));
            return;
        }
        visit.old().ifPresent(why -> missing.add(0, missing(STOCK, why)));
        if (edited.isEmpty()) {
            read.document().close();
            read.unasked().stream()
                    .filter(part -> visit.old().isEmpty() || !part.equals(STOCK))
                    .forEach(part -> missing.add(missing(part, Failure.Reason.BAD_ANSWER.code())));
            Relay.mark(visit.passage(), missing);
            relay.whole(read.answer().head(), read.answer().body(), visit.passage());
            return;
        }
        visit.passage().composed(parts);
        if (visit.plan().personal()) {
            Relay.personal(read.answer().head());
        }
        relay.woven(read.answer().head(), edited.get(), missing, visit.passage());
        read.document().close();
    }

    private static Edits.Edited edited(Visit visit, Woven woven, List<String> missing) {
        Edits edits = woven.read().document().edits();
        for (Weave<?> weave : visit.plan().weaves()) {
            boolean named = visit.old().isPresent() && weave.part().equals(STOCK);
            lay(weave, woven, edits).filter(said -> !named).ifPresent(missing::add);
        }
        return edits.edited();
    }

    /** Weaves what was said for another answer into {@code young}; asks once more only where that shows other goods. */
    private void again(Visit last, Gathered young, Set<Sku> asked, Composite parts) {
        Optional<Read> read = read(last, young);
        if (read.isPresent() && asked.containsAll(read.get().skus())) {
            lay(last, read.get(), parts);
            return;
        }
        read.ifPresent(one -> one.document().close());
        weave(last, young);
    }

    /**
     * Tells goods that are bought from those that stand for others, where that had to be asked. What is not known, and not proved by there
     * being some of it, keeps commerce's word.
     */
    private static Woven sure(Plan plan, Read read, Composite parts) {
        Set<Sku> asked = unsure(read.goods());
        if (asked.isEmpty()) {
            return new Woven(read, read.goods(), parts, Optional.empty());
        }
        Map<Sku, Boolean> types = truth(parts, ProductTypes.PART);
        Set<Sku> proved = new HashSet<>();
        for (Weave<?> weave : plan.weaves()) {
            proved(weave, asked, parts, proved);
        }
        List<Goods> goods = new ArrayList<>(read.goods().size());
        read.goods().forEach(one -> goods.add(one.known(sku -> types.getOrDefault(sku, proved.contains(sku)))));
        Optional<String> unsure = asked.stream().allMatch(sku -> types.containsKey(sku) || proved.contains(sku))
                ? Optional.empty()
                : parts.part(ProductTypes.PART)
                        .flatMap(part -> part.fold(
                                present -> Optional.empty(),
                                missing -> Optional.of(missing.failure().code())));
        return new Woven(read, goods, parts, unsure);
    }

    private static <V> void proved(Weave<V> weave, Set<Sku> asked, Composite parts, Set<Sku> into) {
        Map<Sku, Aged<V>> truth = truth(parts, weave.part());
        asked.stream().filter(sku -> weave.proves(sku, truth)).forEach(into::add);
    }

    /** What came of a part; nothing where it is missing. */
    private static <V> Map<Sku, V> truth(Composite parts, String part) {
        return parts.<Map<Sku, V>>part(part)
                .<Map<Sku, V>>map(it -> it.fold(present -> present.value(), missing -> Map.of()))
                .orElse(Map.of());
    }

    private static boolean covered(Plan plan, Woven woven) {
        for (Weave<?> weave : plan.weaves()) {
            if (!covered(weave, woven)) {
                return false;
            }
        }
        return true;
    }

    private static <V> boolean covered(Weave<V> weave, Woven woven) {
        Map<Sku, Aged<V>> truth = truth(woven.parts(), weave.part());
        return woven.goods().stream().allMatch(goods -> weave.covers(goods, truth));
    }

    private static List<String> allMissing(Plan plan, Failure.Reason reason) {
        return plan.weaves().stream()
                .map(weave -> missing(weave.part(), reason.code()))
                .toList();
    }

    /** As the field names it. */
    private static String missing(String part, String reason) {
        return part + ";reason=" + reason;
    }

    /** Lays what came over the answer; what is missing of it, as the field names it. */
    private static <V> Optional<String> lay(Weave<V> weave, Woven woven, Edits edits) {
        return woven.parts()
                .<Map<Sku, Aged<V>>>part(weave.part())
                .flatMap(part -> part.fold(
                        present -> {
                            woven.goods().forEach(goods -> weave.lay(goods, present.value(), edits));
                            return present.gap()
                                    .map(Failure::code)
                                    .or(() -> woven.unsureFor(weave))
                                    .or(() -> woven.unaskedFor(weave));
                        },
                        gone -> Optional.of(gone.failure().code())))
                .map(reason -> missing(weave.part(), reason));
    }
}
