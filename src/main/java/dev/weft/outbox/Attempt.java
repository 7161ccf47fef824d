package dev.weft.outbox;

import dev.weft.kernel.Failure;
import dev.weft.outbox.OutboxStore.Again;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One leased entry's way: asked about where it may have happened before, sent where it surely did not, and its end written down.
 *
 * <ul>
 *   <li>Where an earlier attempt is in doubt and the other system's lag has not passed since, nothing is done but to wait for that.
 *   <li>Where it has, the other system is asked. Only "it is not there" leads to a send; no answer leaves the doubt as it was.
 *   <li>Before each call the lease is looked at: with too little of it left nothing is called, and without a call nothing is written.
 * </ul>
 *
 * Confined to its lane's loop.
 */
final class Attempt {
    private final Entry entry;
    private final Lease lease;
    private final LaneSettings settings;
    private final Calls calls;
    private final Endings endings;
    private final Backoff backoff;
    private boolean called;

    /** How an attempt ended, for its lane: {@code again} is set where the entry is due again after that long. */
    record Ending(Optional<Duration> again) {
        static final Ending OVER = new Ending(Optional.empty());
    }

    Attempt(Entry entry, Lease lease, LaneSettings settings, Calls calls, Endings endings, Backoff backoff) {
        this.entry = entry;
        this.lease = lease;
        this.settings = settings;
        this.calls = calls;
        this.endings = endings;
        this.backoff = backoff;
    }

    /** Runs it; never fails. */
    Future<Ending> run() {
        Optional<Duration> wait = entry.unsettledSince().flatMap(this::untilProof);
        if (wait.isPresent()) {
            return again(new Again(wait.get(), true, false, false, "waits until its absence would be proof"));
        }
        return entry.unsettledSince().isPresent() ? ask() : send();
    }

    /** Until "it is not there" would prove something; empty where it does now. */
    private Optional<Duration> untilProof(Instant doubt) {
        Duration left = calls.lag().minus(lease.since(doubt, entry));
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left.plusMillis(1));
    }

    private Future<Ending> ask() {
        return calls.permit(lease).compose(granted -> {
            if (!granted) {
                return endings.giveBack(entry, lease);
            }
            called = true;
            return calls.ask(entry).compose(this::asked);
        });
    }

    private Future<Ending> asked(Outcome outcome) {
        return outcome.fold(
                applied -> endings.done(entry, lease, applied),
                absent -> send(),
                rejected -> endings.park(entry, lease, rejected.reason(), rejected.effect()),
                uncertain -> unknown(uncertain.failure(), false),
                notTried -> notTried(notTried.failure(), true));
    }

    private Future<Ending> send() {
        return calls.permit(lease).compose(granted -> {
            if (!granted) {
                return called
                        ? again(new Again(Duration.ZERO, false, false, false, "the lease was too short to send it"))
                        : endings.giveBack(entry, lease);
            }
            called = true;
            return calls.send(entry).compose(this::sent);
        });
    }

    private Future<Ending> sent(Outcome outcome) {
        return outcome.fold(
                applied -> endings.done(entry, lease, applied),
                notApplied -> notApplied(notApplied.failure(), !notApplied.down()),
                rejected -> endings.park(entry, lease, rejected.reason(), rejected.effect()),
                uncertain -> unknown(uncertain.failure(), true),
                notTried -> notTried(notTried.failure(), false));
    }

    private Future<Ending> notApplied(Failure failure, boolean ownFault) {
        if (spent(ownFault)) {
            return endings.park(entry, lease, settings.attempts() + " attempts: " + text(failure), Optional.empty());
        }
        return again(new Again(pause(failure), false, true, ownFault, text(failure)));
    }

    private Future<Ending> unknown(Failure failure, boolean sent) {
        boolean ownFault = !AfterSend.ofTheSystem(failure);
        if (spent(ownFault)) {
            return endings.park(
                    entry, lease, settings.attempts() + " attempts, in doubt: " + text(failure), Optional.empty());
        }
        Duration pause = pause(failure);
        Duration lag = calls.lag();
        Duration after = sent && lag.compareTo(pause) > 0 ? lag.plusMillis(1) : pause;
        return again(new Again(after, true, sent, ownFault, text(failure)));
    }

    private boolean spent(boolean ownFault) {
        return ownFault && entry.faults() + 1 >= settings.attempts();
    }

    /** Everything is as it was before, but for the time. */
    private Future<Ending> notTried(Failure failure, boolean unsettled) {
        return again(new Again(pause(failure), unsettled, false, false, text(failure)));
    }

    private Duration pause(Failure failure) {
        Duration pause = backoff.after(entry.attempt());
        Duration wish = failure.retryAfter().compareTo(Backoff.CAP) > 0 ? Backoff.CAP : failure.retryAfter();
        return wish.compareTo(pause) > 0 ? wish : pause;
    }

    private Future<Ending> again(Again again) {
        return endings.again(entry, lease, again);
    }

    private static String text(Failure failure) {
        return failure.code() + ": " + failure.detail();
    }
}
