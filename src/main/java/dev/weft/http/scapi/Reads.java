package dev.weft.http.scapi;

import dev.weft.fanout.Fanout;
import dev.weft.http.Face.Family;
import dev.weft.http.Passage;
import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Onward;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every GET, by one of three ways: from what is remembered where that may be, through the weaves where the site has some for it, and as
 * it comes for all others.
 */
final class Reads {
    private final FaceSettings settings;
    private final Upstream upstream;
    private final Optional<KeptReads> kept;
    private final WovenReads woven;
    private final Relay relay;

    Reads(FaceSettings settings, Upstream upstream, Fanout fanout, Optional<KeptReads> kept, Relay relay) {
        this.settings = settings;
        this.upstream = upstream;
        this.kept = kept;
        this.woven = new WovenReads(settings, fanout, relay);
        this.relay = relay;
    }

    void serve(Family family, Asked asked, Onward onward, Passage passage) {
        Optional<KeptRead> read = kept.isEmpty() ? Optional.empty() : KeptRead.of(family.prefix(), asked.resource());
        if (read.isEmpty()) {
            direct(family, asked, onward, passage);
            return;
        }
        KeptReads memory = kept.get();
        if (read.get() == KeptRead.KEYS) {
            answer(family, asked, onward, memory.source(KeptReads.keys(), upstream, passage.context()), passage);
            return;
        }
        String siteId = asked.value("siteId");
        FaceSettings.@Nullable Site site = settings.sites().get(siteId);
        if (site == null) {
            direct(family, asked, onward, passage);
            return;
        }
        memory.shoppers().of(onward.fields()).onSuccess(shopper -> {
            Optional<Known> good = shopper.filter(known -> known.isOf(siteId, site));
            if (good.isEmpty()) {
                direct(family, asked, onward, passage);
                return;
            }
            boolean stock = !site.weaves("stock") && asked.tellsStock(family.prefix());
            KeptReads.Question question = memory.question(read.get(), asked, good.get(), stock);
            Source source = memory.source(question, upstream, passage.context());
            answer(
                    family,
                    asked,
                    onward,
                    read.get() == KeptRead.OWN ? memory.learning(good.get(), source) : source,
                    passage);
        });
    }

    private void answer(Family family, Asked asked, Onward onward, Source source, Passage passage) {
        Optional<WovenReads.Plan> plan = woven.plan(family, asked);
        if (plan.isPresent()) {
            woven.serve(plan.get(), onward, source, passage);
            return;
        }
        source.ask(onward)
                .onSuccess(whole -> relay.whole(whole.head(), whole.body(), passage))
                .onFailure(cause -> relay.failed(cause, passage));
    }

    private void direct(Family family, Asked asked, Onward onward, Passage passage) {
        Optional<WovenReads.Plan> plan = woven.plan(family, asked);
        if (plan.isPresent()) {
            woven.serve(plan.get(), onward, upstream, passage);
            return;
        }
        upstream.send(onward, passage.context())
                .onSuccess(answer -> relay.stream(answer, passage))
                .onFailure(passage::fail);
    }
}
