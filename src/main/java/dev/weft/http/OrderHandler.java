package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.kernel.Loops;
import dev.weft.kernel.Market;
import dev.weft.kernel.Sku;
import dev.weft.kernel.StrictJson;
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
import dev.weft.order.PointsRule;
import dev.weft.order.PricesChanged;
import dev.weft.order.Refund;
import dev.weft.security.Principal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers the order routes. Nothing here is cached, and nothing of one shopper's is shown to another. */
final class OrderHandler {
    private static final Set<String> PARAMETERS = Set.of("site", "locale", "currency");
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final Markets markets;
    private final OrderUses uses;
    private final BodyReader bodies;
    private final Idempotency idempotency;
    private final Answers answers;

    OrderHandler(Markets markets, OrderUses uses, BodyReader bodies, Answers answers) {
        this.markets = markets;
        this.uses = uses;
        this.bodies = bodies;
        this.answers = answers;
        this.idempotency = new Idempotency(answers, uses.place()::known);
    }

    void place(Exchange exchange) {
        Market market = market(exchange);
        withBody(exchange, document -> {
            Claim claim = claim(exchange, document.tree());
            if (!document.repeated().isEmpty()) {
                idempotency.answer(exchange, invalid(exchange, document, market));
                return;
            }
            idempotency.once(
                    exchange,
                    claim,
                    () -> uses.place()
                            .known(claim)
                            .compose(known -> known.map(Future::succeededFuture)
                                    .orElseGet(() -> placed(exchange, document, claim, market))));
        });
    }

    private Answer invalid(Exchange exchange, StrictJson.Document document, Market market) {
        List<Fault> faults = DraftReader.read(document.tree(), document.repeated(), market, points(exchange, market))
                .faults();
        return OrderProblems.faults(faults, exchange.trace().traceId());
    }

    private Future<Known> placed(Exchange exchange, StrictJson.Document document, Claim claim, Market market) {
        DraftReader.Reading reading = DraftReader.read(document.tree(), List.of(), market, points(exchange, market));
        String traceId = exchange.trace().traceId();
        if (reading.draft().isEmpty()) {
            return unkept(OrderProblems.faults(reading.faults(), traceId));
        }
        Draft draft = reading.draft().get();
        int exponent = Math.max(0, market.currency().getDefaultFractionDigits());
        return uses.place()
                .place(draft, claim, buyer(exchange), market, exchange.context(), accepted(draft, traceId))
                .recover(cause -> cause instanceof PricesChanged changed
                        ? unkept(OrderProblems.pricesChanged(changed.prices(), exponent, traceId))
                        : Future.failedFuture(cause));
    }

    private Optional<PointsRule> points(Exchange exchange, Market market) {
        return uses.place().points(buyer(exchange), market);
    }

    private static PlaceOrder.Wording accepted(Draft draft, String traceId) {
        return new PlaceOrder.Wording() {
            @Override
            public Answer accepted(Order order, boolean erpDark) {
                return new Answer(
                        erpDark ? 202 : 201,
                        "/v1/orders/" + order.id(),
                        "application/json",
                        OrderJson.accepted(order).toString());
            }

            @Override
            public Answer soldOut(Map<Sku, Long> left) {
                return OrderProblems.soldOut(draft.basket(), left, traceId);
            }
        };
    }

    void one(Exchange exchange) {
        market(exchange);
        answerWith(exchange, uses.status().own(id(exchange), buyer(exchange)).map(OrderJson::whole));
    }

    void all(Exchange exchange) {
        market(exchange);
        answerWith(exchange, uses.status().ownAll(buyer(exchange)).map(OrderJson::all));
    }

    void refund(Exchange exchange) {
        market(exchange);
        OrderId id = id(exchange);
        withBody(exchange, document -> {
            Claim claim = claim(exchange, document.tree());
            idempotency.once(exchange, claim, () -> refunded(exchange, id, document, claim));
        });
    }

