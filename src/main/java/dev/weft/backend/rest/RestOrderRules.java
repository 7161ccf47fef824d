package dev.weft.backend.rest;

import dev.weft.order.OrderRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How orders and refunds are entered into one JSON system.
 *
 * @param calls where each is sent to
 * @param fields their names of what we send and read, by our names; see {@link #FIELDS} and {@link #REQUIRED}
 * @param constants members every order has besides; values may hold {@code {site}}, {@code {currency}} and {@code {market.NAME}}
 * @param refundConstants the same of every refund
 * @param unit what one of an amount is
 * @param guest their number for the customer of all orders by guests; without it the customer rule is used for guests, too
 * @param stages their states in our words; any other counts as confirmed
 * @param lag how long after a send the system may still book it, or not yet find it by reference
 */
public record RestOrderRules(
        Calls calls,
        Map<String, String> fields,
        Map<String, String> constants,
        Map<String, String> refundConstants,
        Amount.Unit unit,
        Optional<String> guest,
        Map<String, OrderRecord.Stage> stages,
        Duration lag) {

    /** What must be named. */
    public static final Set<String> REQUIRED = Set.of(
            "number", "reference", "customer", "rows", "row", "code", "quantity", "amount", "status", "creditNumber");

    /** What may be named; of the rest nothing is sent or read. */
    public static final Set<String> FIELDS = Set.of(
            "number",
            "reference",
            "customer",
            "currency",
            "shipping",
            "shippingMethod",
            "adjustment",
            "rows",
            "row",
            "code",
            "quantity",
            "amount",
            "location",
            "returned",
            "status",
            "creditNumber",
            "parcels",
            "parcel",
            "tracking",
            "paymentReference",
            "paymentMethod",
            "points",
            "pointsValue",
            "email",
            "name",
            "street",
            "postalCode",
            "city",
            "country");

    public RestOrderRules {
        fields = Map.copyOf(fields);
        constants = Map.copyOf(constants);
        refundConstants = Map.copyOf(refundConstants);
        stages = Map.copyOf(stages);
        Set<String> missing = new TreeSet<>(REQUIRED);
        missing.removeAll(fields.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("fields: without " + missing + " (expected: all of " + REQUIRED + ")");
        }
        fields.forEach((ours, theirs) -> {
            if (!FIELDS.contains(ours)) {
                throw new IllegalArgumentException("fields: '" + ours + "' (expected: one of " + FIELDS + ")");
            }
            Fields.compile(ours, theirs);
        });
        constants.forEach((name, value) -> Template.compileStrict(name, value));
        refundConstants.forEach((name, value) -> Template.compileStrict(name, value));
        if (lag.isNegative()) {
            throw new IllegalArgumentException("lag: " + lag + " (expected: not negative)");
        }
    }

    Optional<String> field(String ours) {
        return Optional.ofNullable(fields.get(ours));
    }

    String required(String ours) {
        return field(ours).orElseThrow();
    }

    /**
     * Paths from the backend's base URL on; {@code {reference}} and {@code {number}} are filled percent-encoded.
     *
     * @param create POST of an order
     * @param findOrder orders by our reference
     * @param status one order by their number
     * @param cancel POST that cancels an order; empty where the system knows no such thing
     * @param refund POST of a refund of an order
     * @param findRefund refunds by our reference
     */
    public record Calls(
            String create,
            Search findOrder,
            String status,
            Optional<String> cancel,
            String refund,
            Search findRefund,
            Codes codes) {
        public Calls {
            place("create.path", create, "");
            place("find.path", findOrder.path(), "reference");
            place("status.path", status, "number");
            cancel.ifPresent(path -> place("cancel.path", path, "number"));
            place("refund.path", refund, "number");
            place("findRefund.path", findRefund.path(), "reference");
        }

        private static void place(String name, String path, String place) {
            if (!path.startsWith("/") || (!place.isEmpty() && !path.contains("{" + place + "}"))) {
                throw new IllegalArgumentException(name + ": '" + path + "' (expected: a path starting with /"
                        + (place.isEmpty() ? ")" : " with {" + place + "})"));
            }
        }
    }

    /** A question by reference. {@code rows} is a JSON Pointer to the array in the answer. */
    public record Search(String path, String rows) {}

    /**
     * Error codes with a meaning of their own, as {@code errorCode} finds them.
     *
     * @param taken there is a document with this reference already
     * @param tooLate the order is too far to be cancelled
     */
    public record Codes(Set<String> taken, Set<String> tooLate) {
        public Codes {
            taken = Set.copyOf(taken);
            tooLate = Set.copyOf(tooLate);
        }
    }
}
