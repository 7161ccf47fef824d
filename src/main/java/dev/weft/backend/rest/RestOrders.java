package dev.weft.backend.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.backend.client.BackendClient;
import dev.weft.customer.OrderSummary;
import dev.weft.customer.Orders;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Market;
import dev.weft.kernel.Money;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A customer's latest orders from a configured JSON system, newest first; one call per shopper, all at once. A customer the system does
 * not know (404) is absent; one without orders has an empty list.
 */
public final class RestOrders implements Orders {
    private static final int LATEST = 10;

    private final RestSettings settings;
    private final OrderMapping mapping;
    private final RestRows rows;
    private final Fields fields;
    private final Ticker ticker;
    private final JsonPointer number;
    private final JsonPointer placedAt;
    private final JsonPointer status;
    private final JsonPointer total;

    public RestOrders(BackendClient client, RestSettings settings, Ticker ticker) {
        this.settings = settings;
        this.mapping = settings.orders()
                .orElseThrow(() -> new IllegalArgumentException("orders: (expected: a mapping to serve orders by)"));
        this.rows = new RestRows(client, settings, "orders", mapping.call());
        this.fields = new Fields(client.name());
        this.ticker = ticker;
        this.number = Fields.compile("number", mapping.number());
        this.placedAt = Fields.compile("placedAt", mapping.placedAt());
        this.status = Fields.compile("status", mapping.status().field());
        this.total = Fields.compile("total", mapping.total().field());
    }

    @Override
    public Future<Map<Shopper, Aged<List<OrderSummary>>>> fetch(
            Set<Shopper> keys, Market market, RequestContext context) {
        RestSettings.Site site;
        try {
            site = rows.site(market);
        } catch (Failed notServed) {
            return Future.failedFuture(notServed);
        }
        List<Shopper> asked = List.copyOf(keys);
        List<Future<Optional<List<JsonNode>>>> answers = new ArrayList<>(asked.size());
        for (Shopper shopper : asked) {
            answers.add(rows.about(settings.customer().theirs(shopper.customerId()), market, context));
        }
        return Future.all(answers).map(done -> {
            long now = ticker.nanos();
            Map<Shopper, Aged<List<OrderSummary>>> found = new HashMap<>(asked.size() * 2);
            for (int i = 0; i < asked.size(); i++) {
                Shopper shopper = asked.get(i);
                done.<Optional<List<JsonNode>>>resultAt(i)
                        .ifPresent(orders -> found.put(shopper, Aged.fresh(latest(orders, site, market), now)));
            }
            return found;
        });
    }

    private List<OrderSummary> latest(List<JsonNode> orders, RestSettings.Site site, Market market) {
        return orders.stream()
                .map(row -> order(row, site, market))
                .sorted(Comparator.comparing(OrderSummary::placedAt).reversed())
                .limit(LATEST)
                .toList();
    }

    private OrderSummary order(JsonNode row, RestSettings.Site site, Market market) {
        return new OrderSummary(
                fields.text(row, number),
                mapping.reference().flatMap(field -> fields.textIfAny(row, Fields.compile("reference", field))),
                fields.moment(row, placedAt, site.zone()),
                mapping.status().table().getOrDefault(fields.text(row, status), OrderSummary.Status.UNKNOWN),
                total(row, market),
                mapping.lines().map(field -> lines(row, field)).orElse(0));
    }

    private Money total(JsonNode row, Market market) {
        try {
            Currency currency = mapping.total()
                    .currency()
                    .map(field -> Currency.getInstance(fields.text(row, Fields.compile("currency", field))))
                    .orElse(market.currency());
            return mapping.total().money(fields.number(row, total), currency);
        } catch (ArithmeticException | IllegalArgumentException impossible) {
            throw fields.bad("an amount of a known currency", total);
        }
    }

    private int lines(JsonNode row, String field) {
        JsonPointer pointer = Fields.compile("lines", field);
        JsonNode lines = row.at(pointer);
        if (!lines.isArray()) {
            throw fields.bad("an array", pointer);
        }
        return lines.size();
    }
}
