package dev.weft.backend.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.LookupContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.customer.Profile;
import dev.weft.customer.Profiles;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Shopper;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CrmProfilesTest extends LookupContract<Shopper, Profile> {
    private static final String CONTACT = """
            {"attributes":{"type":"Contact","url":"/services/data/v62.0/sobjects/Contact/0031"},"Id":"0031",
             "StorefrontId__c":"wsh00000123","FirstName":"Ada","LastName":"Muster","Email":"ada@example.com","Phone":null,
             "Account":{"attributes":{"type":"Account"},"Name":"Muster & Co"}}""";

    @Override
    protected Profiles port(BackendClient client) {
        return new CrmProfiles(client, new SalesforceSettings("62.0", "StorefrontId__c"), () -> NOW);
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
    protected Profile expected() {
        return new Profile(
                "0031",
                Optional.of("Ada"),
                Optional.of("Muster"),
                Optional.of("ada@example.com"),
                Optional.empty(),
                Optional.of("Muster & Co"));
    }

    private static String records(String... records) {
        return "{\"totalSize\":" + records.length + ",\"done\":true,\"records\":[" + String.join(",", records) + "]}";
    }

    @Override
    protected void serve() {
        backend.answers(request -> Canned.json(
                request.target().contains("wsh00000123")
                        ? records(CONTACT, CONTACT.replace("wsh00000123", "WSH00000999"))
                        : records()));
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                "{\"records\":{}}",
                records("{}"),
                records(CONTACT.replace("\"Ada\"", "{\"x\":\"" + PERSONAL + "\"}")),
                records(CONTACT.replace("\"Account\":{", "\"Account\":\"" + PERSONAL + "\",\"x\":{")));
    }

    @Test
    void asksForSeveralShoppersInOneQuery() {
        serve();
        fetch(Set.of(known()), EU);
        assertThat(backend.only().readable())
                .isEqualTo(
                        "/services/data/v62.0/query?q=SELECT Id,StorefrontId__c,FirstName,LastName,Email,Phone,Account.Name"
                                + " FROM Contact WHERE StorefrontId__c IN ('wsh00000123')");
        Set<Shopper> many = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            many.add(new Shopper("wsh" + i, "t"));
        }
        fetch(many, EU);
        assertThat(backend.seen()).hasSize(3);
    }

    @Test
    void cannotBeTalkedIntoAnotherQuery() {
        serve();
        fetch(Set.of(new Shopper("a' OR Id != '\\", "t")), EU);
        assertThat(backend.only().readable()).endsWith("IN ('a\\' OR Id != \\'\\\\')");
    }

    @Test
    void showsNobodyWhereTwoContactsClaimTheId() {
        backend.answers(records(CONTACT, CONTACT.replace("0031", "0032")));
        assertThat(fetch(Set.of(known()), EU)).isEmpty();
    }

    @Test
    void readsAllPages() {
        backend.answers(
                request -> Canned.json(
                        request.target().endsWith("/query/01g5e000-2000")
                                ? records(CONTACT)
                                : "{\"totalSize\":2001,\"done\":false,\"nextRecordsUrl\":\"/services/data/v62.0/query/01g5e000-2000\",\"records\":[]}"));
        assertThat(fetch(Set.of(known()), EU)).containsEntry(known(), expected());
    }

    @Test
    void followsNoStrangeLinkAndNoEndlessOnes() {
        for (String link : List.of("https://evil.example.com/query/a?b", "/services/../x/..", "/query/a%20b")) {
            backend.answers("{\"done\":false,\"nextRecordsUrl\":\"" + link + "\",\"records\":[]}");
            assertThat(failure(Set.of(known()), EU).reason()).isEqualTo(Failure.Reason.BAD_ANSWER);
        }
        int before = backend.seen().size();
        backend.answers("{\"done\":false,\"nextRecordsUrl\":\"/query/a-1\",\"records\":[]}");
        assertThat(failure(Set.of(known()), EU).reason()).isEqualTo(Failure.Reason.BAD_ANSWER);
        assertThat(backend.seen().size() - before).isEqualTo(10);
    }

    @Test
    void takesAUsedUpQuotaForOverload() {
        backend.answers(request ->
                Canned.status(403, "[{\"message\":\"" + PERSONAL + "\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]"));
        assertThat(failure(Set.of(known()), EU).reason()).isEqualTo(Failure.Reason.OVERLOADED);
    }

    @Test
    void namesTheErrorCode() {
        backend.answers(request -> Canned.status(
                400, "[{\"message\":\"" + PERSONAL + "\",\"errorCode\":\"INVALID_FIELD\",\"fields\":[]}]"));
        Failure failure = failure(Set.of(known()), EU);
        assertThat(failure.detail()).contains("INVALID_FIELD").doesNotContain(PERSONAL);
    }
}
