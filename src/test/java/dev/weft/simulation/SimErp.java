package dev.weft.simulation;

import dev.weft.inventory.Level;
import dev.weft.inventory.Sourced;
import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.order.Fulfilment;
import dev.weft.order.Order;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderSink;
import dev.weft.order.Person;
import dev.weft.order.Refund;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An ERP that does what ERPs do to their callers: applies and never answers, answers an error after applying, loses the request, applies
 * it long after the caller has gone, finds what it has only after a while, and is dark now and then. It does not refuse a reference it
 * already knows, so a second send is a second order. Lives outside every process.
 */
final class SimErp {
    static final Duration LATEST = Duration.ofSeconds(8);
    static final Duration SEARCH_LAG = Duration.ofSeconds(2);
    private static final String NAME = "erp";

    /** Something in the books. */
    record Document(String reference, String number, long visibleAt) {}

    private final SimTime time;
    private final SplittableRandom random;
    private final Trace trace;
    private final double trouble;
    private final Map<String, List<Document>> orders = new LinkedHashMap<>();
    private final Map<String, List<Document>> refunds = new LinkedHashMap<>();
    private final Map<String, Boolean> cancelled = new TreeMap<>();
    private final Map<String, Long> stock = new TreeMap<>();
    private boolean dark;
    private int next = 1;

    SimErp(SimTime time, long seed, Trace trace, double trouble) {
        this.time = time;
        this.random = new SplittableRandom(seed);
        this.trace = trace;
        this.trouble = trouble;
    }

    void dark(boolean now) {
        dark = now;
        trace.note(time.nanos(), "erp dark " + now);
    }

    void stock(Sku sku, String location, long units) {
        stock.put(sku + "@" + location, units);
    }

    /** What the ERP tells of its stock now. */
    Level level(Sku sku, String location, long safety) {
        return new Level(sku, location, stock.getOrDefault(sku + "@" + location, 0L), safety, time.instant());
    }

    long onHand(Sku sku, String location) {
        return stock.getOrDefault(sku + "@" + location, 0L);
    }

    Map<String, List<Document>> orders() {
        return orders;
    }

    Map<String, List<Document>> refunds() {
        return refunds;
    }

    /** The ERP as one process reaches it; answers die with that process. */
    OrderSink seenFrom(SimTime.Life life) {
        return new Link(life);
    }

    private final class Link implements OrderSink {
        private final SimTime.Life life;

        Link(SimTime.Life life) {
            this.life = life;
        }

        @Override
        public Future<Outcome> create(Order order, Person person, RequestContext context) {
            return effect("create " + order.id(), context, () -> book(order));
        }

        @Override
        public Future<Outcome> findOrder(Order order, RequestContext context) {
            return question("find " + order.id(), context, () -> visible(orders, order.id().value()));
        }

        @Override
        public Future<Outcome> cancel(Order order, String erpNumber, RequestContext context) {
            return effect("cancel " + order.id(), context, () -> takeBack(order, erpNumber));
        }

        @Override
        public Future<Outcome> findCancel(Order order, String erpNumber, RequestContext context) {
            return question(
                    "find cancel " + order.id(),
                    context,
                    () -> cancelled.containsKey(erpNumber) ? Optional.of(erpNumber) : Optional.empty());
        }

        @Override
        public Future<Outcome> refund(Order order, String erpNumber, Refund refund, RequestContext context) {
            return effect("refund " + refund.reference(), context, () -> enter(refunds, refund.reference()));
        }

        @Override
        public Future<Outcome> findRefund(Order order, String erpNumber, Refund refund, RequestContext context) {
            return question("find " + refund.reference(), context, () -> visible(refunds, refund.reference()));
        }

        @Override
        public Future<Optional<Fulfilment>> status(Order order, String erpNumber, RequestContext context) {
            OrderRecord.Stage stage = cancelled.containsKey(erpNumber)
                    ? OrderRecord.Stage.CANCELLED
                    : OrderRecord.Stage.CONFIRMED;
            return Future.succeededFuture(Optional.of(new Fulfilment(stage, List.of())));
        }

        @Override
        public Duration lag() {
            return LATEST.plus(SEARCH_LAG).plusSeconds(1);
        }

