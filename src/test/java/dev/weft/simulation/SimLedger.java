package dev.weft.simulation;

import dev.weft.kernel.RequestContext;
import dev.weft.order.PointsSink;
import dev.weft.order.SpentPoints;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A loyalty ledger behind a {@link Wire}: books whatever it is told, also twice, which is the end of the run. */
final class SimLedger {
    private final SimTime time;
    private final Wire wire;
    private final SplittableRandom random;
    private final Verdict verdict;
    private final Map<String, Entered> journals = new LinkedHashMap<>();

    private record Entered(PointsSink.Booking booking, String number, long visibleAt) {}

    SimLedger(SimTime time, Wire wire, SplittableRandom random, Verdict verdict) {
        this.time = time;
        this.wire = wire;
        this.random = random;
        this.verdict = verdict;
    }

    Wire wire() {
        return wire;
    }

    /** All points of one kind that an order moved. */
    long points(String order, PointsSink.Kind kind) {
        return journals.values().stream()
                .map(Entered::booking)
                .filter(it -> it.kind() == kind && it.reference().startsWith(order + "-"))
                .mapToLong(PointsSink.Booking::points)
                .sum();
    }

    PointsSink seenFrom(SimTime.Life life) {
        return new PointsSink() {
            @Override
            public Future<Outcome> book(Booking booking, RequestContext context) {
                return wire.effect(life, "book " + booking.reference(), context, () -> enter(booking));
            }

            @Override
            public Future<Outcome> find(Booking booking, RequestContext context) {
                return wire.question(
                        life,
                        "book " + booking.reference(),
                        context,
                        () -> Optional.ofNullable(journals.get(booking.reference()))
                                .filter(it -> it.visibleAt() <= time.nanos())
                                .map(Entered::number));
            }

            @Override
            public Duration lag() {
                return Wire.LAG;
            }

            @Override
            public SpentPoints spentPoints() {
                return SpentPoints.FORGIVE;
            }
        };
    }

    private String enter(PointsSink.Booking booking) {
        Entered entered = new Entered(
                booking, "J" + (journals.size() + 1), time.nanos() + random.nextLong(Wire.SEARCH_LAG.toNanos()));
        if (journals.putIfAbsent(booking.reference(), entered) != null) {
            verdict.broken(Rule.ONCE_IN_THE_LEDGER, booking.reference());
        }
        return entered.number();
    }
}
