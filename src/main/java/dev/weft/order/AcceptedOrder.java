package dev.weft.order;

/**
 * An order that the commerce system has accepted, as its document tells.
 *
 * @param number commerce's own
 * @param site ours
 * @param customerId commerce's; a guest's own for a guest
 * @param ready whether commerce says that it may be handed over
 * @param draft what was bought; its total is what commerce says it is
 */
public record AcceptedOrder(
        String number, String site, String customerId, boolean registered, boolean ready, Draft draft) {
    /** Without the buyer, so that it may be logged. */
    @Override
    public String toString() {
        return "AcceptedOrder[" + number + "]";
    }
}
