package dev.weft.backend.scapi;

import dev.weft.backend.CannedBackend.Canned;
import dev.weft.backend.OrdersContract;
import dev.weft.backend.client.BackendClient;
import dev.weft.customer.OrderSummary;
import dev.weft.customer.Orders;
import dev.weft.kernel.Shopper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ScapiOrdersTest extends OrdersContract {
    @Override
    protected Orders port(BackendClient client) {
        return new ScapiOrders(client, ScapiCatalogTest.SETTINGS, () -> NOW);
    }

    @Override
    protected List<Optional<String>> references() {
        return List.of(Optional.of("4000002"), Optional.of("4000001"));
    }

    @Override
    protected boolean notFoundMeansAbsent() {
        return true;
    }

    @Override
    protected Map<Shopper, List<OrderSummary>> saidOfUnknown() {
        return Map.of(unknown(), List.of());
    }

    private static String order(
            String number, String created, String status, String shipping, String total, int lines) {
        return """
                {"orderNo":"%s","creationDate":"%s","status":"%s","shippingStatus":"%s","currency":"EUR","orderTotal":%s,
                 "productItems":[%s]}""".formatted(
                        number,
                        created,
                        status,
                        shipping,
                        total,
                        String.join(",", java.util.Collections.nCopies(lines, "{\"productId\":\"1\"}")));
    }

    private static String data(String... orders) {
        return "{\"limit\":10,\"offset\":0,\"total\":" + orders.length + ",\"data\":[" + String.join(",", orders)
                + "]}";
    }

    @Override
    protected void serve() {
        backend.answers(request -> Canned.json(
                request.target().contains("wsh00000123")
                        ? data(
                                order("4000001", "2026-01-20T00:00:00.000Z", "cancelled", "not_shipped", "59.5", 1),
                                order("4000002", "2026-05-02T02:00:00.000+02:00", "new", "shipped", "258.0", 2),
                                order("4000003", "2026-05-03T00:00:00.000Z", "failed", "not_shipped", "1.0", 1))
                        : "{\"limit\":10,\"offset\":0,\"total\":0}"));
    }

    @Override
    protected List<String> garbled() {
        return List.of(
                data("{}"),
                data(order("1", PERSONAL, "new", "shipped", "1", 1)),
                data(order("1", "2026-01-20T00:00:00Z", "new", "shipped", "\"" + PERSONAL + "\"", 1)));
    }
}