        private Future<Outcome> effect(String what, RequestContext context, Supplier<String> act) {
            Promise<Outcome> answer = Promise.promise();
            Duration there = Duration.ofMillis(1 + random.nextInt(40));
            Duration home = there.plusMillis(1 + random.nextInt(40));
            Duration left = context.deadline().remaining();
            if (dark) {
                at(life, what + " refused", there, () -> answer.tryComplete(down()));
                return answer.future();
            }
            double fate = random.nextDouble() / trouble;
            if (fate < 0.30) { // applied, and the answer is lost
                at(time.world(), what + " applied", there, act::get);
                at(life, what + " timeout", left, () -> answer.tryComplete(doubt(Failure.Reason.TIMEOUT)));
            } else if (fate < 0.40) { // applied, and a proxy answers for it
                at(time.world(), what + " applied", there, act::get);
                at(life, what + " 502", home, () -> answer.tryComplete(doubt(Failure.Reason.SERVER_ERROR)));
            } else if (fate < 0.50) { // never arrived
                at(life, what + " timeout", left, () -> answer.tryComplete(doubt(Failure.Reason.TIMEOUT)));
            } else if (fate < 0.60) { // applied long after the caller has gone
                Duration late = left.plusMillis(random.nextLong(LATEST.toMillis()));
                at(time.world(), what + " applied late", late, act::get);
                at(life, what + " timeout", left, () -> answer.tryComplete(doubt(Failure.Reason.TIMEOUT)));
            } else if (fate < 0.65) { // refused for now, and surely not applied
                at(life, what + " 503", home, () -> answer.tryComplete(down()));
            } else {
                String[] result = new String[1];
                at(time.world(), what + " applied", there, () -> result[0] = act.get());
                at(life, what + " ok", home, () -> {
                    answer.tryComplete(
                            result[0].isEmpty()
                                    ? new Outcome.Rejected("too late", Optional.empty())
                                    : new Outcome.Applied(result[0], Optional.empty()));
                    answer.tryComplete(doubt(Failure.Reason.RESET)); // the answer once more: heard once
                });
            }
            return answer.future();
        }

        private Future<Outcome> question(String what, RequestContext context, Supplier<Optional<String>> look) {
            Promise<Outcome> answer = Promise.promise();
            Duration home = Duration.ofMillis(2 + random.nextInt(80));
            boolean silent = dark || random.nextDouble() < 0.2 * trouble;
            if (silent) {
                at(life, what + " unanswered", context.deadline().remaining(), () -> answer.tryComplete(
                        doubt(Failure.Reason.TIMEOUT)));
            } else {
                at(life, what + " answered", home, () -> answer.tryComplete(look.get()
                        .<Outcome>map(number -> new Outcome.Applied(number, Optional.empty()))
                        .orElseGet(() -> new Outcome.NotApplied(
                                Failure.of(Failure.Reason.NOT_FOUND, NAME, "no such reference"), false))));
            }
            return answer.future();
        }
    }

    private void at(SimTime.Life life, String what, Duration delay, Runnable action) {
        life.schedule(what, delay, action);
    }

    private static Outcome down() {
        return new Outcome.NotApplied(Failure.of(Failure.Reason.OVERLOADED, NAME, "dark"), true);
    }

    private static Outcome doubt(Failure.Reason reason) {
        return new Outcome.Uncertain(Failure.of(reason, NAME, "nobody knows"));
    }

    private String book(Order order) {
        String number = enter(orders, order.id().value());
        for (Sourced unit : order.sourced()) {
            stock.merge(unit.sku() + "@" + unit.location(), (long) -unit.quantity(), Long::sum);
        }
        return number;
    }

    /** Empty where it is too late: every fifth order is on its way already. */
    private String takeBack(Order order, String number) {
        if (cancelled.containsKey(number)) {
            return number;
        }
        if (Long.parseLong(number) % 5 == 0) {
            return "";
        }
        cancelled.put(number, true);
        for (Sourced unit : order.sourced()) {
            stock.merge(unit.sku() + "@" + unit.location(), (long) unit.quantity(), Long::sum);
        }
        return number;
    }

    private String enter(Map<String, List<Document>> book, String reference) {
        String number = Long.toString(next++);
        book.computeIfAbsent(reference, key -> new ArrayList<>())
                .add(new Document(reference, number, time.nanos() + random.nextLong(SEARCH_LAG.toNanos())));
        return number;
    }

    private Optional<String> visible(Map<String, List<Document>> book, String reference) {
        return book.getOrDefault(reference, List.of()).stream()
                .filter(document -> document.visibleAt() <= time.nanos())
                .map(Document::number)
                .findFirst();
    }
}
