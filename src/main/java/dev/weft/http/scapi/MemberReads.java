package dev.weft.http.scapi;

import dev.weft.customer.Membership;
import dev.weft.fanout.Ask;
import dev.weft.fanout.Fanout;
import dev.weft.http.Passage;
import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.weave.Members;
import dev.weft.kernel.Shopper;
import java.util.List;
import java.util.Optional;

/**
 * A registered shopper's own record, with what the loyalty ledger says of them. SCAPI decides whether they may see it; the ledger is asked
 * once it has, for no longer than the enrichment budget. What could not be had is named, and the record is as SCAPI gave it.
 */
final class MemberReads {
    private final Enrichment enrichment;
    private final Fanout fanout;
    private final Relay relay;

    MemberReads(Enrichment enrichment, Fanout fanout, Relay relay) {
        this.enrichment = enrichment;
        this.fanout = fanout;
        this.relay = relay;
    }

    /** Whether {@code asked} is the record of {@code shopper}, who is registered. */
    static boolean isOwnRecord(String prefix, Asked asked, Known shopper) {
        return prefix.equals(Families.CUSTOMERS)
                && shopper.who().registered()
                && asked.resource().equals("/customers/" + shopper.who().customerId());
    }

    void serve(FaceSettings.Site site, Members members, Known shopper, Onward onward, Source source, Passage passage) {
        PassedFields.whole(onward.fields());
        source.ask(onward)
                .onSuccess(whole -> weave(site, members, shopper, whole, passage))
                .onFailure(cause -> relay.failed(cause, passage));
    }

    private void weave(FaceSettings.Site site, Members members, Known shopper, Gathered whole, Passage passage) {
        long begun = enrichment.whole();
        boolean fit =
                whole.head().status() == 200 && WovenReads.isJson(whole.head().fields());
        Optional<Document> document = fit ? Document.scan(whole.body(), members.shape()) : Optional.empty();
        if (document.isEmpty() || document.get().roots().size() != 1) {
            relay.whole(whole.head(), whole.body(), passage);
            return;
        }
        Shopper member = new Shopper(shopper.who().customerId(), shopper.token());
        Ask<Optional<Membership>> ask = new Ask<>(
                Members.PART,
                members.source(),
                enrichment.rest(begun),
                context -> members.of(member, site.market(), context));
        fanout.run(List.<Ask<?>>of(ask), passage.context()).onSuccess(parts -> {
            Edits edits = document.get().edits();
            List<String> missing = parts.<Optional<Membership>>part(Members.PART)
                    .map(part -> part.fold(
                            present -> {
                                present.value()
                                        .ifPresent(it -> members.lay(
                                                document.get().roots().get(0), it, edits));
                                return List.<String>of();
                            },
                            gone -> List.of(
                                    Members.PART + ";reason=" + gone.failure().code())))
                    .orElse(List.of());
            passage.composed(parts);
            Relay.personal(whole.head());
            relay.woven(whole.head(), edits.edited(), missing, passage);
            document.get().close();
        });
    }
}
