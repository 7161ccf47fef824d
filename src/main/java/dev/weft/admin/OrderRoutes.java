package dev.weft.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.kernel.Failure;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;
import dev.weft.order.OrderEntries;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderStore;
import dev.weft.order.Refund;
import dev.weft.outbox.OutboxStore;
import dev.weft.outbox.OutboxStore.EntryRecord;
import dev.weft.outbox.OutboxStore.State;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Waiting and parked work, for operators: who it is about is never shown, only ids. Every change is one line of the audit log with the
 * operator's name, which the store keeps as well.
 *
 * <p>Releasing lets one parked entry be tried again, replaying all of an order's; neither repeats an effect, because the other system is
 * asked first. Settling ends a parked entry by hand: as done, under the number the other system gave it, or as never to happen.
 *
 * @param written told when something was let go
 */
public record OrderRoutes(OrderStore orders, OutboxStore outbox, Runnable written) {
    private static final int MOST = 1000;
    private static final int USUAL = 100;
    private static final int LONGEST_RESULT = 100;

    public List<AdminRoute> all() {
        return List.of(
                new AdminRoute("GET", "/orders/entries", AdminRoute.Access.OPERATOR, this::list),
                new AdminRoute("GET", "/orders/lanes", AdminRoute.Access.OPERATOR_READS, call -> lanes()),
                new AdminRoute("GET", "/orders/{id}", AdminRoute.Access.OPERATOR, this::show),
                new AdminRoute("POST", "/orders/{id}/replay", AdminRoute.Access.OPERATOR, this::replay),
                new AdminRoute("POST", "/orders/entries/{entry}/release", AdminRoute.Access.OPERATOR, this::release),
                new AdminRoute("POST", "/orders/{id}/entries/{entry}/settle", AdminRoute.Access.OPERATOR, this::settle),
                new AdminRoute("POST", "/orders/erase", AdminRoute.Access.OPERATOR, this::erase));
    }

    private Future<AdminAnswer> list(AdminCall call) {
        int limit;
        try {
            limit = Math.min(MOST, Integer.parseInt(call.query().getOrDefault("limit", Integer.toString(USUAL))));
        } catch (NumberFormatException e) {
            return bad("limit: a whole number from 1 to " + MOST);
        }
        if (limit < 1) {
            return bad("limit: a whole number from 1 to " + MOST);
        }
        OutboxStore.Query query = new OutboxStore.Query(
                Optional.ofNullable(call.query().get("lane")),
                Boolean.parseBoolean(call.query().getOrDefault("parked", "false")),
                limit);
        return answered(outbox.list(query).map(entries -> AdminAnswer.json(200, entries(entries))));
    }

    private Future<AdminAnswer> lanes() {
        return answered(outbox.depths().map(depths -> {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode rows = body.putArray("lanes");
            depths.forEach(depth -> {
                ObjectNode row = rows.addObject();
                row.put("lane", depth.lane()).put("waiting", depth.waiting()).put("parked", depth.parked());
                depth.oldest().ifPresent(oldest -> row.put("oldest", oldest.toString()));
            });
            return AdminAnswer.json(200, body);
        }));
    }

    private Future<AdminAnswer> show(AdminCall call) {
        String id = call.parameters().getOrDefault("id", "");
        if (!OrderId.valid(id)) {
            return bad("an order's id is 8 to 35 capitals, digits and hyphens");
        }
        return answered(orders.find(new OrderId(id))
                .compose(found -> found.isEmpty()
                        ? missing("There is no such order.")
                        : outbox.ofAggregate(id).map(entries -> AdminAnswer.json(200, order(found.get(), entries)))));
    }

    private Future<AdminAnswer> release(AdminCall call) {
        String entry = call.parameters().getOrDefault("entry", "");
        return answered(outbox.release(entry, call.operator().name()).compose(done -> {
            if (!done) {
                return conflict("The entry is not parked.");
            }
            written.run();
            return changed(1);
        }));
    }

    private Future<AdminAnswer> replay(AdminCall call) {
        String id = call.parameters().getOrDefault("id", "");
        return answered(outbox.ofAggregate(id).compose(entries -> {
            if (entries.isEmpty()) {
                return missing("Nothing was ever to be sent for this order.");
            }
            List<Future<Boolean>> releases = new ArrayList<>();
            entries.stream()
                    .filter(entry -> entry.state() == State.PARKED)
                    .forEach(entry -> releases.add(
                            outbox.release(entry.id(), call.operator().name())));
            return Future.all(releases).compose(all -> {
                written.run();
                return changed((int) releases.stream().filter(Future::result).count());
            });
        }));
    }

