package dev.weft.http.scapi.weave;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weft.customer.Membership;
import dev.weft.http.scapi.json.Edits;
import dev.weft.http.scapi.json.Item;
import dev.weft.http.scapi.json.Shape;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Lookup;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Sku;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the loyalty ledger says of a member: attributes of the customer for tier, points and their currency, and a promotion's callout on
 * goods for the member's tier. Who is no member, or in a tier nobody calls out, gets what commerce says. Immutable; safe from any thread.
 */
public final class Members {
    /** The part's name in answers, logs and metrics. */
    public static final String PART = "loyalty";

    private static final String PROMOTION = "member-benefit";

    private final String source;
    private final Lookup<Shopper, Membership> ledger;
    private final Names names;
    private final Map<String, String> callouts;
    private final Shape shape;

    /**
     * The members of one site.
     *
     * @param names of the attributes
     * @param callouts by the tier's name, with {@code {tier}} and {@code {points}} for the member's own
     */
    public Members(String source, Lookup<Shopper, Membership> ledger, Names names, Map<String, String> callouts) {
        this.source = source;
        this.ledger = ledger;
        this.names = names;
        this.callouts = Map.copyOf(callouts);
        this.shape = Shape.of("customerId")
                .with(names.tier(), Shape.of())
                .with(names.points(), Shape.of())
                .with(names.currency(), Shape.of());
    }

    /** The customer's attributes, as the storefront's own code reads them. */
    public record Names(String tier, String points, String currency) {}

    /** What of a customer's record is looked at: the attributes too, which commerce may have already. */
    public Shape shape() {
        return shape;
    }

    public String source() {
        return source;
    }

    /** The shopper's membership; empty for none. */
    public Future<Optional<Membership>> of(Shopper shopper, Market market, RequestContext context) {
        return ledger.fetch(Set.of(shopper), market, context)
                .map(found -> Optional.ofNullable(found.get(shopper)).map(Aged::value));
    }

    /** Sets the customer's attributes. */
    public void lay(Item customer, Membership member, Edits edits) {
        member.tier().ifPresent(tier -> customer.set(edits, names.tier(), quoted(tier.name())));
        member.balances().stream().findFirst().ifPresent(balance -> {
            customer.set(edits, names.points(), balance.points().toPlainString());
            customer.set(edits, names.currency(), quoted(balance.currency()));
        });
    }

    /** The callouts {@code shopper} sees on goods; empty where this site has none for anybody. To be laid last, over the price. */
    public Optional<Weave<?>> callouts(Shopper shopper) {
        return callouts.isEmpty() ? Optional.empty() : Optional.of(new Callout(this, shopper));
    }

    private Optional<String> callout(Membership member) {
        return member.tier()
                .flatMap(tier -> Optional.ofNullable(callouts.get(tier.name()))
                        .map(text -> text.replace("{tier}", tier.name()).replace("{points}", points(member))));
    }

    private static String points(Membership member) {
        return member.balances().stream()
                .findFirst()
                .map(balance -> balance.points().toPlainString())
                .orElse("0");
    }

    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** One member's callout, on every product shown with a price. */
    private record Callout(Members members, Shopper shopper) implements Weave<String> {
        @Override
        public String part() {
            return PART;
        }

        @Override
        public String source() {
            return members.source;
        }

        @Override
        public Lookup<Sku, String> lookup() {
            return (skus, market, context) -> members.of(shopper, market, context)
                    .map(member -> {
                        Map<Sku, Aged<String>> all = new HashMap<>();
                        member.flatMap(members::callout)
                                .ifPresent(text -> skus.forEach(sku -> all.put(sku, new Aged<>(text, 0, false))));
                        return all;
                    });
        }

        @Override
        public boolean concerns(Goods.Kind kind) {
            return kind == Goods.Kind.PRODUCT;
        }

        @Override
        public boolean misses(Goods goods) {
            return goods.item().has("price");
        }

        /** SCAPI's promotions all have a price: this one's is the price that is shown, and changes nothing. */
        @Override
        public void lay(Goods goods, Map<Sku, Aged<String>> truth, Edits edits) {
            Item item = goods.item();
            truth.values().stream()
                    .findFirst()
                    .ifPresent(text -> item.now(edits, "price")
                            .ifPresent(price -> item.append(
                                    edits,
                                    "productPromotions",
                                    "{\"promotionId\":\"" + PROMOTION + "\",\"calloutMsg\":" + quoted(text.value())
                                            + ",\"promotionalPrice\":" + price + "}")));
        }
    }
}
