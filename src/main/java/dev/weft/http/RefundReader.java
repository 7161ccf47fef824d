package dev.weft.http;

import dev.weft.kernel.StrictJson;
import dev.weft.order.Fault;
import dev.weft.order.RefundWish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what somebody wants to be given back: the wish, or everything that is wrong with it. */
final class RefundReader {
    private static final int MAX_LINES = 200;

    private RefundReader() {}

    /** A wish, or its faults. */
    record Reading(Optional<RefundWish> wish, List<Fault> faults) {}

    static Reading read(StrictJson.Document document, int exponent) {
        List<Fault> faults = new ArrayList<>();
        document.repeated().forEach(at -> faults.add(new Fault(at, "repeated", "The member stands more than once.")));
        JsonFields body = new JsonFields(document.tree(), "", faults);
        Map<Integer, Integer> units = new HashMap<>();
        if (body.has("lines")) {
            for (JsonFields line : body.objects("lines", MAX_LINES)) {
                int number = line.count("line", 1, MAX_LINES);
                if (units.put(number, line.count("quantity", 1, 999)) != null && number > 0) {
                    line.fault("line", "repeated", "The line is named before.");
                }
                line.close();
            }
        }
        boolean shipping = body.flag("shipping");
        long amount = body.optionalAmount("amount", exponent);
        body.optional("reason", 200);
        body.close();
        return new Reading(
                faults.isEmpty() ? Optional.of(new RefundWish(units, shipping, amount)) : Optional.empty(), faults);
    }
}
