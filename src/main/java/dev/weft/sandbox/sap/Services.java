package dev.weft.sandbox.sap;

import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.Books;
import dev.weft.sandbox.books.Refund;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources of each service: entity sets, single entities by key, the availability function, and what can be written. */
final class Services {

    static final String STOCK = "API_MATERIAL_STOCK_SRV";
    static final String ATP = "API_PRODUCT_AVAILY_INFO_BASIC";
    static final String PRICES = "API_SLSPRICINGCONDITIONRECORD_SRV";
    static final String ORDERS = "API_SALES_ORDER_SRV";
    static final String DELIVERIES = "API_OUTBOUND_DELIVERY_SRV";
    static final String CREDITS = "API_CREDIT_MEMO_REQUEST_SRV";
    static final String RETURNS = "API_CUSTOMER_RETURN_SRV";

    private static final Pattern RESOURCE = Pattern.compile("(\\w+)(?:\\((.*)\\))?");
    private static final Pattern SINGLE_KEY = Pattern.compile("'(?:[^']|'')*'");

    private final AtomicInteger pageSize = new AtomicInteger(1_000);
    private final ODataQuery query = new ODataQuery(pageSize::get);
    private final Availability availability;
    private final Map<String, List<EntitySet<?>>> sets;
    private final EntitySet<Booking> orders;
    private final SalesOrderEntry orderEntry;
    private final Changes changes;
    private final Refunds credits;
    private final Refunds returns;

    /** One kind of refund: where it is read and how it comes in. */
    private record Refunds(EntitySet<Refund> documents, EntitySet<RefundSets.Item> items, RefundEntry entry) {}

    Services(World world, Books books) {
        availability = new Availability(world);
        OrderSets orderSets = new OrderSets(world, books.orders());
        PartnerSets partners = new PartnerSets(books.orders());
        orders = orderSets.orders();
        EntitySet<OrderSets.Item> items = orderSets.items();
        orderEntry = new SalesOrderEntry(world, books.orders(), books.habits());
        changes = new Changes(books.orders(), orders, items);
        credits = refunds(books, Refund.Kind.CREDIT);
        returns = refunds(books, Refund.Kind.RETURN);
        sets = Map.of(
                STOCK, List.of(StockSet.of(world)),
                PRICES, List.of(PriceSets.validity(world), PriceSets.records(world)),
                ORDERS, List.of(orders, items, orderSets.scheduleLines(), partners.addresses(), partners.texts()),
                DELIVERIES, List.of(DeliverySet.of(books.orders()), DeliverySet.headers(books.orders())),
                CREDITS, List.of(credits.documents(), credits.items()),
                RETURNS, List.of(returns.documents(), returns.items()),
                ATP, List.of());
    }

    private static Refunds refunds(Books books, Refund.Kind kind) {
        RefundSets sets = new RefundSets(books.refunds(), kind);
        return new Refunds(
                sets.documents(), sets.items(), new RefundEntry(books.orders(), books.refunds(), kind, books.habits()));
    }

    boolean knows(String service) {
        return sets.containsKey(service);
    }

    /** A POST, PATCH, MERGE or DELETE of a resource. */
    Reply change(String service, String resource, Call call, String base) {
        String method = call.header("X-HTTP-Method").orElse(call.method().name());
        if (method.equals("POST")) {
            return create(service + "/" + resource, call, base);
        }
        if (!service.equals(ORDERS)) {
            throw ODataRefusal.of(405, "/IWFND/CM_MGW_RT/022", "Method " + method + " is not simulated here");
        }
        return switch (method) {
            case "PATCH", "MERGE" -> changes.patch(resource, call);
            case "DELETE" -> changes.delete(resource, call);
            default -> throw ODataRefusal.of(405, "/IWFND/CM_MGW_RT/022", "Method " + method + " is not allowed");
        };
    }

    private Reply create(String path, Call call, String base) {
        if (!call.header("Content-Type").orElse("").startsWith("application/json")) {
            throw ODataRefusal.of(415, "/IWFND/CM_MGW_RT/104", "Content type is not supported");
        }
        List<String> withItems = List.of("to_Item");
        return switch (path) {
            case ORDERS + "/A_SalesOrder" -> query.created(orders, orderEntry.take(call.body()), withItems, base);
            case CREDITS + "/A_CreditMemoRequest" ->
                query.created(credits.documents(), credits.entry().take(call.body()), withItems, base);
            case RETURNS + "/A_CustomerReturn" ->
                query.created(returns.documents(), returns.entry().take(call.body()), withItems, base);
            default -> throw ODataRefusal.of(405, "/IWFND/CM_MGW_RT/022", "Nothing can be created at " + path);
        };
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
        if (service.equals(ATP) && resource.equals("DetermineAvailabilityAt")) {
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
