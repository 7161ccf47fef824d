package dev.weft.backend;

import dev.weft.backend.client.BackendAuth;
import dev.weft.backend.client.KeyRule;
import dev.weft.backend.sap.SapOrderRules;
import dev.weft.backend.sap.SapOrderSink;
import dev.weft.backend.sap.SapSettings;
import dev.weft.kernel.Secret;
import dev.weft.order.OrderSink;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;

final class SapOrderSinkTest extends OrderSinkContract {
    @Override
    String system() {
        return "sap";
    }

    @Override
    OrderSink open(Vertx loop, String base) {
        Map<String, String> plants = new LinkedHashMap<>();
        plants.put("1010", "hamburg");
        plants.put("1011", "lyon");
        SapSettings settings = SapSettings.of(
                Map.of("WeftEU", new SapSettings.Site("1010", "10", plants)),
                new KeyRule("", 18, "", Map.of()),
                new KeyRule("wsh", 10, "", Map.of()));
        BackendAuth user = new BackendAuth.Basic("WEFT_GW", new Secret("sandbox-secret"));
        return new SapOrderSink(client(loop, "sap", base, user), settings, SapOrderRules.USUAL);
    }
}
