package dev.weft.product;

import java.util.Optional;

/** The parts a product screen can have, in the order they are merged and shown. */
public enum ProductPart {
    CONTENT("content"),
    PRICE("price"),
    STOCK("stock"),
    POINTS("points");

    private final String code;

    ProductPart(String code) {
        this.code = code;
    }

    /** Its name in {@code include=}, in answers and in configuration. */
    public String code() {
        return code;
    }

    public static Optional<ProductPart> of(String code) {
        for (ProductPart part : values()) {
            if (part.code.equals(code)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
