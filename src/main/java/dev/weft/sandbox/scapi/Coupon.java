package dev.weft.sandbox.scapi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A coupon put into a basket. */
record Coupon(String id, Code code) {

    /** The codes this shop knows. */
    enum Code {
        /** A tenth off the merchandise. */
        WEFT10("weft-ten", "10 % off"),
        /** A fifth off everything knitted. */
        KNIT20("knit-twenty", "20 % off knitwear"),
        /** Shipping for nothing. */
        FREESHIP("free-shipping", "Free shipping");

        private final String promotionId;
        private final String text;

        Code(String promotionId, String text) {
            this.promotionId = promotionId;
            this.text = text;
        }

        static Optional<Code> of(String code) {
            return Arrays.stream(values())
                    .filter(it -> it.name().equals(code.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }

        String promotionId() {
            return promotionId;
        }

        String text() {
            return text;
        }
    }
}
