package dev.weft.simulation;

import dev.weft.inventory.Reservations;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Deadline;
import dev.weft.kernel.Failed;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.TraceContext;
import dev.weft.order.Answer;
import dev.weft.order.Buyer;
import dev.weft.order.ChangeOrder;
import dev.weft.order.Claim;
import dev.weft.order.Draft;
import dev.weft.order.Fault;
import dev.weft.order.Order;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderStore.Known;
import dev.weft.order.PlaceOrder;
import dev.weft.order.Refund;
import dev.weft.order.RefundWish;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** Shoppers: they hold, order, ask again, change their minds about the same key, refund in parts, several at once, and cancel. */
final class Shop {
    private static final int OK = 201;

    private final World world;
    private final SplittableRandom random;
    private final Drafts drafts;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private final List<Ask> asks = new ArrayList<>();
    private int plans;

    Shop(World world) {
        this.world = world;
        this.random = world.split();
        this.drafts = new Drafts(world.split());
    }

    /** Half of them come about the same moment. */
    void open(int orders, int overMillis) {
        int rush = random.nextInt(overMillis);
        for (int i = 0; i < orders; i++) {
            String basket = "B" + i;
            int when = random.nextBoolean() ? rush + random.nextInt(60) : random.nextInt(overMillis);
            in("shopper comes", when, () -> comes(basket));
        }
    }

    boolean quiet() {
        return plans == 0 && asks.stream().allMatch(Ask::over);
    }

    /** What was answered, by scope. */
    Map<String, Answer> answers() {
        return answers;
    }

    private void comes(String basket) {
        String shopper = "s" + random.nextInt(4);
        Buyer buyer = new Buyer("slas", World.SITE, shopper, !shopper.equals("s0"));
        List<Wanted> wanted = drafts.wanted();
        if (random.nextInt(3) > 0) {
            orders(buyer, basket, wanted, Optional.empty());
            return;
        }
        String hold = "H-" + basket;
        holds(buyer, hold, wanted);
        if (random.nextInt(5) == 0) {
            later(
                    "let go",
                    4_000,
                    () -> world.anyone()
                            .ifPresent(process -> process.reservations().release(World.SITE, shopper, hold)));
        }
        later("buys", 5_000, () -> orders(buyer, basket, wanted, Optional.of(hold)));
    }

    private void holds(Buyer buyer, String id, List<Wanted> wanted) {
        Duration lasts = Duration.ofMillis(1_000 + random.nextInt(4_000));
        boolean partial = random.nextInt(4) == 0;
        Reservations.Wish wish = new Reservations.Wish(id, World.SITE, buyer.customerId(), wanted, lasts, partial, "");
        world.anyone()
                .ifPresent(process -> process.life().schedule("hold " + id, Duration.ofMillis(2), () -> {
                    process.reservations()
                            .hold(wish, World.MARKET, context())
                            .onFailure(cause -> failed("hold " + id, cause));
                }));
    }

    private void orders(Buyer buyer, String basket, List<Wanted> wanted, Optional<String> hold) {
        Draft draft = drafts.draft(buyer, basket, wanted, hold);
        Claim claim = claim(buyer, "orders", "a");
        Function<SimProcess, Future<Known>> call = process -> once(process, claim, draft, buyer);
        ask("order " + basket, claim, call, answer -> {
            if (answer.status() == OK) {
                acknowledged(buyer, basket, answer);
                OrderId id = new OrderId(answer.body());
                aftermath(buyer, id, draft);
            }
            if (random.nextInt(3) == 0) {
                later("asks again", 5_000, () -> ask("order again " + basket, claim, call, same -> {}));
            }
            if (random.nextInt(4) == 0) {
                later("another body", 5_000, () -> otherBody(buyer, claim, wanted));
            }
        });
    }

    private Future<Known> once(SimProcess process, Claim claim, Draft draft, Buyer buyer) {
        return process.place()
                .known(claim)
                .compose(known -> known.map(Future::succeededFuture)
                        .orElseGet(() -> process.place().place(draft, claim, buyer, World.MARKET, context(), PLACING)));
    }

    /** The same key with something else in it is known for what it is, and does nothing. */
    private void otherBody(Buyer buyer, Claim claim, List<Wanted> wanted) {
        Claim other = new Claim(claim.scope(), "other");
        Draft draft = drafts.draft(buyer, "other", wanted, Optional.empty());
        world.anyone()
                .ifPresent(process -> process.life()
                        .schedule(
                                "other body",
                                Duration.ofMillis(3),
                                () -> once(process, other, draft, buyer).onSuccess(known -> {
                                    if (known.matches() || known.fresh()) {
                                        world.verdict()
                                                .broken(
                                                        Rule.ANOTHER_BODY_IS_TOLD,
                                                        "another body under " + claim.scope());
                                    }
                                })));
    }

