package dev.weft.order;

import java.util.Optional;

/** What is given back first where an order was paid with points and money. A full return gives back both entirely, whatever the order. */
public enum TenderOrder {
    /** Each unit as it was paid. */
    AS_PAID("asPaid"),
    POINTS_FIRST("pointsFirst"),
    MONEY_FIRST("moneyFirst");

    private final String code;

    TenderOrder(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Optional<TenderOrder> of(String code) {
        for (TenderOrder order : values()) {
            if (order.code.equals(code)) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }
}
