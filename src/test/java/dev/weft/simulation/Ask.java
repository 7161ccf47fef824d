package dev.weft.simulation;

import dev.weft.kernel.Failed;
import dev.weft.order.Answer;
import dev.weft.order.Claim;
import dev.weft.order.OrderStore.Known;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One request under one key, made until it is answered: again after silence, perhaps at another process, sometimes twice at once. The same
 * key must have the same answer, whoever gives it.
 */
final class Ask {
    private static final int TRIES = 9;

    private final World world;
    private final SplittableRandom random;
    private final Map<String, Answer> answers;
    private final String what;
    private final Claim claim;
    private final Function<SimProcess, Future<Known>> call;
    private final Consumer<Answer> first;
    private int tries;
    private boolean over;

    Ask(
            World world,
            SplittableRandom random,
            Map<String, Answer> answers,
            String what,
            Claim claim,
            Function<SimProcess, Future<Known>> call,
            Consumer<Answer> first) {
        this.world = world;
        this.random = random;
        this.answers = answers;
        this.what = what;
        this.claim = claim;
        this.call = call;
        this.first = first;
    }

    /** Made once, or twice at once. */
    void make() {
        send();
        if (random.nextInt(4) == 0) {
            send();
        }
    }

    boolean over() {
        return over;
    }

    void send() {
        tries++;
        world.anyone()
                .ifPresent(process -> process.life().schedule(what, millis(1, 20), () -> {
                    Future<Known> answered = call.apply(process);
                    answered.onComplete(answer -> {
                        process.written();
                        if (random.nextInt(20) > 0) { // or it is lost on the way
                            world.time().world().schedule(what + " answered", millis(1, 20), () -> heard(answer));
                        }
                    });
                }));
        world.time().world().schedule(what + " patience", millis(1_500, 3_000), this::again);
    }

    private void again() {
        if (!over && tries < TRIES) {
            send();
        } else {
            over = true;
        }
    }

    private void heard(AsyncResult<Known> answer) {
        if (answer.failed()) {
            boolean later =
                    answer.cause() instanceof Failed failed && failed.failure().retryable();
            if (!later) {
                world.verdict().broken(Rule.NOBODY_FAILS_FOR_GOOD, what + " failed: " + answer.cause());
            }
            return;
        }
        Known known = answer.result();
        if (!known.matches()) {
            world.verdict().broken(Rule.ANOTHER_BODY_IS_TOLD, what + ": the same request is not known as the same");
        }
        Optional<Answer> before = Optional.ofNullable(answers.putIfAbsent(claim.scope(), known.answer()));
        if (before.isPresent() && !before.get().equals(known.answer())) {
            world.verdict().broken(Rule.ONE_ANSWER_PER_KEY, what + ": " + before.get() + ", " + known.answer());
        }
        over = true;
        if (before.isEmpty()) {
            world.note(what + " -> " + known.answer().status() + " "
                    + known.answer().body());
            first.accept(known.answer());
        }
    }

    private Duration millis(int from, int to) {
        return Duration.ofMillis(from + random.nextInt(to - from));
    }
}