    private Future<AdminAnswer> settle(AdminCall call) {
        String result;
        boolean never;
        try {
            JsonNode body = StrictJson.unambiguous(call.body());
            result = body.path("result").asText("");
            never = body.path("never").asBoolean(false);
        } catch (MalformedJson e) {
            return bad("Expected {\"result\":\"the other system's number\"} or {\"never\":true}.");
        }
        if (result.isEmpty() != never || result.length() > LONGEST_RESULT) {
            return bad("Expected {\"result\":\"the other system's number\"} or {\"never\":true}, one of them.");
        }
        String id = call.parameters().getOrDefault("id", "");
        String wanted = call.parameters().getOrDefault("entry", "");
        return answered(outbox.ofAggregate(id).compose(entries -> {
            Optional<EntryRecord> entry =
                    entries.stream().filter(it -> it.id().equals(wanted)).findFirst();
            if (entry.isEmpty()) {
                return missing("The order has no such entry.");
            }
            return outbox.settle(
                            wanted,
                            call.operator().name(),
                            never ? "never" : result,
                            never
                                    ? OrderEntries.givenUp(entry.get().what())
                                    : OrderEntries.settled(entry.get().what(), result))
                    .compose(done -> {
                        if (!done) {
                            return conflict("The entry is not parked.");
                        }
                        written.run();
                        return changed(1);
                    });
        }));
    }

    private Future<AdminAnswer> erase(AdminCall call) {
        String site;
        String customer;
        try {
            JsonNode body = StrictJson.unambiguous(call.body());
            site = body.path("site").asText("");
            customer = body.path("customer").asText("");
        } catch (MalformedJson e) {
            return bad("Expected {\"site\":\"...\",\"customer\":\"...\"}.");
        }
        if (site.isEmpty() || customer.isEmpty()) {
            return bad("Expected {\"site\":\"...\",\"customer\":\"...\"}.");
        }
        return answered(orders.erase(site, customer, call.operator().name())
                .map(erased -> AdminAnswer.json(
                        200,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("changed", erased.orders())
                                .put("open", erased.open()))));
    }

    private static Future<AdminAnswer> changed(int count) {
        return Future.succeededFuture(
                AdminAnswer.json(200, JsonNodeFactory.instance.objectNode().put("changed", count)));
    }

    private static Future<AdminAnswer> bad(String detail) {
        return Future.succeededFuture(AdminAnswer.problem(400, "bad_request", "The request is malformed", detail));
    }

    private static Future<AdminAnswer> missing(String detail) {
        return Future.succeededFuture(AdminAnswer.problem(404, "not_found", "Not found", detail));
    }

    private static Future<AdminAnswer> conflict(String detail) {
        return Future.succeededFuture(AdminAnswer.problem(409, "not_parked", "Nothing to do", detail));
    }

    /** A store that is dark is 503, not a bug. */
    private static Future<AdminAnswer> answered(Future<AdminAnswer> answer) {
        return answer.recover(cause -> cause instanceof dev.weft.kernel.Failed failed
                ? Future.succeededFuture(unavailable(failed.failure()))
                : Future.failedFuture(cause));
    }

    private static AdminAnswer unavailable(Failure failure) {
        return AdminAnswer.problem(503, "store_unavailable", "The store does not answer", failure.code());
    }

    private static ObjectNode entries(List<EntryRecord> entries) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = body.putArray("entries");
        entries.forEach(entry -> rows.add(entry(entry)));
        return body;
    }

    private static ObjectNode entry(EntryRecord entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id())
                .put("order", entry.what().aggregateId())
                .put("lane", entry.what().lane())
                .put("type", entry.what().type())
                .put("site", entry.what().site())
                .put("sequence", entry.sequence())
                .put("state", entry.state().name().toLowerCase(java.util.Locale.ROOT))
                .put("attempts", entry.attempt())
                .put("faults", entry.faults())
                .put("createdAt", entry.createdAt().toString())
                .put("nextAt", entry.nextAt().toString())
                .put("lastError", entry.lastError())
                .put("result", entry.result());
    }

    private static ObjectNode order(OrderRecord record, List<EntryRecord> entries) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("id", record.order().id().value())
                .put("site", record.order().buyer().site())
                .put("stage", record.stage().code())
                .put("parked", record.parked())
                .put("placedAt", record.order().placedAt().toString())
                .put("changedAt", record.changedAt().toString())
                .put("currency", record.order().basket().currency())
                .put("total", record.order().books().total())
                .put("refunded", record.refunded().amount())
                .put("erased", record.person().isEmpty());
        record.erpNumber().ifPresent(number -> body.put("erpNumber", number));
        ArrayNode refunds = body.putArray("refunds");
        for (Refund refund : record.refunds()) {
            refunds.addObject()
                    .put("reference", refund.reference())
                    .put("state", refund.state().code())
                    .put("money", refund.money());
        }
        body.setAll(entries(entries));
        return body;
    }
}
