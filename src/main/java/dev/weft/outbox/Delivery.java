package dev.weft.outbox;

import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What a lane does with its entries. Both methods answer with an {@link Outcome}, never throw, and never fail their future but for a bug,
 * which counts as uncertain for {@link #send} and as "still unknown" for {@link #ask}.
 */
public interface Delivery {
    /** Sends it. Must end by the context's deadline, which is earlier than the lease's end. */
    Future<Outcome> send(Entry entry, RequestContext context);

    /**
     * Asks the other system, by our reference, whether it already happened: Applied, NotApplied (it is not there) or Uncertain (it could
     * not be asked). NotApplied is believed only when {@link #lag} has passed since the last possible send.
     */
    Future<Outcome> ask(Entry entry, RequestContext context);

    /** How long after our last send the other system may still apply it, or not yet show it: its longest processing plus its search lag. */
    Duration lag();
}
