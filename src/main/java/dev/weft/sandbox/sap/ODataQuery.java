package dev.weft.sandbox.sap;

import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.JsonBytes;
import dev.weft.sandbox.wire.Reply;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** Answers a read of an entity set or of one entity: the system query options, paging by {@code $skiptoken}, V2 envelopes. */
final class ODataQuery {

    private static final Set<String> OPTIONS = Set.of(
            "$filter", "$select", "$expand", "$orderby", "$top", "$skip", "$skiptoken", "$inlinecount", "$format");

    private final IntSupplier pageSize;

    ODataQuery(IntSupplier pageSize) {
        this.pageSize = pageSize;
    }

    /** @param base the service's address, for links */
    <R> Reply list(EntitySet<R> set, Call call, String base) {
        refuseUnknownOptions(call);
        Filter<R> filter = call.param("$filter")
                .map(text -> FilterParser.parse(text, set.properties()))
                .orElseGet(Filter.All::new);
        Selection<R> selection = Selection.of(set, call.listParam("$select"), call.listParam("$expand"));
        int token = number(call, "$skiptoken", 0);
        int skip = number(call, "$skip", 0) + token;
        int top = Math.max(0, number(call, "$top", Integer.MAX_VALUE) - token);
        int page = Math.min(top, pageSize.getAsInt());
        List<R> rows = sorted(set, call, set.rows().apply(filter).filter(filter::matches))
                .skip(skip)
                .limit(page + 1L)
                .toList();
        boolean more = rows.size() > page && top > page;
        boolean counted = call.param("$inlinecount").filter("allpages"::equals).isPresent();
        long count = counted ? set.rows().apply(filter).filter(filter::matches).count() : 0;
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("d");
            if (counted) {
                json.writeStringField("__count", Long.toString(count));
            }
            json.writeArrayFieldStart("results");
            for (R row : rows.subList(0, Math.min(page, rows.size()))) {
                selection.write(json, row, base);
            }
            json.writeEndArray();
            if (more) {
                json.writeStringField("__next", next(call, base + "/" + set.name(), token + page));
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** @param keyFilter a filter for exactly one entity */
    <R> Reply single(EntitySet<R> set, Filter<R> keyFilter, Call call, String base) {
        refuseUnknownOptions(call);
        Selection<R> selection = Selection.of(set, call.listParam("$select"), call.listParam("$expand"));
        R row = set.rows()
                .apply(keyFilter)
                .filter(keyFilter::matches)
                .findFirst()
                .orElseThrow(() -> ODataRefusal.notFound("Resource not found for segment '" + set.type() + "'"));
        Reply reply = envelope(200, selection, row, base);
        return set.etag(row).map(etag -> reply.with("ETag", etag)).orElse(reply);
    }

    /** The answer to a create: the entity as it was made, with what it was made with, and where it lies. */
    <R> Reply created(EntitySet<R> set, R row, List<String> expand, String base) {
        Selection<R> selection = Selection.of(set, List.of(), expand);
        Reply reply = envelope(201, selection, row, base).with("Location", selection.uri(row, base));
        return set.etag(row).map(etag -> reply.with("ETag", etag)).orElse(reply);
    }

    private static <R> Reply envelope(int status, Selection<R> selection, R row, String base) {
        return Reply.json(status, (JsonBytes.Body) json -> {
            json.writeStartObject();
            json.writeFieldName("d");
            selection.write(json, row, base);
            json.writeEndObject();
        });
    }

    private static <R> Stream<R> sorted(EntitySet<R> set, Call call, Stream<R> rows) {
        List<String> orders = call.listParam("$orderby");
        if (orders.isEmpty()) {
            return rows;
        }
        Comparator<R> comparator = null;
        for (String order : orders) {
            String[] words = order.split(" +");
            Comparator<R> next = comparator(set.property(words[0]));
            if (words.length > 1 && words[1].equals("desc")) {
                next = next.reversed();
            }
            comparator = comparator == null ? next : comparator.thenComparing(next);
        }
        return comparator == null ? rows : rows.sorted(comparator);
    }

    @SuppressWarnings("unchecked") // one property always reads one comparable type
    private static <R> Comparator<R> comparator(Property<R> property) {
        return (left, right) -> property.type() == Property.Type.DECIMAL
                ? new BigDecimal((String) property.read().apply(left))
                        .compareTo(new BigDecimal((String) property.read().apply(right)))
                : ((Comparable<Object>) property.read().apply(left))
                        .compareTo(property.read().apply(right));
    }

    private static void refuseUnknownOptions(Call call) {
        for (String option : call.query().keySet()) {
            if (option.startsWith("$") && !OPTIONS.contains(option)) {
                throw ODataRefusal.badRequest("The query option '" + option + "' is not supported");
            }
        }
        if (!call.param("$format").orElse("json").equals("json")) {
            throw ODataRefusal.badRequest("Only $format=json is simulated");
        }
    }

    private static int number(Call call, String option, int otherwise) {
        return call.param(option)
                .map(text -> {
                    if (!text.matches("[0-9]{1,8}")) {
                        throw ODataRefusal.badRequest("Invalid value for " + option);
                    }
                    return Integer.valueOf(text);
                })
                .orElse(otherwise);
    }

    private static String next(Call call, String address, int token) {
        StringBuilder link = new StringBuilder(address);
        char separator = '?';
        for (Map.Entry<String, List<String>> option : call.query().entrySet()) {
            if (!option.getKey().equals("$skiptoken")) {
                link.append(separator)
                        .append(option.getKey())
                        .append('=')
                        .append(encoded(option.getValue().get(0)));
                separator = '&';
            }
        }
        return link.append(separator).append("$skiptoken=").append(token).toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
