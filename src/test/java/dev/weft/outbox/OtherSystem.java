package dev.weft.outbox;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The system behind a lane: keeps what was applied, writes down every call, and answers as told. For one thread. */
final class OtherSystem implements Delivery {
    record Called(String what, String entry, long millis) {}

    final List<Called> calls = new ArrayList<>();
    final Map<String, Integer> applied = new HashMap<>();
    private final ManualClock clock;
    private final long start;
    Duration lag = Duration.ofSeconds(3);
    Duration takes = Duration.ZERO;
    Function<Entry, Outcome> send = this::apply;
    Function<Entry, Outcome> ask = this::found;
    int underWay;
    int mostUnderWay;

    OtherSystem(ManualClock clock) {
        this.clock = clock;
        this.start = clock.nanos();
    }

    Outcome apply(Entry entry) {
        applied.merge(entry.id(), 1, Integer::sum);
        return new Outcome.Applied("number of " + entry.id(), Optional.empty());
    }

    Outcome found(Entry entry) {
        return applied.containsKey(entry.id())
                ? new Outcome.Applied("number of " + entry.id(), Optional.empty())
                : new Outcome.NotApplied(failure(Failure.Reason.NOT_FOUND), false);
    }

    static Outcome down() {
        return new Outcome.NotApplied(failure(Failure.Reason.CONNECT), true);
    }

    static Outcome fault() {
        return new Outcome.NotApplied(failure(Failure.Reason.REFUSED), false);
    }

    static Outcome uncertain() {
        return new Outcome.Uncertain(failure(Failure.Reason.TIMEOUT));
    }

    /** Asked, but answered in a way that tells nothing. */
    static Outcome notTold(Failure.Reason reason) {
        return new Outcome.Uncertain(failure(reason));
    }

    static Outcome notTried() {
        return new Outcome.NotTried(Failure.of(Failure.Reason.CONNECT, "store", "as told"));
    }

    static Outcome refused() {
        return new Outcome.Rejected("no such customer", Optional.empty());
    }

    static Failure failure(Failure.Reason reason) {
        return Failure.of(reason, "erp", "as told");
    }

    long sends() {
        return calls.stream().filter(call -> call.what().equals("send")).count();
    }

    long asks() {
        return calls.size() - sends();
    }

    List<String> log() {
        return calls.stream().map(call -> call.what() + " " + call.entry()).toList();
    }

    @Override
    public Future<Outcome> send(Entry entry, RequestContext context) {
        return called("send", entry, send);
    }

    @Override
    public Future<Outcome> ask(Entry entry, RequestContext context) {
        return called("ask", entry, ask);
    }

    private Future<Outcome> called(String what, Entry entry, Function<Entry, Outcome> answer) {
        calls.add(new Called(what, entry.id(), (clock.nanos() - start) / 1_000_000));
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        if (takes.isZero()) {
            underWay--;
            return Future.succeededFuture(answer.apply(entry));
        }
        Promise<Outcome> later = Promise.promise();
        clock.after(takes, () -> {
            underWay--;
            later.complete(answer.apply(entry));
        });
        return later.future();
    }

    @Override
    public Duration lag() {
        return lag;
    }
}
