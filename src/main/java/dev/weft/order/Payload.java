package dev.weft.order;

import dev.weft.outbox.NewEntry;

/**
 * What an order's entry carries: which order and, where it is about one, which refund. Both are of capitals, digits and hyphens, so the
 * text needs no escaping.
 *
 * @param refund a refund's reference; empty for none
 */
record Payload(OrderId order, String refund) {
    private static final String REFUND = "\"refund\":\"";

    static Payload of(OrderId order, String refund) {
        return new Payload(order, refund);
    }

    /** The payload of an entry written by {@link OrderEntries}. */
    static Payload of(NewEntry entry) {
        String text = entry.payload();
        int at = text.indexOf(REFUND);
        String refund = "";
        if (at >= 0) {
            int start = at + REFUND.length();
            refund = text.substring(start, text.indexOf('"', start));
        }
        return new Payload(new OrderId(entry.aggregateId()), refund);
    }

    Payload {
        if (!refund.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) {
            throw new IllegalArgumentException("refund: '" + refund + "' (expected: capital letters, digits, '-')");
        }
    }

    String text() {
        return refund.isEmpty()
                ? "{\"order\":\"" + order + "\"}"
                : "{\"order\":\"" + order + "\"," + REFUND + refund + "\"}";
    }
}
