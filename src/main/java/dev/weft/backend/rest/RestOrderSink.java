package dev.weft.backend.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.backend.client.BackendClient;
import dev.weft.kernel.RequestContext;
import dev.weft.order.ErpItem;
import dev.weft.order.Fulfilment;
import dev.weft.order.Order;
import dev.weft.order.OrderRecord;
import dev.weft.order.OrderSink;
import dev.weft.order.Person;
import dev.weft.order.Refund;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Orders handed to a JSON system described by configuration. Every refund is a credit there; one of nothing is not sent. A system that
 * keeps references unique answers a second send with a code of {@link RestOrderRules.Codes#taken}; that counts as doubt, and the question
 * after it finds the first.
 */
public final class RestOrderSink implements OrderSink {
    private final BackendClient client;
    private final RestOrderRules rules;
    private final RestDrafts drafts;
    private final RestWrites writes;
    private final Fields fields;

    public RestOrderSink(BackendClient client, RestSettings settings, RestOrderRules rules) {
        this.client = client;
        this.rules = rules;
        this.drafts = new RestDrafts(settings, rules);
        this.writes = new RestWrites(client, settings, rules);
        this.fields = new Fields(client.name());
    }

    @Override
    public Future<Outcome> create(Order order, Person person, RequestContext context) {
        return drafted(
                () -> drafts.order(order, person),
                document -> writes.send(
                        "orderCreate",
                        rules.calls().create(),
                        document,
                        answer -> AfterSend.applied(fields.text(answer, pointer("number"))),
                        context));
    }

    /** What cannot be told in their words is refused for good; a mistake of ours in making the document means that nothing was sent. */
    private Future<Outcome> drafted(Supplier<ObjectNode> draft, Function<ObjectNode, Future<Outcome>> send) {
        ObjectNode document;
        try {
            document = draft.get();
        } catch (RestDrafts.Unfit unfit) {
            return Future.succeededFuture(AfterSend.rejected(unfit.code()));
        } catch (RuntimeException mistake) {
            return Future.succeededFuture(AfterSend.notSent(mistake, client.name()));
        }
        return send.apply(document);
    }

    @Override
    public Future<Outcome> findOrder(Order order, RequestContext context) {
        return writes.find("order", rules.calls().findOrder(), order.id().value(), "number", context);
    }

    @Override
    public Future<Outcome> cancel(Order order, String erpNumber, RequestContext context) {
        return rules.calls()
                .cancel()
                .map(path -> writes.send(
                        "orderChange",
                        writes.path(path, "number", erpNumber),
                        JsonNodeFactory.instance.objectNode(),
                        answer -> AfterSend.applied(erpNumber),
                        context))
                .orElseGet(() -> Future.succeededFuture(AfterSend.rejected("cannot_be_cancelled_there")));
    }

    @Override
    public Future<Outcome> findCancel(Order order, String erpNumber, RequestContext context) {
        return status(order, erpNumber, context)
                .map(found -> found.filter(it -> it.stage() == OrderRecord.Stage.CANCELLED)
                        .map(it -> AfterSend.applied(erpNumber))
                        .orElseGet(() -> AfterSend.absent(client.name())))
                .otherwise(cause -> AfterSend.notTold(cause, client.name()));
    }

    @Override
    public Future<Outcome> refund(Order order, String erpNumber, Refund refund, RequestContext context) {
        if (refund.worthNothing()) {
            return Future.succeededFuture(NOTHING_TO_BOOK);
        }
        return Future.<Void>succeededFuture()
                .compose(v -> wentBack(order, erpNumber, refund, context))
                .transform(read -> read.failed()
                        ? Future.succeededFuture(AfterSend.notSent(read.cause(), client.name()))
                        : drafted(
                                () -> drafts.refund(order, refund, read.result()),
                                document -> credit(erpNumber, document, context)));
    }

    private Future<Outcome> credit(String erpNumber, ObjectNode document, RequestContext context) {
        return writes.send(
                "creditCreate",
                writes.path(rules.calls().refund(), "number", erpNumber),
                document,
                answer -> AfterSend.applied(fields.text(answer, pointer("creditNumber"))),
                context);
    }

    /** By position, how many units went back before; only read where a line has several items and the system tells it. */
    private Future<Map<Integer, Integer>> wentBack(
            Order order, String erpNumber, Refund refund, RequestContext context) {
        List<ErpItem> items = ErpItem.of(order, false);
        boolean several = refund.units().keySet().stream()
                .anyMatch(line ->
                        items.stream().filter(item -> item.line() == line).count() > 1);
        if (!several || rules.field("returned").isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return writes.one(writes.path(rules.calls().status(), "number", erpNumber), context)
                .map(found -> {
                    Map<Integer, Integer> before = new HashMap<>();
                    found.ifPresent(json -> json.at(pointer("rows"))
                            .forEach(row -> before.put(
                                    fields.number(row, pointer("row")).intValueExact(),
                                    fields.number(row, pointer("returned")).intValueExact())));
                    return before;
                });
    }

    @Override
    public Future<Outcome> findRefund(Order order, String erpNumber, Refund refund, RequestContext context) {
        return writes.find("credit", rules.calls().findRefund(), refund.reference(), "creditNumber", context);
    }

    @Override
    public Future<Optional<Fulfilment>> status(Order order, String erpNumber, RequestContext context) {
        return writes.one(writes.path(rules.calls().status(), "number", erpNumber), context)
                .map(found -> found.map(this::fulfilment));
    }

    private Fulfilment fulfilment(JsonNode json) {
        OrderRecord.Stage stage =
                rules.stages().getOrDefault(fields.text(json, pointer("status")), OrderRecord.Stage.CONFIRMED);
        List<Fulfilment.Shipment> shipments = new ArrayList<>();
        if (rules.field("parcels").isPresent() && rules.field("parcel").isPresent()) {
            json.at(pointer("parcels"))
                    .forEach(parcel -> shipments.add(new Fulfilment.Shipment(
                            fields.text(parcel, pointer("parcel")),
                            rules.field("tracking").flatMap(it -> fields.textIfAny(parcel, pointer("tracking"))),
                            Map.of())));
        }
        return new Fulfilment(stage, shipments);
    }

    /** Which of them are cancelled each one's own status tells: what a search's rows say of it is not in the rules. */
    @Override
    public Future<List<String>> liveOrders(Order order, RequestContext context) {
        return writes.numbers("order", rules.calls().findOrder(), order.id().value(), "number", context)
                .compose(numbers -> {
                    List<String> live = new ArrayList<>();
                    Future<Void> all = Future.succeededFuture();
                    for (String number : numbers) {
                        all = all.compose(v -> status(order, number, context))
                                .onSuccess(found -> {
                                    if (found.filter(it -> it.stage() == OrderRecord.Stage.CANCELLED)
                                            .isEmpty()) {
                                        live.add(number);
                                    }
                                })
                                .mapEmpty();
                    }
                    return all.map(live);
                });
    }

    @Override
    public Future<List<String>> liveRefunds(Order order, Refund refund, RequestContext context) {
        return writes.numbers("credit", rules.calls().findRefund(), refund.reference(), "creditNumber", context);
    }

    private JsonPointer pointer(String field) {
        return Fields.compile(field, rules.required(field));
    }

    @Override
    public Duration lag() {
        return rules.lag();
    }
}
