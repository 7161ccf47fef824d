package dev.weft.simulation;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The way to another system and back. It applies and never answers, answers 502 or 503 after applying, 503 without applying, loses requests, applies them long
 * after the caller has gone, doubles answers, and is dark now and then.
 *
 * <p>It also keeps the one rule of whoever sends through it: after a send whose end is not surely known nothing is sent again under that
 * reference, before a question, asked when the lag had passed, was answered "absent".
 */
final class Wire {
    /** The longest after its deadline that a request is still applied. */
    static final Duration LATEST = Duration.ofSeconds(3);

    static final Duration SEARCH_LAG = Duration.ofSeconds(1);
    static final Duration LAG = LATEST.plus(SEARCH_LAG).plusMillis(100);

    private final String name;
    private final SimTime time;
    private final SplittableRandom random;
    private final Verdict verdict;
    private final Map<String, Doubt> doubts = new HashMap<>();
    private double trouble;
    private boolean dark;
    private int sends;

    private static final class Doubt {
        private long since;
        private boolean open;
    }

    Wire(String name, SimTime time, SplittableRandom random, Verdict verdict, double trouble) {
        this.name = name;
        this.time = time;
        this.random = random;
        this.verdict = verdict;
        this.trouble = trouble;
    }

    void trouble(double share) {
        trouble = share;
    }

    void dark(boolean now) {
        dark = now;
    }

    boolean dark() {
        return dark;
    }

    int sends() {
        return sends;
    }

    Duration delay(int fromMillis, int toMillis) {
        return Duration.ofMillis(fromMillis + random.nextInt(toMillis - fromMillis));
    }

    /** Sends; {@code act} answers the document's number, or nothing where it is refused for good. */
    Future<Outcome> effect(SimTime.Life life, String what, RequestContext context, Supplier<String> act) {
        Promise<Outcome> answer = Promise.promise();
        Duration left = context.deadline().remaining();
        if (left.isZero()) {
            life.schedule(what + " too late to send", left, () -> answer.tryComplete(doubt(Failure.Reason.TIMEOUT)));
            return answer.future();
        }
        Doubt mine = began(what, left);
        Duration there = delay(1, 40);
        Duration home = there.plus(delay(1, 40));
        double fate = dark ? -1 : trouble == 0 ? 1 : random.nextDouble() / trouble;
        if (fate < 0) {
            life.schedule(what + " refused", there, () -> heard(answer, mine, down(Failure.Reason.CONNECT)));
        } else if (fate < 0.30) { // applied, and the answer is lost
            time.world().schedule(what + " applied", there, act::get);
            life.schedule(what + " timeout", left, () -> heard(answer, mine, doubt(Failure.Reason.TIMEOUT)));
        } else if (fate < 0.40) { // applied, and a proxy answers for it
            time.world().schedule(what + " applied", there, act::get);
            life.schedule(what + " 502", home, () -> heard(answer, mine, doubt(Failure.Reason.SERVER_ERROR)));
        } else if (fate < 0.50) { // never arrived
            life.schedule(what + " timeout", left, () -> heard(answer, mine, doubt(Failure.Reason.TIMEOUT)));
        } else if (fate < 0.60) { // applied long after the caller has gone
            Duration late = left.plusMillis(random.nextLong(LATEST.toMillis()));
            time.world().schedule(what + " applied late", late, act::get);
            life.schedule(what + " timeout", left, () -> heard(answer, mine, doubt(Failure.Reason.TIMEOUT)));
        } else if (fate < 0.62) { // the same answer, applied or not
            time.world().schedule(what + " applied", there, act::get);
            life.schedule(what + " 503", home, () -> heard(answer, mine, doubt(Failure.Reason.SERVER_ERROR)));
        } else if (fate < 0.64) {
            life.schedule(what + " 503", home, () -> heard(answer, mine, doubt(Failure.Reason.SERVER_ERROR)));
        } else if (fate < 0.67) { // refused for now, and surely not applied
            life.schedule(what + " 429", home, () -> heard(answer, mine, down(Failure.Reason.OVERLOADED)));
        } else {
            String[] result = {""};
            time.world().schedule(what + " applied", there, () -> result[0] = act.get());
            life.schedule(what + " ok", home, () -> {
                mine.open = false;
                answer.tryComplete(
                        result[0].isEmpty()
                                ? new Outcome.Rejected("too late", Optional.empty())
                                : new Outcome.Applied(result[0], Optional.empty()));
                answer.tryComplete(doubt(Failure.Reason.RESET)); // the answer once more: heard once
            });
        }
        return answer.future();
    }

    private Doubt began(String what, Duration left) {
        sends++;
        Doubt doubt = doubts.computeIfAbsent(what, reference -> new Doubt());
        if (doubt.open) {
            verdict.broken(Rule.NOT_SENT_IN_DOUBT, what);
        }
        doubt.open = true;
        doubt.since = time.nanos() + left.toNanos();
        return doubt;
    }

    private void heard(Promise<Outcome> answer, Doubt doubt, Outcome outcome) {
        doubt.since = Math.min(doubt.since, time.nanos());
        doubt.open &= !(outcome instanceof Outcome.NotApplied);
        answer.tryComplete(outcome);
    }

    /** Asks whether {@code effect} happened. */
    Future<Outcome> question(
            SimTime.Life life, String effect, RequestContext context, Supplier<Optional<String>> look) {
        Promise<Outcome> answer = Promise.promise();
        if (dark || random.nextDouble() < 0.2 * trouble) {
            life.schedule(
                    "asks " + effect + " unanswered",
                    context.deadline().remaining(),
                    () -> answer.tryComplete(doubt(Failure.Reason.TIMEOUT)));
            return answer.future();
        }
        Doubt doubt = doubts.computeIfAbsent(effect, reference -> new Doubt());
        boolean proves = time.nanos() >= doubt.since + LAG.toNanos();
        life.schedule("asks " + effect, delay(2, 80), () -> {
            Optional<String> found = look.get();
            doubt.open &= found.isEmpty() && !proves;
            answer.tryComplete(found.<Outcome>map(number -> new Outcome.Applied(number, Optional.empty()))
                    .orElseGet(() -> new Outcome.NotApplied(
                            Failure.of(Failure.Reason.NOT_FOUND, name, "no such reference"), false)));
        });
        return answer.future();
    }

    private Outcome down(Failure.Reason reason) {
        return new Outcome.NotApplied(Failure.of(reason, name, "not now"), true);
    }

    private Outcome doubt(Failure.Reason reason) {
        return new Outcome.Uncertain(Failure.of(reason, name, "nobody knows"));
    }
}
