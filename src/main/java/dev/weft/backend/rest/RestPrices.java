package dev.weft.backend.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.backend.client.BackendClient;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Sku;
import dev.weft.kernel.Ticker;
import dev.weft.product.Price;
import dev.weft.product.Prices;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prices from a configured JSON system: the rows that hold on the site's own today, and of several the one that began last. A product
 * without such a row is absent. A price in another currency than the market's fails the question, because converting is not ours to do.
 */
public final class RestPrices implements Prices {
    private static final LocalDate FOR_EVER = LocalDate.of(9999, 12, 31);

    private record Dated(JsonNode row, LocalDate from, Optional<LocalDate> until) {}

    private final String name;
    private final RestSettings settings;
    private final PriceMapping mapping;
    private final RestRows rows;
    private final Fields fields;
    private final Ticker ticker;
    private final Clock clock;
    private final JsonPointer code;
    private final JsonPointer amount;
    private final Template priceList;

    public RestPrices(BackendClient client, RestSettings settings, Ticker ticker, Clock clock) {
        this.name = client.name();
        this.settings = settings;
        this.mapping = settings.prices()
                .orElseThrow(() -> new IllegalArgumentException("prices: (expected: a mapping to serve prices by)"));
        this.rows = new RestRows(client, settings, "prices", mapping.call());
        this.fields = new Fields(name);
        this.ticker = ticker;
        this.clock = clock;
        this.code = Fields.compile("code", mapping.code());
        this.amount = Fields.compile("amount", mapping.amount().field());
        this.priceList = Template.compileStrict("priceList", mapping.priceList());
    }

    @Override
    public Future<Map<Sku, Aged<Price>>> fetch(Set<Sku> keys, Market market, RequestContext context) {
        RestSettings.Site site;
        try {
            site = rows.site(market);
        } catch (Failed notServed) {
            return Future.failedFuture(notServed);
        }
        Codes codes = Codes.of(keys, settings.sku());
        return rows.about(codes.distinct(), market, context).map(found -> {
            Map<String, Dated> best = best(codes, LocalDate.ofInstant(clock.instant(), site.zone()), found);
            String list = RestRows.filled(priceList, market, site);
            long now = ticker.nanos();
            Map<Sku, Aged<Price>> prices = new HashMap<>(keys.size() * 2);
            codes.bySku().forEach((sku, product) -> {
                Dated dated = best.get(product);
                if (dated != null) {
                    prices.put(sku, Aged.fresh(price(dated, list, market.currency()), now));
                }
            });
            return prices;
        });
    }

    private Map<String, Dated> best(Codes codes, LocalDate today, List<JsonNode> found) {
        Set<String> asked = Set.copyOf(codes.bySku().values());
        Map<String, Dated> best = new HashMap<>();
        for (JsonNode row : found) {
            String product = fields.text(row, code);
            Dated dated = dated(row);
            boolean holds = !dated.from().isAfter(today)
                    && dated.until().map(last -> !last.isBefore(today)).orElse(true);
            if (asked.contains(product) && holds) {
                best.merge(product, dated, (a, b) -> b.from().isBefore(a.from()) ? a : b);
            }
        }
        return best;
    }

    private Dated dated(JsonNode row) {
        return mapping.validity()
                .map(validity -> new Dated(
                        row,
                        fields.day(row, Fields.compile("from", validity.from())).orElse(LocalDate.MIN),
                        fields.day(row, Fields.compile("until", validity.until()))))
                .orElseGet(() -> new Dated(row, LocalDate.MIN, Optional.empty()));
    }

    private Price price(Dated dated, String list, Currency currency) {
        JsonNode row = dated.row();
        mapping.amount().currency().ifPresent(field -> {
            if (!fields.text(row, Fields.compile("currency", field)).equals(currency.getCurrencyCode())) {
                throw bad("a price in another currency than " + currency.getCurrencyCode());
            }
        });
        try {
            int perUnits = mapping.perUnits()
                    .map(field -> fields.number(row, Fields.compile("perUnits", field))
                            .intValueExact())
                    .orElse(1);
            return new Price(
                    mapping.amount().money(fields.number(row, amount), currency),
                    perUnits,
                    list,
                    dated.until().filter(day -> day.isBefore(FOR_EVER)));
        } catch (ArithmeticException | IllegalArgumentException impossible) {
            throw bad("a price with more decimals than " + currency.getCurrencyCode() + " has, or for no whole units");
        }
    }

    private Failed bad(String detail) {
        return Failure.of(Failure.Reason.BAD_ANSWER, name, detail).asException();
    }
}
