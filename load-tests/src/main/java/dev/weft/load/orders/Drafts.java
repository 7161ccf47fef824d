package dev.weft.load.orders;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Orders of one unit each by many registered shoppers: all of one SKU, or spread over some. Prices are the ERP's, as the gateway's own
 * product answers show them. Safe from any thread once made.
 */
public final class Drafts {
    /** The plant that sells to the site the orders are for. */
    static final String PLANT = "1010";

    private static final int SHOPPERS = 400;
    private static final int SKUS = 20;
    private static final int PLENTY = 5_000_000;

    private record Item(String sku, BigDecimal price) {}

    private final List<String> tokens;
    private final List<Item> items;
    private final long seed;

    private Drafts(List<String> tokens, List<Item> items, long seed) {
        this.tokens = List.copyOf(tokens);
        this.items = List.copyOf(items);
        this.seed = seed;
    }

    /** Shoppers and SKUs of the sandbox that {@code control} is of, priced by the fleet's first gateway. */
    public static Drafts of(Control control, Fleet fleet, long seed) throws Exception {
        List<String> tokens = new ArrayList<>();
        JsonArray shoppers = control.get("shoppers?limit=4000").getJsonArray("shoppers");
        for (int i = 0; i < shoppers.size() && tokens.size() < SHOPPERS; i++) {
            JsonObject shopper = shoppers.getJsonObject(i);
            if (shopper.getString("site").equals("WeftEU")) {
                tokens.add(control.token(shopper.getString("customerId")));
            }
        }
        List<Item> items = new ArrayList<>();
        JsonArray skus = control.get("skus?limit=" + SKUS).getJsonArray("skus");
        for (int i = 0; i < skus.size(); i++) {
            items.add(new Item(skus.getString(i), fleet.price(skus.getString(i), tokens.get(0))));
        }
        return new Drafts(tokens, items, seed);
    }

    /** The SKU that {@link #hot} orders are of. */
    public String sku() {
        return items.get(0).sku();
    }

    /** One of the SKUs that are not {@link #sku}. */
    String other(int number) {
        return items.get(1 + Math.floorMod(number, items.size() - 1)).sku();
    }

    /** How many SKUs the spread orders go over. */
    int skus() {
        return items.size();
    }

    /** A token to read with. */
    public String reader() {
        return tokens.get(0);
    }

    /** Puts more on the shelves than any run can sell. */
    public void plenty(Control control) throws Exception {
        for (Item item : items) {
            control.stock(item.sku(), "", PLENTY);
        }
    }

    /** Order {@code number} of the one hot SKU. */
    public Attempt hot(int number) {
        return order("hot", number, items.get(0));
    }

    /** Order {@code number}, spread over the SKUs. */
    public Attempt spread(int number) {
        return order("spread", number, items.get(Math.floorMod(number, items.size())));
    }

    private Attempt order(String kind, int number, Item item) {
        RandomGenerator random =
                RandomGeneratorFactory.of("SplittableRandom").create(seed * 1_000_003 + number + kind.hashCode());
        String token = tokens.get(random.nextInt(tokens.size()));
        String key = kind + "-" + UUID.randomUUID();
        return new Attempt(number, token, key, body(item));
    }

    private static String body(Item item) {
        JsonObject address = new JsonObject()
                .put("firstName", "Ida")
                .put("lastName", "Webstuhl")
                .put("street", "Spinnergasse 4")
                .put("postalCode", "20095")
                .put("city", "Hamburg")
                .put("country", "DE");
        BigDecimal shipping = new BigDecimal("4.90");
        BigDecimal total = item.price().add(shipping);
        return new JsonObject()
                .put("currency", "EUR")
                .put("taxation", "gross")
                .put(
                        "lines",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("sku", item.sku())
                                        .put("quantity", 1)
                                        .put("unitPrice", item.price())
                                        .put("tax", new BigDecimal("1.00"))))
                .put(
                        "shipping",
                        new JsonObject()
                                .put("method", "standard")
                                .put("price", shipping)
                                .put("tax", new BigDecimal("0.78")))
                .put(
                        "payment",
                        new JsonObject()
                                .put("reference", "psp-load")
                                .put("method", "card")
                                .put("amount", total))
                .put("email", "ida@example.com")
                .put("shippingAddress", address)
                .put("total", total)
                .encode();
    }
}
