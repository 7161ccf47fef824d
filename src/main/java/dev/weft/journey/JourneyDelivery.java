package dev.weft.journey;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Delivery;
import dev.weft.outbox.Entry;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells the journey tool of baskets left behind, each as it is when its turn comes; of one that was ordered, changed or erased meanwhile
 * nothing is told. The tool cannot be asked what it has, so what may have reached it is not sent again. What it refuses is over, and counted:
 * that a contact is not active is an everyday thing, and an operator could not make the event another one.
 */
public final class JourneyDelivery implements Delivery {
    private final BasketStore baskets;
    private final Journeys journeys;
    private final JourneyListener listener;

    public JourneyDelivery(BasketStore baskets, Journeys journeys, JourneyListener listener) {
        this.baskets = baskets;
        this.journeys = journeys;
        this.listener = listener;
    }

    @Override
    public Future<Outcome> send(Entry entry, RequestContext context) {
        if (!entry.what().type().equals(BasketEntries.ABANDONED)) {
            return Future.succeededFuture(AfterSend.rejected(
                    "a journey lane cannot deliver " + entry.what().type()));
        }
        return baskets.left(entry.what().aggregateId())
                .transform(read -> read.failed()
                        ? Future.succeededFuture((Outcome) new Outcome.NotTried(Failure.from(read.cause(), "store")))
                        : read.result()
                                .map(left -> journeys.abandoned(left.basket(), left.since(), context)
                                        .map(outcome -> after(entry, outcome)))
                                .orElseGet(() -> Future.succeededFuture(
                                        AfterSend.applied("nothing: it is no longer left behind"))));
    }

    private Outcome after(Entry entry, Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            listener.refused(entry.what().site(), rejected.reason());
            return told(entry, "refused: " + rejected.reason());
        }
        return outcome instanceof Outcome.Applied applied ? told(entry, applied.result()) : outcome;
    }

    private static Outcome told(Entry entry, String result) {
        return new Outcome.Applied(
                result, Optional.of(new BasketTold(entry.what().aggregateId())));
    }

    @Override
    public Future<Outcome> ask(Entry entry, RequestContext context) {
        return Future.succeededFuture(told(entry, "in doubt: not sent again"));
    }

    @Override
    public Duration lag() {
        return Duration.ZERO;
    }
}
