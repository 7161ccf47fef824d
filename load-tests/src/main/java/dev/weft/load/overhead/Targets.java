package dev.weft.load.overhead;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What the gateway asked the backends about one product, as templates the bare fan-out fills in with others. */
final class Targets {
    private static final String MARK = "@SKU@";

    private Targets() {}

    /** Content, stock and price as last seen by the backends when {@code sku} was asked for. */
    static List<String> of(JsonObject seen, String sku) {
        List<String> targets = new ArrayList<>();
        for (String operation : List.of("products", "stock", "prices")) {
            String last = seen.getJsonObject(operation, new JsonObject()).getString("last", "");
            if (!last.contains(sku)) {
                throw new IllegalStateException(
                        "the gateway did not ask for " + operation + " of " + sku + ": " + last);
            }
            targets.add(last.replace(sku, MARK));
        }
        return targets;
    }

    static String fill(String template, String sku) {
        return template.replace(MARK, sku);
    }
}
