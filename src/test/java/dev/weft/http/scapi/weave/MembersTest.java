package dev.weft.http.scapi.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.customer.Membership;
import dev.weft.http.scapi.json.Document;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final Membership MEMBER = new Membership(
            "4711",
            "Active",
            List.of(new Membership.Balance("Stitches", new BigDecimal(120), BigDecimal.ZERO)),
            Optional.of(new Membership.Tier("Silk", Optional.empty())));

    private final Members members = new Members(
            "ledger",
            (keys, market, context) -> Future.succeededFuture(Map.of()),
            new Members.Names("c_tier", "c_points", "c_currency"),
            Map.of());

    @Test
    void whatCommerceSaysOfAMembershipIsReplaced() {
        byte[] record = "{\"c_tier\":\"Linen\",\"customerId\":\"1\",\"c_points\":null,\"c_currency\":{\"old\":[1]}}"
                .getBytes(StandardCharsets.UTF_8);
        try (Document document = Document.scan(record, members.shape()).orElseThrow()) {
            members.lay(document.roots().get(0), MEMBER, document.edits());
            assertThat(new String(document.edits().apply(), StandardCharsets.UTF_8))
                    .isEqualTo(
                            "{\"c_tier\":\"Silk\",\"customerId\":\"1\",\"c_points\":120,\"c_currency\":\"Stitches\"}");
        }
    }
}
