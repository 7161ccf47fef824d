package dev.weft.http;

import dev.weft.customer.CustomerPart;
import dev.weft.customer.CustomerScreen;
import dev.weft.customer.CustomerView;
import dev.weft.fanout.Composite;
import dev.weft.fanout.RequiredPartMissing;
import dev.weft.kernel.Market;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Answers the shopper's own screen. Never cached, never shared, not even between two requests of the same shopper. */
final class CustomerHandler {
    private static final Set<String> PARAMETERS = Set.of("site", "locale", "currency", "include");

    private final Set<CustomerPart> defaults;
    private final Markets markets;
    private final CustomerView customers;
    private final CustomerJson json;
    private final Answers answers;

    CustomerHandler(EdgeSettings settings, Markets markets, CustomerView customers, Ticker ticker, Answers answers) {
        this.defaults = include(settings.defaultCustomerParts());
        this.markets = markets;
        this.customers = customers;
        this.json = new CustomerJson(ticker);
        this.answers = answers;
    }

    void me(Exchange exchange) {
        Query query = Query.parse(exchange.request().query(), PARAMETERS);
        Market market = markets.of(query, exchange.principal());
        Shopper shopper = new Shopper(exchange.principal().customerId(), exchange.token());
        customers
                .screen(shopper, included(query), market, exchange.context())
                .compose(screen -> {
                    exchange.composed(screen.composite());
                    return require(screen);
                })
                .onComplete(outcome -> {
                    if (outcome.succeeded()) {
                        write(exchange, outcome.result());
                    } else {
                        answers.problem(
                                exchange,
                                Problems.of(outcome.cause(), exchange.context().requestId()));
                    }
                });
    }

    private static Future<CustomerScreen> require(CustomerScreen screen) {
        Optional<Composite.Entry> missing = screen.composite().missingRequired();
        return missing.isEmpty()
                ? Future.succeededFuture(screen)
                : Future.failedFuture(
                        new RequiredPartMissing(missing.get().name(), Composite.failureOf(missing.get())));
    }

    private void write(Exchange exchange, CustomerScreen screen) {
        MultiMap headers = exchange.request().response().headers();
        headers.set(HttpHeaders.CACHE_CONTROL, "private, no-store");
        headers.set("weft-complete", screen.composite().complete() ? "?1" : "?0");
        answers.json(exchange, 200, json.render(screen));
    }

    private Set<CustomerPart> included(Query query) {
        String wanted = query.get("include").orElse("");
        return wanted.isEmpty() ? defaults : include(new TreeSet<>(List.of(wanted.split(",", 16))));
    }

    private static Set<CustomerPart> include(Set<String> codes) {
        EnumSet<CustomerPart> parts = EnumSet.noneOf(CustomerPart.class);
        for (String code : codes) {
            parts.add(CustomerPart.of(code.trim())
                    .orElseThrow(() -> BadInput.of("'include' knows profile, loyalty, orders and basket only.")));
        }
        return parts;
    }
}
