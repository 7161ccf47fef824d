package dev.weft.sandbox.sap;

import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources of each service: entity sets, single entities by key, and the availability function. */
final class Services {

    private static final Pattern RESOURCE = Pattern.compile("(\\w+)(?:\\((.*)\\))?");
    private static final Pattern SINGLE_KEY = Pattern.compile("'(?:[^']|'')*'");

    private final AtomicInteger pageSize = new AtomicInteger(1_000);
    private final ODataQuery query = new ODataQuery(pageSize::get);
    private final Availability availability;
    private final Map<String, List<EntitySet<?>>> sets;

    Services(World world) {
        availability = new Availability(world);
        sets = Map.of(
                "API_MATERIAL_STOCK_SRV", List.of(StockSet.of(world)),
                "API_SLSPRICINGCONDITIONRECORD_SRV", List.of(PriceSets.validity(world), PriceSets.records(world)),
                "API_SALES_ORDER_SRV", List.of(OrderSets.orders(world), OrderSets.items(world)),
                "API_PRODUCT_AVAILY_INFO_BASIC", List.of());
    }

    void pageSize(int rows) {
        pageSize.set(rows);
    }

    /** @param path what follows the service's name */
    Reply answer(String service, List<String> path, Call call, String base) {
        String resource = path.isEmpty() ? "" : path.get(0);
        if (resource.isEmpty()) {
            return document(service);
        }
        if (path.size() > 1) {
            throw ODataRefusal.notFound("Resource not found for segment '" + path.get(1) + "'");
        }
        if (service.equals("API_PRODUCT_AVAILY_INFO_BASIC") && resource.equals("DetermineAvailabilityAt")) {
            return availability.answer(call, base);
        }
        Matcher matcher = RESOURCE.matcher(resource);
        if (matcher.matches()) {
            for (EntitySet<?> set : sets.getOrDefault(service, List.of())) {
                if (set.name().equals(matcher.group(1))) {
                    String key = matcher.group(2);
                    return key == null ? query.list(set, call, base) : single(set, key, call, base);
                }
            }
        }
        throw ODataRefusal.notFound("Resource not found for segment '" + resource + "'");
    }

    /** The key as a filter: one unnamed value, or {@code name=value} pairs for every key property. */
    private <R> Reply single(EntitySet<R> set, String key, Call call, String base) {
        boolean unnamed = set.keys().size() == 1 && SINGLE_KEY.matcher(key).matches();
        String filter = unnamed
                ? set.keys().get(0) + " eq " + key
                : key.replaceAll("=(?=(?:[^']*'[^']*')*[^']*$)", " eq ")
                        .replaceAll(",(?=(?:[^']*'[^']*')*[^']*$)", " and ");
        for (String name : set.keys()) {
            if (!filter.contains(name + " eq ")) {
                throw ODataRefusal.badRequest("Invalid key predicate type for segment '" + set.name() + "'");
            }
        }
        return query.single(set, FilterParser.parse(filter, set.properties()), call, base);
    }

    private Reply document(String service) {
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("d");
            json.writeArrayFieldStart("EntitySets");
            for (EntitySet<?> set : sets.getOrDefault(service, List.of())) {
                json.writeString(set.name());
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
