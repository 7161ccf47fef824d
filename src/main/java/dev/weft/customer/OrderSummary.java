package dev.weft.customer;

import dev.weft.kernel.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * One order in a list.
 *
 * @param number the ERP's number
 * @param reference the storefront's own order number, where the ERP keeps it
 * @param placedAt when it was placed
 * @param status what has become of it
 * @param total the order's total
 * @param lines how many lines it has
 */
public record OrderSummary(
        String number, Optional<String> reference, Instant placedAt, Status status, Money total, int lines) {

    /** What has become of an order, in words every ERP's own codes are mapped to. */
    public enum Status {
        OPEN("open"),
        IN_PROCESS("in_process"),
        SHIPPED("shipped"),
        COMPLETED("completed"),
        CANCELLED("cancelled"),
        UNKNOWN("unknown");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
