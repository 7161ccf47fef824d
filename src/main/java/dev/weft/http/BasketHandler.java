package dev.weft.http;

import dev.weft.journey.Basket;
import dev.weft.journey.BasketChange;
import dev.weft.kernel.Loops;
import dev.weft.kernel.Market;
import dev.weft.order.Answer;
import dev.weft.security.Principal;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers the basket routes: takes down what a registered shopper has in a basket, for the journey tool; 204 once it is on disk. */
final class BasketHandler {
    private static final Set<String> PARAMETERS = Set.of("site", "locale", "currency");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    private final Markets markets;
    private final BasketUses uses;
    private final BodyReader bodies;
    private final Answers answers;

    BasketHandler(Markets markets, BasketUses uses, BodyReader bodies, Answers answers) {
        this.markets = markets;
        this.uses = uses;
        this.bodies = bodies;
        this.answers = answers;
    }

    void put(Exchange exchange) {
        Market market = market(exchange);
        String id = id(exchange);
        bodies.json(exchange).onComplete(read -> {
            if (read.failed()) {
                fail(exchange, read.cause());
                return;
            }
            if (CardNumbers.in(read.result().tree()).isPresent()) {
                answers.problem(exchange, OrderProblems.card());
                return;
            }
            BasketReader.Reading reading = BasketReader.read(read.result(), owner(exchange), id, market);
            Optional<Basket> basket = reading.basket();
            if (basket.isPresent()) {
                answer(exchange, uses.activity().changed(change(exchange.principal(), basket.get())));
            } else {
                Answer faults =
                        OrderProblems.faults(reading.faults(), exchange.trace().traceId());
                answers.worded(exchange, faults.status(), faults.contentType(), faults.body());
            }
        });
    }

    /** Of a shopper who asked not to be tracked nothing is kept. */
    private static BasketChange change(Principal who, Basket basket) {
        return who.tracking() ? new BasketChange.Filled(basket) : new BasketChange.Gone(basket.owner(), basket.id());
    }

    void delete(Exchange exchange) {
        market(exchange);
        answer(exchange, uses.activity().changed(new BasketChange.Gone(owner(exchange), id(exchange))));
    }

    private void answer(Exchange exchange, Future<Void> written) {
        Loops.here(written).onComplete(outcome -> {
            if (outcome.succeeded()) {
                answers.done(exchange);
            } else {
                fail(exchange, outcome.cause());
            }
        });
    }

    private void fail(Exchange exchange, Throwable cause) {
        answers.problem(exchange, OrderProblems.of(cause, exchange.context().requestId()));
    }

    private Market market(Exchange exchange) {
        Market market = markets.of(Query.parse(exchange.request().query(), PARAMETERS), exchange.principal());
        if (!uses.sites().contains(market.site())) {
            throw new BadInput(Problem.notFound("The site tells nobody of baskets left behind, and keeps none."));
        }
        return market;
    }

    private static String id(Exchange exchange) {
        return Optional.of(exchange.parameter("id"))
                .filter(id -> ID.matcher(id).matches())
                .orElseThrow(() -> BadInput.of("A basket's id is 1 to 64 of letters, digits, '.', '_', '-'."));
    }

    private static Basket.Owner owner(Exchange exchange) {
        Principal who = exchange.principal();
        return new Basket.Owner(who.issuer(), who.site(), who.customerId());
    }
}
