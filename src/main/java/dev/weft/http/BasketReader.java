package dev.weft.http;

import dev.weft.journey.Basket;
import dev.weft.kernel.Market;
import dev.weft.kernel.Money;
import dev.weft.kernel.Sku;
import dev.weft.kernel.StrictJson;
import dev.weft.order.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a basket out of a body: the basket, or everything that is wrong with it, each fault at its place. */
final class BasketReader {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private BasketReader() {}

    /** A basket, or its faults. */
    record Reading(Optional<Basket> basket, List<Fault> faults) {}

    static Reading read(StrictJson.Document document, Basket.Owner owner, String id, Market market) {
        List<Fault> faults = new ArrayList<>();
        document.repeated().forEach(at -> faults.add(new Fault(at, "repeated", "The member stands more than once.")));
        JsonFields body = new JsonFields(document.tree(), "", faults);
        String currency = body.text("currency", CURRENCY, "an ISO 4217 code");
        if (!currency.isEmpty() && !currency.equals(market.currency().getCurrencyCode())) {
            body.fault(
                    "currency",
                    "currency",
                    "The site sells in " + market.currency().getCurrencyCode() + " only.");
        }
        List<Basket.Line> lines = new ArrayList<>();
        Optional<Long> amount = Optional.of(0L);
        for (JsonFields line : lines(body, document)) {
            String sku = line.text("sku", SKU, "1 to 100 of letters, digits, '.', '_', '-'");
            int quantity = Math.max(1, line.count("quantity", 1, 999));
            Optional<Long> price = line.has("unitPrice")
                    ? Optional.of(line.amount(
                            "unitPrice", Math.max(0, market.currency().getDefaultFractionDigits())))
                    : Optional.empty();
            amount = amount.flatMap(sum -> price.map(each -> sum + each * quantity));
            line.close();
            if (!sku.isEmpty()) {
                lines.add(new Basket.Line(Sku.of(sku), quantity));
            }
        }
        body.close();
        if (!faults.isEmpty()) {
            return new Reading(Optional.empty(), faults);
        }
        Optional<Money> worth = amount.map(minor -> Money.ofMinor(minor, market.currency()));
        return new Reading(Optional.of(new Basket(owner, id, market.currency(), lines, worth)), faults);
    }

    /** None where the list is there and empty: the basket was emptied. */
    private static List<JsonFields> lines(JsonFields body, StrictJson.Document document) {
        boolean emptied = document.tree().path("lines").isArray()
                && document.tree().path("lines").isEmpty();
        return emptied && body.has("lines") ? List.of() : body.objects("lines", Basket.MOST_LINES);
    }
}
