package dev.weft.sandbox.sap;

import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import dev.weft.sandbox.wire.Subject;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names SAP's requests are counted and disturbed under. Of each kind of document there are three: {@code orderCreate},
 * {@code orderLookup} for searches by reference, {@code orders} for other reads; {@code orderChange} rejects or deletes.
 */
final class SapOperations {

    private static final Map<String, String> READS = Map.of(
            Services.STOCK, "stock",
            Services.ATP, "atp",
            Services.PRICES, "prices",
            Services.ORDERS, "orders",
            Services.DELIVERIES, "deliveries",
            Services.CREDITS, "credits",
            Services.RETURNS, "returns");
    private static final Map<String, String> KINDS =
            Map.of(Services.ORDERS, "order", Services.CREDITS, "credit", Services.RETURNS, "return");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Pattern CREATED_REFERENCE =
            Pattern.compile("\"PurchaseOrderByCustomer\"\\s*:\\s*\"([^\"\\\\]{1,35})\"");
    private static final Pattern SOUGHT_REFERENCE = Pattern.compile("PurchaseOrderByCustomer eq '([^']{1,35})'");

    private final Operation handshake;
    private final Operation batch;
    private final Operation unknown;
    private final Function<Call, Reply> answer;
    private final Map<String, Operation> reads;

    SapOperations(Function<Call, Reply> answer) {
        this.answer = answer;
        this.handshake = new Operation("csrf", answer);
        this.batch = new Operation("batch", answer);
        this.unknown = new Operation("unknown", answer);
        this.reads = READS.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, read -> new Operation(read.getValue(), answer)));
    }

    static String readName(String service) {
        return READS.getOrDefault(service, service);
    }

    Operation unknown() {
        return unknown;
    }

    Operation of(String service, String resource, Call call) {
        if (resource.equals("$batch")) {
            return batch;
        }
        if (resource.isEmpty() && Csrf.isFetch(call)) {
            return handshake;
        }
        String kind = KINDS.get(service);
        if (kind == null) {
            return reads.getOrDefault(service, unknown);
        }
        if (!READING.contains(call.method())) {
            boolean creates = call.method().equals(HttpMethod.POST)
                    && call.header("X-HTTP-Method").isEmpty();
            return creates
                    ? new Operation(kind + "Create", answer, it -> created(kind, it))
                    : new Operation(kind + "Change", answer);
        }
        Optional<Subject> sought = sought(kind, call);
        return sought.isPresent()
                ? new Operation(kind + "Lookup", answer, it -> sought)
                : reads.getOrDefault(service, unknown);
    }

    private static Optional<Subject> created(String kind, Call call) {
        Matcher matcher = CREATED_REFERENCE.matcher(call.body());
        return matcher.find()
                ? Optional.of(new Subject(kind, matcher.group(1), Subject.Act.CREATE, reply -> reply.status() == 201))
                : Optional.empty();
    }

    private static Optional<Subject> sought(String kind, Call call) {
        Matcher matcher = SOUGHT_REFERENCE.matcher(call.param("$filter").orElse(""));
        return matcher.find()
                ? Optional.of(new Subject(kind, matcher.group(1), Subject.Act.LOOKUP, SapOperations::found))
                : Optional.empty();
    }

    private static boolean found(Reply reply) {
        return reply.status() == 200 && !reply.bodyText().contains("\"results\":[]");
    }
}
