package dev.weft.http.scapi;

import dev.weft.fanout.Fanout;
import dev.weft.http.Face.Family;
import dev.weft.http.Passage;
import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Onward;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every GET, by one of three ways: from what is remembered where that may be, through the weaves where the site has some for it, and as
 * it comes for all others. A HEAD is answered from what is remembered too, as the GET would be; any other passes as it is.
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

    /** One GET or HEAD on its way. */
    private record Read(Family family, Asked asked, Onward onward, Passage passage) {

        boolean isHead() {
            return onward.method().equals(HttpMethod.HEAD);
        }

        /** What is asked where the whole answer must be known. */
        Read get() {
            return new Read(family, asked, onward.get(), passage);
        }
    }

    void serve(Family family, Asked asked, Onward onward, Passage passage) {
        Read read = new Read(family, asked, onward, passage);
        Optional<KeptRead> kind = kept.isEmpty() ? Optional.empty() : KeptRead.of(family.prefix(), asked.resource());
        FaceSettings.@Nullable Site site = settings.sites().get(asked.value("siteId"));
        Optional<OrderReads.Plan> ordered =
                site == null || read.isHead() ? Optional.empty() : OrderReads.plan(family, asked, site);
        if (ordered.isPresent()) {
            orders.serve(ordered.get(), onward, passage);
            return;
        }
        if (site == null || kind.isEmpty() && (read.isHead() || !maySeeMembership(family, site))) {
            direct(read, Optional.empty());
            return;
        }
        shoppers.of(onward.fields()).onSuccess(shopper -> {
            Optional<Known> good = shopper.filter(known -> known.isOf(asked.value("siteId"), site));
            if (good.isPresent()) {
                known(read.get(), kind, site, good.get());
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
        Question question = memory.question(rule, read.asked(), shopper, stock && !site.weaves("stock"));
        if (rule == KeptRead.GOODS && !read.asked().impersonal() && memory.wonders(shopper)) {
            wonder(memory, read, shopper);
        }
        Passage passage = read.passage();
        return new WovenReads.Remembered(
                memory.source(question, upstream, passage.context(), passage.hurried()),
                stock && site.weaves("stock") && !memory.spares()
                        ? Optional.of(memory.source(question.young(), upstream, passage.context(), passage.hurried()))
                        : Optional.empty());
    }

    /** Asks by the way whether a guest has a context; until that is known, what the guest asks is nobody else's. */
    private void wonder(KeptReads memory, Read read, Known guest) {
        if (memory.spares() || read.passage().hurried()) {
            return;
        }
        Onward question = ContextQuestion.of(guest, read.asked(), read.onward().fields());
        memory.source(
                        memory.question(KeptRead.OWN, Asked.of(Families.CONTEXT, question.target()), guest, false),
                        upstream,
                        read.passage().context(),
                        false)
                .ask(question);
    }

    private void plain(Read read, Source source) {
        source.ask(read.onward())
                .onSuccess(whole -> relay.whole(whole.head(), whole.body(), read.passage()))
                .onFailure(cause -> relay.failed(cause, read.passage()));
    }

    private void direct(Read read, Optional<Known> shopper) {
        Optional<WovenReads.Plan> plan =
                read.isHead() ? Optional.empty() : woven.plan(read.family(), read.asked(), shopper);
        if (plan.isPresent()) {
            woven.serve(plan.get(), read.onward(), upstream, read.passage());
            return;
        }
        upstream.send(read.onward(), read.passage().context())
                .onSuccess(answer -> relay.stream(answer, read.passage()))
                .onFailure(read.passage()::fail);
    }
}
