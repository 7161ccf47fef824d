package dev.weft.backend.salesforce;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.BackendRequest;
import dev.weft.backend.client.BackendResponse;
import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.UrlText;
import dev.weft.customer.Loyalty;
import dev.weft.customer.Membership;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A member's balances and tier, one call per shopper and all at once: the API knows no set of members. A shopper without a membership
 * (404) is absent. An answer about another member than the one asked for is refused whatever else it says.
 */
public final class LoyaltyMembers implements Loyalty {
    private final BackendClient client;
    private final LoyaltySettings settings;
    private final Ticker ticker;
    private final String target;

    public LoyaltyMembers(BackendClient client, LoyaltySettings settings, Ticker ticker) {
        this.client = client;
        this.settings = settings;
        this.ticker = ticker;
        this.target = "/services/data/v" + settings.apiVersion() + "/loyalty-programs/"
                + UrlText.segment(settings.program()) + "/members?membershipNumber=";
    }

    @Override
    public Future<Map<Shopper, Aged<Membership>>> fetch(Set<Shopper> keys, Market market, RequestContext context) {
        List<Shopper> asked = List.copyOf(keys);
        List<Future<Optional<Membership>>> answers = new ArrayList<>(asked.size());
        for (Shopper shopper : asked) {
            String number = settings.member().theirs(shopper.customerId());
            answers.add(client.send(BackendRequest.get("members", target + UrlText.segment(number)), context)
                    .map(answer -> membership(number, answer)));
        }
        return Future.all(answers).map(done -> {
            long now = ticker.nanos();
            Map<Shopper, Aged<Membership>> found = new HashMap<>(asked.size() * 2);
            for (int i = 0; i < asked.size(); i++) {
                Shopper shopper = asked.get(i);
                done.<Optional<Membership>>resultAt(i)
                        .ifPresent(membership -> found.put(shopper, Aged.fresh(membership, now)));
            }
            return found;
        });
    }

    private Optional<Membership> membership(String number, BackendResponse answer) {
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.ok()) {
            throw SalesforceError.failure(client.name(), answer.status(), answer.body());
        }
        Membership membership =
                JsonReader.read(client.name(), answer.body(), in -> MemberDraft.read(in, settings.pointsCurrency()));
        if (!membership.number().equals(number)) {
            throw Failure.of(Failure.Reason.BAD_ANSWER, client.name(), "another member than the one asked for")
                    .asException();
        }
        return Optional.of(membership);
    }
}
