package dev.weft.order;

import dev.weft.kernel.Failure;
import dev.weft.outbox.Entry;
import dev.weft.outbox.NewEntry;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/** Reads the order an entry is about, and answers for it where there is nothing to read. */
final class OrderReader {
    private final OrderStore orders;

    OrderReader(OrderStore orders) {
        this.orders = orders;
    }

    /**
     * What {@code act} makes of the order. Where the store does not answer, nothing was tried. Where it does, but with an order nobody can
     * read, that is this entry's fault: {@code unread} says whether it is "not applied" (before a send) or "still unknown" (before a
     * question).
     */
    Future<Outcome> with(Entry entry, Function<Failure, Outcome> unread, Function<OrderRecord, Future<Outcome>> act) {
        OrderId id = Payload.of(entry.what()).order();
        return orders.find(id)
                .map(found -> (Read) new Read(found, Optional.empty()))
                .recover(cause ->
                        Future.succeededFuture(new Read(Optional.empty(), Optional.of(Failure.from(cause, "store")))))
                .compose(read -> read.failure()
                        .map(failure -> Future.succeededFuture(
                                passes(failure) ? new Outcome.NotTried(failure) : unread.apply(failure)))
                        .orElseGet(() -> read.record()
                                .map(act)
                                .orElseGet(() -> Future.succeededFuture(rejected("there is no such order")))));
    }

    private record Read(Optional<OrderRecord> record, Optional<Failure> failure) {}

    /** Whether the store may well answer another time. */
    private static boolean passes(Failure failure) {
        return failure.retryable();
    }

    static Outcome notSent(Failure failure) {
        return new Outcome.NotApplied(failure, false);
    }

    static Outcome unknown(Failure failure) {
        return new Outcome.Uncertain(failure);
    }

    static Outcome rejected(String reason) {
        return new Outcome.Rejected(reason, Optional.empty());
    }

    /** Ends well without a call: there is nothing to do. */
    static Outcome nothing(String why) {
        return new Outcome.Applied(why, Optional.empty());
    }

    static Outcome nothing(String why, OrderEffect effect) {
        return new Outcome.Applied(why, Optional.of(effect));
    }

    /** {@code outcome}, followed by {@code effect} of the number it came with where it was applied. */
    static Outcome followed(Outcome outcome, Function<String, OrderEffect> effect) {
        return outcome instanceof Outcome.Applied applied
                ? new Outcome.Applied(applied.result(), Optional.of(effect.apply(applied.result())))
                : outcome;
    }

    static Optional<Refund> refund(OrderRecord record, NewEntry entry) {
        String reference = Payload.of(entry).refund();
        return record.refunds().stream()
                .filter(refund -> refund.reference().equals(reference))
                .findFirst();
    }
}
