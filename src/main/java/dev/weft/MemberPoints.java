package dev.weft;

import dev.weft.customer.Loyalty;
import dev.weft.customer.Membership;
import dev.weft.kernel.Market;
import dev.weft.kernel.Money;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.order.Buyer;
import dev.weft.order.PointsEarned;
import dev.weft.product.EarnRates;
import dev.weft.product.Earning;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a member's purchase earns, by the programme's rate for the member's tier; nothing for whoever is no member. A ledger that is dark
 * takes no order with it: without the member's tier the rate everyone has counts, without rates nothing is earned.
 */
final class MemberPoints implements PointsEarned {
    private static final Duration BUDGET = Duration.ofMillis(400);

    private final String programme;
    private final Earning earning;
    private final Loyalty members;

    MemberPoints(String programme, Earning earning, Loyalty members) {
        this.programme = programme;
        this.earning = earning;
        this.members = members;
    }

    private record Member(boolean known, Optional<Membership> membership) {}

    @Override
    public Future<Long> earned(Buyer buyer, long minor, Market market, RequestContext context) {
        if (!buyer.registered() || minor <= 0) {
            return Future.succeededFuture(0L);
        }
        RequestContext soon = context.withDeadline(context.deadline().within(BUDGET));
        Shopper shopper = new Shopper(buyer.customerId(), "");
        Future<Member> member = members.fetchOrFail(Set.of(shopper), market, soon)
                .map(found ->
                        new Member(true, Optional.ofNullable(found.get(shopper)).map(aged -> aged.value())))
                .recover(dark -> Future.succeededFuture(new Member(false, Optional.empty())));
        return earning.fetchOrFail(Set.of(programme), market, soon)
                .map(found -> Optional.ofNullable(found.get(programme)).map(aged -> aged.value()))
                .recover(dark -> Future.succeededFuture(Optional.empty()))
                .compose(rates -> member.map(known -> rates.map(
                                programmes -> points(programmes, known, Money.ofMinor(minor, market.currency())))
                        .orElse(0L)));
    }

    private static long points(EarnRates rates, Member member, Money paid) {
        if (rates.tiers().isEmpty() || member.known() && member.membership().isEmpty()) {
            return 0;
        }
        String tier = member.membership()
                .flatMap(Membership::tier)
                .map(Membership.Tier::name)
                .orElse("");
        return rates.tiers().stream()
                .filter(rate -> rate.tier().equals(tier))
                .findFirst()
                .orElse(rates.tiers().get(0))
                .points(paid);
    }
}
