package dev.weft.backend.sap;

import dev.weft.backend.client.JsonReader;
import dev.weft.customer.OrderSummary;
import dev.weft.kernel.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of one sales order met so far, in whatever order they come. */
final class OrderRow {
    private static final String COMPLETE = "C";

    String number = "";
    String customer = "";
    String reference = "";

    @Nullable
    Instant placedAt;

    @Nullable
    BigDecimal total;

    String currency = "";
    String process = "";
    String delivery = "";
    String rejection = "";
    private int lines;

    /** Expanded items, wrapped in {@code results} or bare. */
    void readItems(JsonReader in) throws IOException {
        if (in.isArray()) {
            lines = in.count();
            return;
        }
        in.enterObject();
        while (in.nextMember()) {
            if (in.member().equals("results")) {
                lines = in.count();
            } else {
                in.skip();
            }
        }
    }

    OrderSummary finish(JsonReader in) throws IOException {
        if (number.isEmpty() || placedAt == null || total == null || currency.isEmpty()) {
            throw in.malformed("a whole sales order");
        }
        try {
            return new OrderSummary(
                    number,
                    Optional.of(reference).filter(text -> !text.isEmpty()),
                    placedAt,
                    status(),
                    Money.ofExact(total, Currency.getInstance(currency)),
                    lines);
        } catch (ArithmeticException | IllegalArgumentException impossible) {
            throw in.malformed("an amount of a known currency");
        }
    }

    /** SAP's three overall statuses in one word: A is not yet, B is partly, C is completely. */
    private OrderSummary.Status status() {
        if (rejection.equals(COMPLETE)) {
            return OrderSummary.Status.CANCELLED;
        }
        if (process.equals(COMPLETE)) {
            return OrderSummary.Status.COMPLETED;
        }
        if (delivery.equals(COMPLETE)) {
            return OrderSummary.Status.SHIPPED;
        }
        return switch (process) {
            case "A" -> OrderSummary.Status.OPEN;
            case "B" -> OrderSummary.Status.IN_PROCESS;
            default -> OrderSummary.Status.UNKNOWN;
        };
    }
}
