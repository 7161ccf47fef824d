package dev.weft.customer;

import java.util.Optional;

/** The parts of the 360-degree view, in the order they are merged and shown. */
public enum CustomerPart {
    PROFILE("profile"),
    LOYALTY("loyalty"),
    ORDERS("orders"),
    BASKET("basket");

    private final String code;

    CustomerPart(String code) {
        this.code = code;
    }

    /** Its name in {@code include=}, in answers and in configuration. */
    public String code() {
        return code;
    }

    public static Optional<CustomerPart> of(String code) {
        for (CustomerPart part : values()) {
            if (part.code.equals(code)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
