package dev.weft.outbox;

import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.kernel.Timers;
import dev.weft.kernel.TraceContext;
import dev.weft.outbox.RelayListener.Result;
import dev.weft.resilience.Gcra;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A lane's calls to the other system: each waits for its permit, is made only under a lease that outlasts it, always ends, and tells the
 * lane's health whether it was answered. Confined to the lane's loop.
 */
final class Calls {
    /** Left after a call to write down how it ended. */
    static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Duration GRACE = Duration.ofMillis(500);
    private static final String OURSELVES = "weft";

    private final LaneSettings settings;
    private final Delivery delivery;
    private final Health health;
    private final Home home;
    private final Ticker ticker;
    private final Timers timers;
    private final RelayListener listener;
    private final Gcra bucket;
    private boolean stopped;

    Calls(LaneSettings settings, Delivery delivery, Health health, Home home, RelayParts parts) {
        this.settings = settings;
        this.delivery = delivery;
        this.health = health;
        this.home = home;
        this.ticker = parts.ticker();
        this.timers = parts.timers();
        this.listener = parts.listener();
        this.bucket = new Gcra(ticker.nanos());
    }

    Duration lag() {
        return delivery.lag();
    }

    /** From now on nothing more is called. What is under way goes on. */
    void stop() {
        stopped = true;
    }

    /** Waits for the backend's permit. False where the lease would not outlast a call: then none may be made. */
    Future<Boolean> permit(Lease lease) {
        if (stopped) {
            return Future.succeededFuture(false);
        }
        long patience = spare(lease);
        long wait = patience < 0 ? -1 : bucket.reserve(settings.rate(), ticker.nanos(), patience);
        if (wait <= 0) {
            return Future.succeededFuture(wait == 0);
        }
        Promise<Boolean> granted = Promise.promise();
        timers.after(Duration.ofNanos(wait), () -> granted.complete(!stopped && spare(lease) >= 0));
        return granted.future();
    }

    private long spare(Lease lease) {
        return lease.left().minus(settings.timeout()).minus(MARGIN).toNanos();
    }

    Future<Outcome> ask(Entry entry) {
        return called(() -> delivery.ask(entry, context(entry))).onSuccess(outcome -> {
            Result result = outcome.fold(
                    applied -> Result.APPLIED,
                    absent -> Result.ABSENT,
                    rejected -> Result.REJECTED,
                    uncertain -> Result.UNCERTAIN,
                    notTried -> Result.UNTRIED);
            listener.asked(settings.name(), result);
            if (!health.dark() || !(outcome instanceof Outcome.NotApplied)) {
                judge(outcome);
            } // what is not there is sent at once: only that tells whether a dark system takes anything again
        });
    }

    Future<Outcome> send(Entry entry) {
        return called(() -> delivery.send(entry, context(entry))).onSuccess(outcome -> {
            Result result = outcome.fold(
                    applied -> Result.APPLIED,
                    notApplied -> notApplied.down() ? Result.DOWN : Result.FAULT,
                    rejected -> Result.REJECTED,
                    uncertain -> Result.UNCERTAIN,
                    notTried -> Result.UNTRIED);
            listener.sent(settings.name(), result);
            judge(outcome);
        });
    }

    /** What a call says about the other system's health. */
    private enum Heard {
        ANSWER,
        SILENCE,
        NOTHING
    }

    private void judge(Outcome outcome) {
        Heard heard = outcome.fold(
                applied -> Heard.ANSWER,
                notApplied -> notApplied.down() ? Heard.SILENCE : spoken(notApplied.failure(), Heard.ANSWER),
                rejected -> Heard.ANSWER,
                uncertain -> spoken(uncertain.failure(), Heard.SILENCE),
                notTried -> Heard.NOTHING);
        boolean changed = switch (heard) {
            case ANSWER -> health.answered(ticker.nanos());
            case SILENCE -> health.silent(ticker.nanos());
            case NOTHING -> false;
        };
        if (changed) {
            listener.dark(settings.name(), health.dark());
        }
    }

    /** A refusal is an answer; a bug of ours says nothing of anybody else, nor does what we know without asking. */
    private static Heard spoken(Failure failure, Heard otherwise) {
        if (failure.source().equals(OURSELVES)) {
            return Heard.NOTHING;
        }
        return switch (failure.reason()) {
            case REFUSED, NOT_FOUND -> Heard.ANSWER;
            case INTERNAL -> Heard.NOTHING;
            default -> otherwise;
        };
    }

    private RequestContext context(Entry entry) {
        return new RequestContext(entry.id(), TraceContext.create(false), Deadline.after(settings.timeout(), ticker));
    }

    /** The call's outcome, at the latest shortly after its deadline; whatever comes later is nobody's. */
    private Future<Outcome> called(Supplier<Future<Outcome>> call) {
        health.began(ticker.nanos());
        Promise<Outcome> outcome = Promise.promise();
        Timers.Timer guard = timers.after(
                settings.timeout().plus(GRACE),
                () -> outcome.tryComplete(uncertain(Failure.Reason.TIMEOUT, "never ended")));
        home.bring(call.get()).onComplete(answer -> {
            guard.cancel();
            outcome.tryComplete(
                    answer.succeeded()
                            ? answer.result()
                            : new Outcome.Uncertain(Failure.from(answer.cause(), settings.name())));
        });
        return outcome.future();
    }

    private Outcome uncertain(Failure.Reason reason, String detail) {
        return new Outcome.Uncertain(Failure.of(reason, settings.name(), detail));
    }
}
