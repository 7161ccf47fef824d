package dev.weft.simulation;

import dev.weft.inventory.Level;
import dev.weft.inventory.Sourced;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * An ERP's books behind a {@link Wire}. It finds what it has only after a while, and does not refuse a reference it already knows: a second
 * send is a second order, which is the end of the run. Lives outside every process.
 */
final class SimErp {
    /** Something in the books. */
    record Document(String reference, String number, long visibleAt) {}

    private final SimTime time;
    private final Wire wire;
    private final SplittableRandom random;
    private final Verdict verdict;
    private final Map<String, Document> orders = new LinkedHashMap<>();
    private final Map<String, Document> refunds = new LinkedHashMap<>();
    private final Map<String, Document> cancelled = new TreeMap<>();
    private final Set<String> baskets = new HashSet<>();
    private final Map<String, Long> stock = new TreeMap<>();
    private long delivered;
    private long taken;
    private int next = 1;

    SimErp(SimTime time, Wire wire, SplittableRandom random, Verdict verdict) {
        this.time = time;
        this.wire = wire;
        this.random = random;
        this.verdict = verdict;
    }

    Wire wire() {
        return wire;
    }

    /** Goods come in. */
    void deliver(Sku sku, String location, long units) {
        stock.merge(place(sku, location), units, Long::sum);
        delivered += units;
    }

    /** What it tells by itself: nothing of safety stock. */
    Level level(Sku sku, String location, long least, Instant cutOff) {
        return Level.toldWithoutSafety(sku, location, onHand(sku, location), least, cutOff);
    }

    long onHand(Sku sku, String location) {
        return stock.getOrDefault(place(sku, location), 0L);
    }

    private static String place(Sku sku, String location) {
        return sku.value() + "@" + location;
    }

    /** What came in, less what went out to orders, is what is there. */
    boolean conserved() {
        return stock.values().stream().mapToLong(Long::longValue).sum() == delivered - taken;
    }

    Map<String, Document> orders() {
        return orders;
    }

    Map<String, Document> refunds() {
        return refunds;
    }

    boolean isCancelled(String number) {
        return cancelled.containsKey(number);
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
            return wire.effect(life, "create " + order.id(), context, () -> book(order));
        }

        @Override
        public Future<Outcome> findOrder(Order order, RequestContext context) {
            return wire.question(
                    life,
                    "create " + order.id(),
                    context,
                    () -> visible(orders, order.id().value()));
        }

        @Override
        public Future<Outcome> cancel(Order order, String erpNumber, RequestContext context) {
            return wire.effect(life, "cancel " + order.id(), context, () -> takeBack(order, erpNumber));
        }

        @Override
        public Future<Outcome> findCancel(Order order, String erpNumber, RequestContext context) {
            return wire.question(life, "cancel " + order.id(), context, () -> visible(cancelled, erpNumber));
        }

        @Override
        public Future<Outcome> refund(Order order, String erpNumber, Refund refund, RequestContext context) {
            return wire.effect(life, "refund " + refund.reference(), context, () -> enter(refunds, refund.reference()));
        }

        @Override
        public Future<Outcome> findRefund(Order order, String erpNumber, Refund refund, RequestContext context) {
            return wire.question(
                    life, "refund " + refund.reference(), context, () -> visible(refunds, refund.reference()));
        }

        @Override
        public Future<Optional<Fulfilment>> status(Order order, String erpNumber, RequestContext context) {
            OrderRecord.Stage stage =
                    isCancelled(erpNumber) ? OrderRecord.Stage.CANCELLED : OrderRecord.Stage.CONFIRMED;
            return Future.succeededFuture(Optional.of(new Fulfilment(stage, List.of())));
        }

        @Override
        public Future<List<String>> liveOrders(Order order, RequestContext context) {
            return live(visible(orders, order.id().value()).filter(number -> !isCancelled(number)));
        }

        @Override
        public Future<List<String>> liveRefunds(Order order, Refund refund, RequestContext context) {
            return live(visible(refunds, refund.reference()));
        }

        private Future<List<String>> live(Optional<String> number) {
            return Future.succeededFuture(number.stream().toList());
        }

        @Override
        public Duration lag() {
            return Wire.LAG;
        }
    }

    private String book(Order order) {
        String number = enter(orders, order.id().value());
        order.origin().basketId().ifPresent(basket -> {
            if (!baskets.add(basket)) {
                verdict.broken(
                        Rule.ONE_ORDER_PER_BASKET, "two in the ERP for " + basket + ", the second is " + order.id());
            }
        });
        for (Sourced unit : order.sourced()) {
            move(unit, -unit.quantity());
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
        cancelled.put(number, document(number, number));
        order.sourced().forEach(unit -> move(unit, unit.quantity()));
        return number;
    }

    private void move(Sourced unit, long quantity) {
        taken -= quantity;
        long left = stock.merge(place(unit.sku(), unit.location()), quantity, Long::sum);
        if (left < 0) {
            verdict.broken(
                    Rule.NOT_OVERSOLD_IN_THE_ERP,
                    left + " of " + unit.sku() + " at " + unit.location() + " in the ERP");
        }
    }

    private String enter(Map<String, Document> book, String reference) {
        Document document = document(reference, Integer.toString(next++));
        if (book.putIfAbsent(reference, document) != null) {
            verdict.broken(Rule.ONCE_IN_THE_ERP, reference);
        }
        return document.number();
    }

    private Document document(String reference, String number) {
        return new Document(reference, number, time.nanos() + random.nextLong(Wire.SEARCH_LAG.toNanos()));
    }

    private Optional<String> visible(Map<String, Document> book, String reference) {
        return Optional.ofNullable(book.get(reference))
                .filter(document -> document.visibleAt() <= time.nanos())
                .map(Document::number);
    }

    /** All documents, for a look at the end. */
    List<Document> all() {
        List<Document> all = new ArrayList<>(orders.values());
        all.addAll(refunds.values());
        return all;
    }
}
