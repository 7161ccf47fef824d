package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.inventory.Reservations;
import dev.weft.inventory.StockStore.Held;
import dev.weft.inventory.StockStore.Reservation;
import dev.weft.inventory.StockStore.State;
import dev.weft.inventory.Wanted;
import dev.weft.kernel.Loops;
import dev.weft.kernel.Market;
import dev.weft.kernel.Sku;
import dev.weft.kernel.StrictJson;
import dev.weft.order.Answer;
import dev.weft.order.Fault;
import dev.weft.security.Principal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers the reservation routes, in the shape of Omnichannel Inventory. The request's own id makes it repeatable. */
final class ReservationHandler {
    private static final Set<String> PARAMETERS = Set.of("site", "locale", "currency");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final int MAX_RECORDS = 100;
    private static final int LONGEST_SECONDS = 14_400;

    private final Markets markets;
    private final Reservations reservations;
    private final BodyReader bodies;
    private final Answers answers;

    ReservationHandler(Markets markets, Reservations reservations, BodyReader bodies, Answers answers) {
        this.markets = markets;
        this.reservations = reservations;
        this.bodies = bodies;
        this.answers = answers;
    }

    void hold(Exchange exchange) {
        Market market = market(exchange);
        bodies.json(exchange).onComplete(read -> {
            if (read.failed()) {
                answers.problem(
                        exchange,
                        OrderProblems.of(read.cause(), exchange.context().requestId()));
                return;
            }
            if (CardNumbers.in(read.result().tree()).isPresent()) {
                answers.problem(exchange, OrderProblems.card());
                return;
            }
            List<Fault> faults = new ArrayList<>();
            Reservations.Wish wish = wish(read.result(), exchange.principal(), faults);
            if (faults.isEmpty()) {
                answer(
                        exchange,
                        reservations
                                .hold(wish, market, exchange.context())
                                .map(held -> held(held, exchange.trace().traceId())));
            } else {
                write(exchange, OrderProblems.faults(faults, exchange.trace().traceId()));
            }
        });
    }

    private static Reservations.Wish wish(StrictJson.Document document, Principal who, List<Fault> faults) {
        document.repeated().forEach(at -> faults.add(new Fault(at, "repeated", "The member stands more than once.")));
        JsonFields body = new JsonFields(document.tree(), "", faults);
        String id = body.text("actionRequestId", UUID, "a UUID");
        boolean partial = body.flag("allowPartialReservations");
        int seconds = body.has("expirationSeconds") ? body.count("expirationSeconds", 1, LONGEST_SECONDS) : 600;
        String reference = body.optional("externalRefId", 128).orElse("");
        List<Wanted> wanted = new ArrayList<>();
        for (JsonFields record : body.objects("records", MAX_RECORDS)) {
            String sku = record.text("sku", SKU, "1 to 100 of letters, digits, '.', '_', '-'");
            int quantity = record.count("quantity", 1, 999);
            wanted.add(
                    new Wanted(wanted.size() + 1, Sku.of(sku.isEmpty() ? "unreadable" : sku), Math.max(1, quantity)));
            record.close();
        }
        body.close();
        return new Reservations.Wish(
                id, who.site(), owner(who), wanted, Duration.ofSeconds(Math.max(1, seconds)), partial, reference);
    }

    void find(Exchange exchange) {
        market(exchange);
        Principal who = exchange.principal();
        answer(
                exchange,
                reservations
                        .find(who.site(), owner(who), exchange.parameter("id"))
                        .map(found -> found.map(one -> worded(200, one))
                                .orElseThrow(() -> new BadInput(Problem.notFound("No such reservation.")))));
    }

    void release(Exchange exchange) {
        market(exchange);
        Principal who = exchange.principal();
        answer(
                exchange,
                reservations
                        .release(who.site(), owner(who), exchange.parameter("id"))
                        .map(found -> found.map(one -> worded(200, one))
                                .orElseThrow(() -> new BadInput(Problem.notFound("No such reservation.")))));
    }

    private static String owner(Principal who) {
        return who.customerId();
    }

    private static Answer held(Held held, String traceId) {
        return held.reservation()
                .map(one -> worded(one.state() == State.HELD ? 201 : 200, one))
                .orElseGet(() -> OrderProblems.tooFew(held.left(), traceId));
    }

    private static Answer worded(int status, Reservation reservation) {
        JsonNode json = json(reservation);
        String location = "/v1/reservations/" + reservation.id();
        return new Answer(status, status == 201 ? location : "", "application/json", json.toString());
    }

    private static ObjectNode json(Reservation reservation) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("actionRequestId", reservation.id())
                .put("state", state(reservation.state()));
        reservation.until().ifPresent(until -> json.put("expiration", until.toString()));
        if (!reservation.externalRef().isEmpty()) {
            json.put("externalRefId", reservation.externalRef());
        }
        ArrayNode list = json.putArray("records");
        reservation
                .sourced()
                .forEach(place -> list.addObject()
                        .put("sku", place.sku().value())
                        .put("quantity", place.quantity())
                        .put("location", place.location()));
        return json;
    }

    /** As commerce calls them. */
    private static String state(State state) {
        return switch (state) {
            case HELD -> "Created";
            case COMMITTED -> "Committed";
            case RELEASED -> "Released";
            case EXPIRED -> "Expired";
        };
    }

    private Market market(Exchange exchange) {
        return markets.of(Query.parse(exchange.request().query(), PARAMETERS), exchange.principal());
    }

    private void answer(Exchange exchange, Future<Answer> answer) {
        Loops.here(answer).onComplete(outcome -> {
            if (outcome.failed()) {
                answers.problem(
                        exchange,
                        OrderProblems.of(outcome.cause(), exchange.context().requestId()));
            } else {
                write(exchange, outcome.result());
            }
        });
    }

    private void write(Exchange exchange, Answer answer) {
        Optional.of(answer.location())
                .filter(location -> !location.isEmpty())
                .ifPresent(location -> exchange.request().response().headers().set(HttpHeaders.LOCATION, location));
        answers.worded(exchange, answer.status(), answer.contentType(), answer.body());
    }
}
