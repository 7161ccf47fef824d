package dev.weft.backend.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.LookupContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.KeyRule;
import dev.weft.customer.Loyalty;
import dev.weft.customer.Membership;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Shopper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LoyaltyMembersTest extends LookupContract<Shopper, Membership> {
    static final LoyaltySettings SETTINGS = new LoyaltySettings(
            "62.0", "Weft Circle", "Threads", new KeyRule("wsh", 0, "WC", Map.of()), "PointsPerUnit__c");

    private static final String MEMBER = """
            {"associatedContact":{"contactId":"0031","email":"ada@example.com"},"membershipNumber":"WC00000123",
             "memberStatus":"Active","memberCurrencies":[
              {"loyaltyMemberCurrencyName":"Tier Points","pointsBalance":4000,"escrowPointsBalance":0.0},
              {"loyaltyMemberCurrencyName":"Threads","pointsBalance":17850.5,"escrowPointsBalance":120}],
             "memberTiers":[{"loyaltyMemberTierName":"Linen","tierSequenceNumber":1,"tierExpirationDate":null},
              {"loyaltyMemberTierName":"Wool","tierSequenceNumber":2,"tierExpirationDate":"2027-03-31"}]}""";

    @Override
    protected Loyalty port(BackendClient client) {
        return new LoyaltyMembers(client, SETTINGS, () -> NOW);
    }

    @Override
    protected Shopper known() {
        return new Shopper("wsh00000123", "t");
    }

    @Override
    protected Shopper unknown() {
        return new Shopper("wsh00000999", "t");
    }

    @Override
    protected boolean notFoundMeansAbsent() {
        return true;
    }

    @Override
    protected Membership expected() {
        return new Membership(
                "WC00000123",
                "Active",
                List.of(new Membership.Balance("Threads", new BigDecimal("17850.5"), new BigDecimal("120"))),
                Optional.of(new Membership.Tier("Wool", Optional.of(LocalDate.of(2027, 3, 31)))));
    }

    @Override
    protected void serve() {
        backend.answers(request -> request.target().endsWith("=WC00000123")
                ? Canned.json(MEMBER)
                : Canned.status(404, "[{\"errorCode\":\"NOT_FOUND\"}]"));
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                MEMBER.replace("\"Active\"", "17"),
                MEMBER.replace("17850.5", "\"" + PERSONAL + "\""),
                MEMBER.replace("2027-03-31", PERSONAL),
                MEMBER.replace("WC00000123", "WC00000124"));
    }

    @Test
    void asksByMembershipNumber() {
        serve();
        fetch(Set.of(known()), EU);
        assertThat(backend.only().target())
                .isEqualTo("/services/data/v62.0/loyalty-programs/Weft%20Circle/members?membershipNumber=WC00000123");
    }

    @Test
    void neverShowsAnotherMember() {
        backend.answers(MEMBER.replace("WC00000123", "WC00000777"));
        Failure failure = failure(Set.of(known()), EU);
        assertThat(failure.detail()).doesNotContain("WC00000777");
    }
}
