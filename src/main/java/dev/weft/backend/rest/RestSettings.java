package dev.weft.backend.rest;

import dev.weft.backend.client.KeyRule;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON system: what it is asked and how its answers are read.
 *
 * @param sites by site id; a site that is not here is not served
 * @param sku our SKU to their product code
 * @param customer our customer id to their customer number
 * @param stock how to read stock, where this system has it
 * @param prices how to read prices, where this system has them
 * @param orders how to read orders, where this system has them
 * @param errorCode JSON Pointer to the code in an error answer, for example {@code /fault/no}
 */
public record RestSettings(
        Map<String, Site> sites,
        KeyRule sku,
        KeyRule customer,
        Optional<StockMapping> stock,
        Optional<PriceMapping> prices,
        Optional<OrderMapping> orders,
        Optional<String> errorCode) {

    public RestSettings {
        sites = Map.copyOf(sites);
        errorCode.ifPresent(pointer -> Fields.compile("errorCode", pointer));
        stock.ifPresent(mapping -> checkKeys("stock", mapping.call()));
        prices.ifPresent(mapping -> checkKeys("prices", mapping.call()));
        orders.ifPresent(RestSettings::checkCustomer);
        for (Map.Entry<String, Site> site : sites.entrySet()) {
            stock.ifPresent(mapping -> checkStock(site.getKey(), site.getValue(), mapping));
            prices.ifPresent(mapping -> {
                checkVariables(site.getKey(), site.getValue(), mapping.call());
                checkVariables(
                        site.getKey(), site.getValue(), Template.compileStrict("priceList", mapping.priceList()));
            });
            orders.ifPresent(mapping -> checkVariables(site.getKey(), site.getValue(), mapping.call()));
        }
    }

    /**
     * One storefront site, as this system sees it.
     *
     * @param variables what {@code {market.NAME}} in a template stands for, for example {@code priceList -> RETAIL_EU}
     * @param locations their depot to Weft's name for the place, in the order they are shown; other depots' stock is not this site's
     * @param zone where a day begins, and of times that come without one
     */
    public record Site(Map<String, String> variables, Map<String, String> locations, ZoneId zone) {
        public Site {
            variables = Map.copyOf(variables);
            locations = Collections.unmodifiableMap(new LinkedHashMap<>(locations));
        }

        /** A site whose days are counted in UTC. */
        public Site(Map<String, String> variables, Map<String, String> locations) {
            this(variables, locations, ZoneOffset.UTC);
        }
    }

    private static void checkKeys(String name, RestCall call) {
        if (!call.names("keys")) {
            throw new IllegalArgumentException(
                    name + ": neither path nor body has {keys} (expected: the place of the product codes)");
        }
        if (call.names("customer")) {
            throw new IllegalArgumentException(name + ": has {customer} (expected: only in orders)");
        }
    }

    private static void checkCustomer(OrderMapping mapping) {
        if (!mapping.call().names("customer") || mapping.call().names("keys")) {
            throw new IllegalArgumentException(
                    "orders: path or body without {customer}, or with {keys} (expected: the customer's number alone)");
        }
    }

    private static void checkStock(String id, Site site, StockMapping mapping) {
        checkVariables(id, site, mapping.call());
        if (site.locations().isEmpty()
                || (mapping.location().isEmpty() && site.locations().size() != 1)) {
            throw new IllegalArgumentException(
                    "sites." + id + ".locations: " + site.locations().size()
                            + " (expected: at least one, and exactly one where rows name no location)");
        }
    }

    private static void checkVariables(String id, Site site, RestCall call) {
        checkVariables(id, site, call.pathTemplate());
        call.bodyTemplate().ifPresent(body -> checkVariables(id, site, body));
    }

    private static void checkVariables(String id, Site site, Template template) {
        for (String variable : template.variables()) {
            if (!site.variables().containsKey(variable)) {
                throw new IllegalArgumentException("sites." + id + ".variables: no '" + variable
                        + "' (expected: a value for {market." + variable + "})");
            }
        }
    }
}
