package dev.weft.backend.rest;

import dev.weft.customer.OrderSummary;
import java.util.Map;
import java.util.Optional;

/**
 * How a customer's orders are asked for and read. Each field is a member's name, or a JSON Pointer into the row.
 *
 * @param call the question, with {@code {customer}}
 * @param number the order's number
 * @param reference the storefront's own order number, where it is kept
 * @param placedAt ISO date, or date and time
 * @param total the order's total
 * @param status what has become of it
 * @param lines the array of its lines
 */
public record OrderMapping(
        RestCall call,
        String number,
        Optional<String> reference,
        String placedAt,
        Amount total,
        States status,
        Optional<String> lines) {
    public OrderMapping {
        Fields.compile("number", number);
        reference.ifPresent(field -> Fields.compile("reference", field));
        Fields.compile("placedAt", placedAt);
        lines.ifPresent(field -> Fields.compile("lines", field));
    }

    /**
     * Their states in our words; a state that is not in the table is UNKNOWN.
     *
     * @param field the state's field
     * @param table their state to our status
     */
    public record States(String field, Map<String, OrderSummary.Status> table) {
        public States {
            Fields.compile("status.field", field);
            table = Map.copyOf(table);
        }
    }
}
