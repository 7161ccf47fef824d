package dev.weft.backend.scapi;

import dev.weft.backend.client.JsonReader;
import dev.weft.customer.OrderSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of one commerce order met so far. */
final class CommerceOrder {
    private String number = "";
    private @Nullable Instant placedAt;
    private String status = "";
    private String shipping = "";
    private String currency = "";
    private @Nullable BigDecimal total;
    private int lines;

    private CommerceOrder() {}

    /** The order the reader stands on; empty where it failed at checkout. */
    static Optional<OrderSummary> read(JsonReader in) throws IOException {
        CommerceOrder order = new CommerceOrder();
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "orderNo" -> order.number = in.text();
                case "creationDate" -> order.placedAt = moment(in);
                case "status" -> order.status = in.text();
                case "shippingStatus" -> order.shipping = in.textOrEmpty();
                case "currency" -> order.currency = in.text();
                case "orderTotal" -> order.total = in.decimal();
                case "productItems" -> order.lines = in.count();
                default -> in.skip();
            }
        }
        return order.status.equals("failed") ? Optional.empty() : Optional.of(order.finish(in));
    }

    private static Instant moment(JsonReader in) throws IOException {
        try {
            return OffsetDateTime.parse(in.text()).toInstant();
        } catch (DateTimeParseException wrong) {
            throw in.malformed("a date with time and zone");
        }
    }

    private OrderSummary finish(JsonReader in) throws IOException {
        Optional<Currency> known = ScapiMoney.currency(currency);
        if (number.isEmpty() || placedAt == null || total == null || known.isEmpty()) {
            throw in.malformed("a whole order");
        }
        return new OrderSummary(
                number, Optional.of(number), placedAt, summary(), ScapiMoney.of(total, known.get(), in), lines);
    }

    private OrderSummary.Status summary() {
        return switch (status) {
            case "cancelled" -> OrderSummary.Status.CANCELLED;
            case "completed" -> OrderSummary.Status.COMPLETED;
            case "created", "new" ->
                shipping.equals("shipped")
                        ? OrderSummary.Status.SHIPPED
                        : shipping.equals("part_shipped") ? OrderSummary.Status.IN_PROCESS : OrderSummary.Status.OPEN;
            default -> OrderSummary.Status.UNKNOWN;
        };
    }
}
