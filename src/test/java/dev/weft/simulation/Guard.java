package dev.weft.simulation;

import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Delivery;
import dev.weft.outbox.Entry;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;

/** Looks, whenever a lane sends: nothing before it in its aggregate is unfinished, and it is leased to the sender and to nobody else. */
final class Guard implements Delivery {
    private final Delivery delivery;
    private final Checks checks;
    private final SimTime.Life life;

    Guard(Delivery delivery, Checks checks, SimTime.Life life) {
        this.delivery = delivery;
        this.checks = checks;
        this.life = life;
    }

    @Override
    public Future<Outcome> send(Entry entry, RequestContext context) {
        checks.leased(entry, "at its send");
        checks.first(entry);
        return watched(entry, context, delivery.send(entry, context));
    }

    @Override
    public Future<Outcome> ask(Entry entry, RequestContext context) {
        return watched(entry, context, delivery.ask(entry, context));
    }

    private Future<Outcome> watched(Entry entry, RequestContext context, Future<Outcome> outcome) {
        return outcome.onComplete(heard -> {
            if (life.alive() && !context.deadline().expired()) {
                checks.leased(entry, "while it was under way");
            }
        });
    }

    @Override
    public Duration lag() {
        return delivery.lag();
    }
}