    /** Reads the order first: whose it is, and what its currency's decimals are. */
    private Future<Known> refunded(Exchange exchange, OrderId id, StrictJson.Document document, Claim claim) {
        Buyer buyer = buyer(exchange);
        return uses.status().own(id, buyer).compose(record -> {
            RefundReader.Reading reading = RefundReader.read(document, OrderJson.exponent(record.order()));
            return reading.wish().isEmpty()
                    ? uses.place()
                            .known(claim)
                            .compose(known -> known.map(Future::succeededFuture)
                                    .orElseGet(() -> unkept(OrderProblems.faults(
                                            reading.faults(), exchange.trace().traceId()))))
                    : uses.change().refund(id, buyer, claim, reading.wish().get(), wording(exchange));
        });
    }

    void cancel(Exchange exchange) {
        market(exchange);
        OrderId id = id(exchange);
        Claim claim = claim(exchange, NOTHING);
        idempotency.once(exchange, claim, () -> uses.change().cancel(id, buyer(exchange), claim, wording(exchange)));
    }

    private static ChangeOrder.Wording wording(Exchange exchange) {
        String traceId = exchange.trace().traceId();
        return new ChangeOrder.Wording() {
            @Override
            public Answer refunded(OrderRecord before, Refund refund) {
                ObjectNode json = OrderJson.refund(refund, OrderJson.exponent(before.order()));
                return new Answer(201, location(before), "application/json", json.toString());
            }

            @Override
            public Answer cancelling(OrderRecord before) {
                boolean over = before.stage() == OrderRecord.Stage.CANCELLED;
                ObjectNode json = JsonNodeFactory.instance
                        .objectNode()
                        .put("id", before.order().id().value())
                        .put("status", over ? "cancelled" : "cancelling");
                return new Answer(over ? 200 : 202, location(before), "application/json", json.toString());
            }

            @Override
            public Answer refused(List<Fault> faults) {
                return OrderProblems.refused(faults, traceId);
            }
        };
    }

    private static String location(OrderRecord record) {
        return "/v1/orders/" + record.order().id();
    }

    /** Hands on a body that may be kept; one with something like a card number is refused before anything looks at it. */
    private void withBody(Exchange exchange, java.util.function.Consumer<StrictJson.Document> next) {
        bodies.json(exchange).onComplete(read -> {
            try {
                if (read.failed()) {
                    fail(exchange, read.cause());
                } else if (CardNumbers.in(read.result().tree()).isPresent()) {
                    answers.problem(exchange, OrderProblems.card());
                } else {
                    next.accept(read.result());
                }
            } catch (RuntimeException mistake) {
                fail(exchange, mistake);
            }
        });
    }

    private static Claim claim(Exchange exchange, JsonNode body) {
        String key = IdempotencyKey.of(exchange.request().headers().getAll("idempotency-key"));
        return Fingerprint.claim(exchange, key, body);
    }

    /** An answer that is given, but not kept under the key. */
    private static Future<Known> unkept(Answer answer) {
        return Future.succeededFuture(new Known(answer, true, true));
    }

    private Market market(Exchange exchange) {
        return markets.of(Query.parse(exchange.request().query(), PARAMETERS), exchange.principal());
    }

    private static OrderId id(Exchange exchange) {
        return Optional.of(exchange.parameter("id"))
                .filter(OrderId::valid)
                .map(OrderId::new)
                .orElseThrow(() -> new BadInput(Problem.notFound("No such order.")));
    }

    private static Buyer buyer(Exchange exchange) {
        Principal who = exchange.principal();
        return new Buyer(who.issuer(), who.site(), who.customerId(), who.registered());
    }

    private void answerWith(Exchange exchange, Future<ObjectNode> json) {
        Loops.here(json).onComplete(outcome -> {
            if (outcome.failed()) {
                fail(exchange, outcome.cause());
            } else {
                answers.worded(
                        exchange, 200, "application/json", outcome.result().toString());
            }
        });
    }

    private void fail(Exchange exchange, Throwable cause) {
        answers.problem(exchange, OrderProblems.of(cause, exchange.context().requestId()));
    }
}
