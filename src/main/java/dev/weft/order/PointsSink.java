package dev.weft.order;

import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Port: the loyalty ledger. Each booking carries a reference of ours; {@code result} of an outcome is the journal's id. Outcomes as for
 * {@link OrderSink}.
 */
public interface PointsSink {
    Future<Outcome> book(Booking booking, RequestContext context);

    Future<Outcome> find(Booking booking, RequestContext context);

    Duration lag();

    /**
     * One booking of points.
     *
     * @param reference ours, unique per booking
     * @param customerId the member, as commerce names the customer
     * @param points how many, positive
     * @param amount the money it is about, in minor units of {@code currency}
     * @param reverses the journal id this takes back, whole or in part; empty for none
     * @param whole true where it takes back all of that journal, so that the ledger's own cancellation can be used
     */
    record Booking(
            String reference,
            Kind kind,
            String site,
            String customerId,
            long points,
            long amount,
            String currency,
            String reverses,
            boolean whole) {}

    /** What a booking does. */
    enum Kind {
        ACCRUE,
        REDEEM,
        REVERSE_ACCRUAL,
        REVERSE_REDEMPTION
    }
}
