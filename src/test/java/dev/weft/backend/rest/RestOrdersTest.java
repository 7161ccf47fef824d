package dev.weft.backend.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.OrdersContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.customer.OrderSummary;
import dev.weft.customer.Orders;
import dev.weft.kernel.Shopper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RestOrdersTest extends OrdersContract {
    @Override
    protected Orders port(BackendClient client) {
        return new RestOrders(client, InHouse.settings(), () -> NOW);
    }

    @Override
    protected List<Optional<String>> references() {
        return List.of(Optional.empty(), Optional.empty());
    }

    @Override
    protected boolean notFoundMeansAbsent() {
        return true;
    }

    private static String order(String number, String placed, String state, String cents, int lines) {
        return """
                {"No":"%s","Placed":"%s","State":"%s","Total_Cents":%s,"Cur":"EUR","Rows":[%s]}""".formatted(
                        number,
                        placed,
                        state,
                        cents,
                        String.join(",", java.util.Collections.nCopies(lines, "{\"Code\":\"WF-1\"}")));
    }

    @Override
    protected void serve() {
        backend.answers(request -> request.target().startsWith("/v2/customers/00000123/")
                ? Canned.json("{\"orders\":[" + order("4000001", "2026-01-20", "90", "5950", 1) + ","
                        + order("4000002", "2026-05-02T02:00:00+02:00", "40", "25800", 2) + "]}")
                : Canned.status(404, "{\"fault\":{\"no\":1420}}"));
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                "{\"orders\":[{}]}",
                "{\"orders\":[" + order("1", PERSONAL, "10", "1", 1) + "]}",
                "{\"orders\":[" + order("1", "2026-01-20", "10", "\"" + PERSONAL + "\"", 1) + "]}",
                "{\"orders\":[" + order("1", "2026-01-20", "10", "1", 1).replace("EUR", PERSONAL) + "]}");
    }

    @Test
    void callsAnUnlistedStateUnknown() {
        backend.answers("{\"orders\":[" + order("1", "2026-01-20T10:00:00", "77", "1", 1) + "]}");
        assertThat(answer()).extracting(OrderSummary::status).containsExactly(OrderSummary.Status.UNKNOWN);
    }

    @Test
    void cannotBeLedToAnotherPath() {
        serve();
        fetch(Set.of(new Shopper("wsh../../x?y", "t")), EU);
        assertThat(backend.only().target()).isEqualTo("/v2/customers/..%2F..%2Fx%3Fy/orders?max=10");
    }
}
