package dev.weft.journey;

import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Port: the journey tool, which writes to people. It takes each event it is given as a new one and cannot be asked what it has, so an event
 * is sent once, and one in doubt is not sent again: a letter too few is better than two.
 */
public interface Journeys {
    /**
     * Tells it that a shopper left a basket behind. The outcome's result is what the tool calls the event. Never throws.
     *
     * @param since when the basket was last changed, by the store's clock
     */
    Future<Outcome> abandoned(Basket basket, Instant since, RequestContext context);
}
