package dev.weft.http.scapi;

import dev.weft.fanout.Fanout;
import dev.weft.http.Face.Family;
import dev.weft.http.Passage;
import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.RequestContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every GET, by one of three ways: from what is remembered where that may be, through the weaves where the site has some for it, and as
 * it comes for all others.
 */
final class Reads {
    private final FaceSettings settings;
    private final Upstream upstream;
    private final Shoppers shoppers;
    private final Optional<KeptReads> kept;
    private final WovenReads woven;
    private final MemberReads members;
    private final OrderReads orders;
    private final Relay relay;

    Reads(
            FaceSettings settings,
            Upstream upstream,
            ScapiFace.Around around,
            Enrichment enrichment,
            Shoppers shoppers,
            Optional<KeptReads> kept,
            Relay relay) {
        this.settings = settings;
        this.upstream = upstream;
        this.shoppers = shoppers;
        this.kept = kept;
        Fanout fanout = around.fanout();
        this.woven = new WovenReads(
                settings, new Weaving(enrichment, fanout, new ProductTypes(upstream, around.ticker()), relay), relay);
        this.members = new MemberReads(enrichment, fanout, relay);
        this.orders = new OrderReads(settings, enrichment, fanout, upstream, relay);
        this.relay = relay;
    }

    /** One GET on its way. */
    private record Read(Family family, Asked asked, Onward onward, Passage passage) {}

    void serve(Family family, Asked asked, Onward onward, Passage passage) {
        Read read = new Read(family, asked, onward, passage);
        Optional<KeptRead> kind = kept.isEmpty() ? Optional.empty() : KeptRead.of(family.prefix(), asked.resource());
        if (kept.isPresent() && kind.filter(KeptRead.KEYS::equals).isPresent()) {
            plain(read, kept.get().source(KeptReads.keys(), upstream, passage.context()));
            return;
        }
        FaceSettings.@Nullable Site site = settings.sites().get(asked.value("siteId"));
        Optional<OrderReads.Plan> ordered = site == null ? Optional.empty() : OrderReads.plan(family, asked, site);
        if (ordered.isPresent()) {
            orders.serve(ordered.get(), onward, passage);
            return;
        }
        if (site == null || kind.isEmpty() && !maySeeMembership(family, site)) {
            direct(read, Optional.empty());
            return;
        }
        shoppers.of(onward.fields()).onSuccess(shopper -> {
            Optional<Known> good = shopper.filter(known -> known.isOf(asked.value("siteId"), site));
            if (good.isPresent()) {
                known(read, kind, site, good.get());
            } else {
                direct(read, Optional.empty());
            }
        });
    }

    private static boolean maySeeMembership(Family family, FaceSettings.Site site) {
        return site.members().isPresent()
                && (family.prefix().equals(Families.PRODUCTS) || family.prefix().equals(Families.CUSTOMERS));
    }

    private void known(Read read, Optional<KeptRead> kind, FaceSettings.Site site, Known shopper) {
        Optional<WovenReads.Remembered> memory =
                kept.flatMap(it -> kind.map(rule -> remembered(it, rule, read, site, shopper)));
        if (site.members().isPresent() && MemberReads.isOwnRecord(read.family().prefix(), read.asked(), shopper)) {
            Source source = memory.map(WovenReads.Remembered::source)
                    .orElseGet(() -> Source.of(
                            upstream, settings.maxAnswer(), read.passage().context()));
            members.serve(site, site.members().get(), shopper, read.onward(), source, read.passage());
            return;
        }
        if (memory.isEmpty()) {
            direct(read, Optional.of(shopper));
            return;
        }
        Optional<WovenReads.Plan> plan = woven.plan(read.family(), read.asked(), Optional.of(shopper));
        if (plan.isPresent()) {
            woven.serve(plan.get(), read.onward(), memory.get(), read.passage());
        } else {
            plain(read, memory.get().source());
        }
    }

    /**
     * Where stock is woven in, whether an answer may be as old as goods may be is decided once that has been done; while SCAPI has too much
     * to do, it may.
     */
    private WovenReads.Remembered remembered(
            KeptReads memory, KeptRead rule, Read read, FaceSettings.Site site, Known shopper) {
        boolean stock = read.asked().tellsStock(read.family());
        KeptReads.Question question = memory.question(rule, read.asked(), shopper, stock && !site.weaves("stock"));
        RequestContext context = read.passage().context();
        Source source = memory.source(question, upstream, context);
        return new WovenReads.Remembered(
                rule == KeptRead.OWN ? memory.learning(shopper, source) : source,
                stock && site.weaves("stock") && !memory.spares()
                        ? Optional.of(memory.source(question.young(), upstream, context))
                        : Optional.empty());
    }

    private void plain(Read read, Source source) {
        source.ask(read.onward())
                .onSuccess(whole -> relay.whole(whole.head(), whole.body(), read.passage()))
                .onFailure(cause -> relay.failed(cause, read.passage()));
    }

    private void direct(Read read, Optional<Known> shopper) {
        Optional<WovenReads.Plan> plan = woven.plan(read.family(), read.asked(), shopper);
        if (plan.isPresent()) {
            woven.serve(plan.get(), read.onward(), upstream, read.passage());
            return;
        }
        upstream.send(read.onward(), read.passage().context())
                .onSuccess(answer -> relay.stream(answer, read.passage()))
                .onFailure(read.passage()::fail);
    }
}
