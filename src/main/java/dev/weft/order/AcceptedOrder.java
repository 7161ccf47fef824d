package dev.weft.order;

import java.util.Map;

/**
 * An order that the commerce system has accepted, as its document tells.
 *
 * @param number commerce's own
 * @param site ours
 * @param customerId commerce's; a guest's own for a guest
 * @param ready whether commerce says that it may be handed over
 * @param draft what was bought; its total is what commerce says it is
 * @param places where lines must come from, by their number; the others may come from anywhere
 */
public record AcceptedOrder(
        String number,
        String site,
        String customerId,
        boolean registered,
        boolean ready,
        Draft draft,
        Map<Integer, String> places) {
    public AcceptedOrder {
        places = Map.copyOf(places);
    }

    /** One whose goods may come from anywhere. */
    public AcceptedOrder(
            String number, String site, String customerId, boolean registered, boolean ready, Draft draft) {
        this(number, site, customerId, registered, ready, draft, Map.of());
    }

    /** Without the buyer, so that it may be logged. */
    @Override
    public String toString() {
        return "AcceptedOrder[" + number + "]";
    }
}
