package dev.weft.http.scapi;

import dev.weft.fanout.Ask;
import dev.weft.fanout.Composite;
import dev.weft.fanout.Fanout;
import dev.weft.http.Face.Family;
import dev.weft.http.Passage;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.http.scapi.weave.OrderWeave;
import dev.weft.http.scapi.weave.OrderWeave.Expand;
import dev.weft.kernel.Aged;
import dev.weft.order.CommerceNews.Told;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A shopper's orders, with what the ERP made of them. SCAPI decides whose they are and what is shown; what it shows is looked up, for no
 * longer than the enrichment budget. One order that is asked for with its fulfilment is asked for at the ERP; a list is told from what is
 * written down, so that an account page costs the ERP nothing. A guest's look-up is a POST, and otherwise as one order.
 */
final class OrderReads {
    private static final Shape LIST = Shape.of("data").with("data", OrderWeave.ORDER);
    private static final int MOST_WOVEN = 2 * 1024 * 1024;

    private final FaceSettings settings;
    private final Enrichment enrichment;
    private final Fanout fanout;
    private final Upstream upstream;
    private final Relay relay;

    OrderReads(FaceSettings settings, Enrichment enrichment, Fanout fanout, Upstream upstream, Relay relay) {
        this.settings = settings;
        this.enrichment = enrichment;
        this.fanout = fanout;
        this.upstream = upstream;
        this.relay = relay;
    }

    /**
     * One such read on its way.
     */
    record Plan(OrderWeave weave, Expand expand) {
        boolean list() {
            return expand.list();
        }

        boolean live() {
            return !list() && (expand.items() || expand.shipments());
        }
    }

    /** How to answer a GET; empty where it shows no orders, or nothing is woven into them. */
    static Optional<Plan> plan(Family family, Asked asked, FaceSettings.Site site) {
        boolean one = family.prefix().equals(Families.ORDERS) && below(asked.resource(), "/orders/", "");
        boolean list = family.prefix().equals(Families.CUSTOMERS) && below(asked.resource(), "/customers/", "/orders");
        return one || list ? plan(asked, site, list, true) : Optional.empty();
    }

    /**
     * How to answer a POST; empty where it is no look-up of a guest's order, or nothing is woven into orders. A postal code and a mail address
     * open an order that SCAPI shows in part alone, so parcels, by whose numbers carriers tell more, are in none of these.
     */
    static Optional<Plan> lookup(Family family, Asked asked, FaceSettings.Site site) {
        return family.prefix().equals(Families.ORDERS) && below(asked.resource(), "/orders/", "/lookup")
                ? plan(asked, site, false, false)
                : Optional.empty();
    }

    private static Optional<Plan> plan(Asked asked, FaceSettings.Site site, boolean list, boolean parcels) {
        List<String> expands = Arrays.stream(asked.value("expand").split(",", 40))
                .map(String::strip)
                .toList();
        Expand expand = new Expand(expands.contains("oms"), parcels && expands.contains("oms_shipments"), list);
        return site.orders().map(weave -> new Plan(weave, expand));
    }

    /** Whether a path is one segment between these two. */
    private static boolean below(String resource, String before, String after) {
        int end = resource.length() - after.length();
        return resource.startsWith(before)
                && resource.endsWith(after)
                && end > before.length()
                && resource.substring(before.length(), end).indexOf('/') < 0;
    }

    void serve(Plan plan, Onward onward, Passage passage) {
        PassedFields.whole(onward.fields());
        upstream.send(onward, passage.context())
                .onSuccess(answer -> {
                    if (answer.status() == 200 && WovenReads.isJson(answer.fields())) {
                        Gathered.of(answer, settings.maxAnswer())
                                .onSuccess(whole -> weave(plan, whole, passage))
                                .onFailure(passage::fail);
                    } else {
                        relay.stream(answer, passage);
                    }
                })
                .onFailure(passage::fail);
    }

    private void weave(Plan plan, Gathered answer, Passage passage) {
        long begun = enrichment.whole();
        Optional<Document> document = answer.body().length <= MOST_WOVEN
                ? Document.scan(answer.body(), plan.list() ? LIST : OrderWeave.ORDER)
                : Optional.empty();
        if (document.isEmpty()) {
            Relay.mark(passage, List.of(OrderWeave.PART + ";reason=bad_answer"));
            relay.whole(answer.head(), answer.body(), passage);
            return;
        }
        List<Item> orders = orders(document.get(), plan.list());
        Set<String> numbers = new LinkedHashSet<>();
        orders.forEach(order -> order.text("orderNo").ifPresent(numbers::add));
        Ask<Map<String, Aged<Told>>> ask = new Ask<>(
                OrderWeave.PART,
                plan.weave().source(),
                enrichment.rest(begun),
                context -> plan.live()
                        ? plan.weave().news().now(numbers, context)
                        : plan.weave().news().known(numbers));
        fanout.run(List.<Ask<?>>of(ask), passage.context()).onSuccess(parts -> {
            Edits edits = document.get().edits();
            Optional<String> missing = lay(plan, parts, orders, edits);
            passage.composed(parts);
            relay.woven(answer.head(), edits.edited(), missing.map(List::of).orElse(List.of()), passage);
            document.get().close();
        });
    }

    private static List<Item> orders(Document document, boolean list) {
        List<Item> orders = new ArrayList<>();
        for (Item root : document.roots()) {
            if (list) {
                root.each("data", orders::add);
            } else {
                orders.add(root);
            }
        }
        return orders;
    }

    /** What is missing, as the field names it. */
    private static Optional<String> lay(Plan plan, Composite parts, List<Item> orders, Edits edits) {
        return parts.<Map<String, Aged<Told>>>part(OrderWeave.PART)
                .flatMap(part -> part.fold(
                        present -> {
                            orders.forEach(order -> order.text("orderNo")
                                    .flatMap(number ->
                                            Optional.ofNullable(present.value().get(number)))
                                    .ifPresent(told -> plan.weave().lay(order, told.value(), plan.expand(), edits)));
                            return present.gap().map(gap -> OrderWeave.PART + ";reason=" + gap.code());
                        },
                        missing -> Optional.of(
                                OrderWeave.PART + ";reason=" + missing.failure().code())));
    }
}