    private void acknowledged(Buyer buyer, String basket, Answer answer) {
        List<List<String>> rows = world.checks()
                .rows(
                        "SELECT customer_id, json_extract(document, '$.origin.basketId') FROM orders WHERE id = ?",
                        answer.body());
        if (!rows.equals(List.of(List.of(buyer.customerId(), basket)))) {
            world.verdict()
                    .broken(
                            Rule.ACKNOWLEDGED_IS_KEPT,
                            answer.body() + " to " + buyer.customerId() + " for " + basket + ", but the store has "
                                    + rows);
        }
    }

    private void aftermath(Buyer buyer, OrderId id, Draft draft) {
        int refunds = random.nextInt(5) < 2 ? 1 + random.nextInt(3) : 0;
        boolean together = random.nextBoolean();
        int when = random.nextInt(4_000);
        for (int i = 0; i < refunds; i++) {
            RefundWish wish = drafts.wish(draft);
            in(
                    "wants back",
                    together ? when + random.nextInt(20) : random.nextInt(4_000),
                    () -> refunds(buyer, id, wish));
        }
        if (random.nextInt(4) == 0) {
            in("changes mind", together ? when + random.nextInt(20) : random.nextInt(4_000), () -> {
                Claim claim = claim(buyer, "cancel/" + id, "a");
                ask("cancel " + id, claim, process -> process.change().cancel(id, buyer, claim, CHANGING), done -> {});
            });
        }
    }

    private void refunds(Buyer buyer, OrderId id, RefundWish wish) {
        Claim claim = claim(buyer, "refunds/" + id, "a");
        ask("refund " + id, claim, process -> process.change().refund(id, buyer, claim, wish, CHANGING), answer -> {
            boolean there = !world.checks()
                    .rows("SELECT 1 FROM refunds WHERE reference = ?", answer.body())
                    .isEmpty();
            if (answer.status() == OK && !there) {
                world.verdict().broken(Rule.ACKNOWLEDGED_IS_KEPT, "refund " + answer.body());
            }
        });
    }

    private void failed(String what, Throwable cause) {
        if (!(cause instanceof Failed failed && failed.failure().retryable())) {
            world.verdict().broken(Rule.NOBODY_FAILS_FOR_GOOD, what + " failed: " + cause);
        }
    }

    /** Shoppers number their keys alike, so that one's key is often another's too. */
    private Claim claim(Buyer buyer, String route, String fingerprint) {
        int number = keys.merge(buyer.customerId() + route, 1, Integer::sum);
        return new Claim(buyer.customerId() + "|" + route + "|key" + number, fingerprint);
    }

    private void ask(String what, Claim claim, Function<SimProcess, Future<Known>> call, Consumer<Answer> first) {
        Ask ask = new Ask(world, random, answers, what, claim, call, first);
        asks.add(ask);
        ask.make();
    }

    private void later(String what, int withinMillis, Runnable action) {
        in(what, random.nextInt(withinMillis), action);
    }

    private void in(String what, int millis, Runnable action) {
        plans++;
        world.time().world().schedule(what, Duration.ofMillis(millis), () -> {
            plans--;
            action.run();
        });
    }

    private RequestContext context() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(2), world.time());
        return new RequestContext("r", TraceContext.create(false), deadline);
    }

    private static final PlaceOrder.Wording PLACING = new PlaceOrder.Wording() {
        @Override
        public Answer accepted(Order order, boolean erpDark) {
            return new Answer(
                    OK, "/v1/orders/" + order.id(), "text/plain", order.id().value());
        }

        @Override
        public Answer soldOut(Map<Sku, Long> left) {
            return new Answer(409, "", "text/plain", "sold out");
        }
    };

    private static final ChangeOrder.Wording CHANGING = new ChangeOrder.Wording() {
        @Override
        public Answer refunded(OrderRecord before, Refund refund) {
            return new Answer(OK, "", "text/plain", refund.reference());
        }

        @Override
        public Answer cancelling(OrderRecord before) {
            return new Answer(202, "", "text/plain", "cancelling");
        }

        @Override
        public Answer refused(List<Fault> faults) {
            return new Answer(409, "", "text/plain", faults.get(0).code());
        }
    };
}
