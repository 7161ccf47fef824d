package dev.weft.backend.scapi;

import dev.weft.backend.client.JsonReader;
import dev.weft.customer.BasketSummary;
import dev.weft.kernel.Money;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of one basket met so far. Its currency may come after its amounts, so these wait. */
final class BasketDraft {
    private record Item(Sku sku, String name, BigDecimal quantity, BigDecimal price) {}

    private String id = "";
    private String currency = "";
    private @Nullable BigDecimal orderTotal;
    private boolean temporary;
    private final List<Item> items = new ArrayList<>();

    private BasketDraft() {}

    /** The basket the reader stands on; empty where it is a temporary one. */
    static Optional<BasketSummary> read(JsonReader in) throws IOException {
        BasketDraft basket = new BasketDraft();
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "basketId" -> basket.id = in.text();
                case "currency" -> basket.currency = in.text();
                case "orderTotal" -> basket.orderTotal = in.isNull() ? null : in.decimal();
                case "temporaryBasket" -> basket.temporary = in.bool();
                case "productItems" -> {
                    in.enterArray();
                    while (in.nextElement()) {
                        basket.items.add(item(in));
                    }
                }
                default -> in.skip();
            }
        }
        return basket.temporary ? Optional.empty() : Optional.of(basket.finish(in));
    }

    private static Item item(JsonReader in) throws IOException {
        String sku = "";
        String name = "";
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal price = BigDecimal.ZERO;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "productId" -> sku = in.text();
                case "productName", "itemText" -> name = name.isEmpty() ? in.textOrEmpty() : name;
                case "quantity" -> quantity = in.decimal();
                case "price" -> price = in.decimal();
                default -> in.skip();
            }
        }
        if (!Sku.valid(sku) || quantity.signum() <= 0) {
            throw in.malformed("a basket line with product and quantity");
        }
        return new Item(Sku.of(sku), name, quantity, price);
    }

    private BasketSummary finish(JsonReader in) throws IOException {
        Optional<Currency> known = ScapiMoney.currency(currency);
        if (id.isEmpty() || known.isEmpty()) {
            throw in.malformed("a basket with id and currency");
        }
        List<BasketSummary.Line> lines = new ArrayList<>(items.size());
        for (Item item : items) {
            lines.add(new BasketSummary.Line(
                    item.sku(),
                    item.name(),
                    new Quantity(item.quantity()),
                    ScapiMoney.of(item.price(), known.get(), in)));
        }
        Optional<Money> total =
                orderTotal == null ? Optional.empty() : Optional.of(ScapiMoney.of(orderTotal, known.get(), in));
        return new BasketSummary(id, total, lines);
    }
}
