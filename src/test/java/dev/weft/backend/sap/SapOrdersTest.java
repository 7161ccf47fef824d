package dev.weft.backend.sap;

import static dev.weft.backend.sap.SapWire.order;
import static dev.weft.backend.sap.SapWire.results;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.OrdersContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.customer.OrderSummary;
import dev.weft.customer.OrderSummary.Status;
import dev.weft.customer.Orders;
import dev.weft.kernel.Shopper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SapOrdersTest extends OrdersContract {
    private static final String PARTY = "0000000123";
    private static final String SHIPPED = order("4000002", PARTY, "2026-05-02", "258.000", "B,C,A", 2);

    @Override
    protected Orders port(BackendClient client) {
        return new SapOrders(client, SapWire.settings(), () -> NOW);
    }

    @Override
    protected List<Optional<String>> references() {
        return List.of(Optional.of("W-4000002"), Optional.of("W-4000001"));
    }

    @Override
    protected void serve() {
        backend.answers(request -> Canned.json(
                request.target().contains(PARTY)
                        ? results(
                                SHIPPED,
                                order("4000001", PARTY, "2026-01-20", "59.500", "C,,C", 1),
                                order("4999999", "0000000777", "2026-01-20", "1.000", "A,A,A", 1))
                        : results()));
    }

    /** SAP cannot tell an unknown customer from one without orders. */
    @Override
    protected Map<Shopper, List<OrderSummary>> saidOfUnknown() {
        return Map.of(unknown(), List.of());
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                results("17"),
                results(SHIPPED.replace("258.000", PERSONAL)),
                results(SHIPPED.replace("\"EUR\"", "\"Zoe-Example\"")),
                results(SHIPPED.replace("/Date(", PERSONAL)));
    }

    @Test
    void asksForTheLatestOfOneCustomer() {
        serve();
        fetch(Set.of(known()), EU);
        assertThat(backend.only().readable())
                .contains("$filter=SoldToParty eq '0000000123'")
                .contains("$orderby=CreationDate desc,SalesOrder desc")
                .contains("$top=10")
                .contains("$expand=to_Item");
    }

    @ParameterizedTest
    @CsvSource({
        "'A,A,A',OPEN",
        "'B,A,A',IN_PROCESS",
        "'B,B,A',IN_PROCESS",
        "'B,C,A',SHIPPED",
        "'C,C,A',COMPLETED",
        "'C,,C',CANCELLED",
        "',,',UNKNOWN"
    })
    void saysWhatHasBecomeOfAnOrder(String statuses, Status status) {
        backend.answers(results(order("4000002", PARTY, "2026-05-02", "258.000", statuses, 2)));
        assertThat(answer().get(0).status()).isEqualTo(status);
    }

    @Test
    void cannotBeTalkedIntoAnotherFilter() {
        serve();
        fetch(Set.of(new Shopper("' or '1", "t")), EU);
        assertThat(backend.only().readable()).contains("SoldToParty eq ''' or ''1'");
    }
}
