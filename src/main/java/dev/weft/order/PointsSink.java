package dev.weft.order;

import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Port: the loyalty ledger. Each booking carries a reference of ours; {@code result} of an outcome is the journal's id. Outcomes as for
 * {@link OrderSink}.
 */
public interface PointsSink {
    /**
     * The outcome of taking earned points back where the member has fewer left. A programme that lets balances go below zero takes them
     * back, and never answers this.
     */
    Outcome SPENT = new Outcome.Rejected("points_spent", Optional.empty());

    Future<Outcome> book(Booking booking, RequestContext context);

    Future<Outcome> find(Booking booking, RequestContext context);

    Duration lag();

    /** What this programme does about {@link #SPENT}. */
    SpentPoints spentPoints();

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
