package dev.weft.outbox;

/**
 * An effect to be written down. Its place among its aggregate's entries is given by the store, in the order they are written.
 *
 * @param lane the lane it goes through, named as the backend it is for
 * @param type what is to be done, for example {@code order.create}; the lane's delivery understands it
 * @param aggregateType what kind of thing it belongs to, for example {@code order}
 * @param aggregateId which one; entries of one aggregate are sent strictly one after the other, whatever their lanes
 * @param site the tenant it is counted to, for fairness
 * @param payload JSON, free of personal data: ids by which the delivery finds the rest
 */
public record NewEntry(
        String lane, String type, String aggregateType, String aggregateId, String site, String payload) {}
