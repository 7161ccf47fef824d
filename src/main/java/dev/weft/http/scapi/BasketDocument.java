package dev.weft.http.scapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.journey.Basket;
import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads of a basket that SCAPI showed its owner what a journey tool is to know of it. */
final class BasketDocument {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private BasketDocument() {}

    /** Whether it can be a basket's id: commerce makes them of letters and digits. */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * The basket; empty where the bytes are no basket, or say that it is another customer's than {@code owner}, or are of a temporary one, to
     * which nobody can come back. Goods in several items are one line. Items that came as a bonus, or with no unit left, are none, nor is what is no
     * {@link Sku}.
     */
    static Optional<Basket> read(byte[] body, Basket.Owner owner) {
        return Cart.read(body)
                .filter(cart -> cart.customerId().isEmpty() || cart.customerId().equals(owner.customerId()))
                .map(Cart::tree)
                .filter(tree -> !tree.path("temporaryBasket").asBoolean())
                .flatMap(tree -> basket(tree, owner));
    }

    private static Optional<Basket> basket(JsonNode tree, Basket.Owner owner) {
        String id = tree.path("basketId").asText();
        Optional<Currency> currency = currency(tree.path("currency").asText());
        return !isId(id)
                ? Optional.empty()
                : currency.map(it -> new Basket(owner, id, it, lines(tree), amount(tree.path("productTotal"), it)));
    }

    private static List<Basket.Line> lines(JsonNode tree) {
        Map<Sku, Long> units = new LinkedHashMap<>();
        for (JsonNode item : tree.path("productItems")) {
            String product = item.path("productId").asText();
            int quantity = Cart.units(item.path("quantity"), 0);
            if (quantity > 0
                    && Sku.valid(product)
                    && !item.path("bonusProductLineItem").asBoolean()) {
                units.merge(Sku.of(product), (long) quantity, Long::sum);
            }
        }
        return units.entrySet().stream()
                .limit(Basket.MOST_LINES)
                .map(line -> new Basket.Line(line.getKey(), line.getValue()))
                .toList();
    }

    private static Optional<Currency> currency(String code) {
        try {
            return Optional.of(Currency.getInstance(code));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Empty where it is none, or one that would have to be rounded. */
    private static Optional<Money> amount(JsonNode total, Currency currency) {
        if (!total.isNumber() || total.decimalValue().signum() < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Money.ofExact(total.decimalValue(), currency));
        } catch (ArithmeticException inexact) {
            return Optional.empty();
        }
    }
}
