package dev.weft.backend;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.rest.InHouse;
import dev.weft.backend.rest.RestOrderSink;
import dev.weft.kernel.Secret;
import dev.weft.order.OrderSink;
import io.vertx.core.Vertx;
import java.util.Map;

final class RestOrderSinkTest extends OrderSinkContract {
    @Override
    String system() {
        return "erp-rest";
    }

    @Override
    Map<String, String> toldOf() {
        return Map.of(
                "Ship_Method", "standard",
                "Pay_Ref", "psp-1",
                "Pay_Method", "card",
                "Points", "100",
                "Points_Cents", "100",
                "Ship_To.Street", "Testweg 1");
    }

    @Override
    OrderSink open(Vertx loop, String base) {
        BackendAuth key = new BackendAuth.ApiKey("x-api-key", new Secret("sandbox-key"));
        return new RestOrderSink(client(loop, "erp-rest", base, key), InHouse.settings(), InHouse.orderRules());
    }
}
