package dev.weft.sandbox.salesforce;

import dev.weft.sandbox.salesforce.SObject.Field;
import dev.weft.sandbox.wire.Reply;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs SOQL over the org's objects and cuts the answer into pages.
 *
 * <p>The locator in {@code nextRecordsUrl} holds the query and the offset, so nothing is kept between pages.
 */
final class QueryEngine {

    private final Map<String, SObject<?>> objects;
    private volatile int pageSize = 2_000;

    QueryEngine(List<SObject<?>> objects) {
        this.objects = objects.stream().collect(Collectors.toMap(it -> it.name().toLowerCase(Locale.ROOT), it -> it));
    }

    void pageSize(int rows) {
        pageSize = rows;
    }

    Reply first(String text, String version) {
        return page(text, 0, version);
    }

    Reply more(String locator, String version) {
        int dash = locator.lastIndexOf('-');
        try {
            String text = new String(Base64.getUrlDecoder().decode(locator.substring(3, dash)), StandardCharsets.UTF_8);
            return page(text, Integer.parseInt(locator.substring(dash + 1)), version);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new OrgRefusal(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
    }

    private Reply page(String text, int offset, String version) {
        Soql query = Soql.parse(text);
        SObject<?> object = objects.get(query.object().toLowerCase(Locale.ROOT));
        if (object == null) {
            throw new OrgRefusal(400, "INVALID_TYPE", "sObject type '" + query.object() + "' is not supported.");
        }
        return page(object, query, text, offset, version);
    }

    private <R> Reply page(SObject<R> object, Soql query, String text, int offset, String version) {
        List<Field<R>> chosen =
                query.fields().stream().map(name -> field(object, name)).toList();
        List<R> all = run(object, query);
        int end = Math.min(all.size(), offset + pageSize);
        List<R> page = all.subList(Math.min(offset, end), end);
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeNumberField("totalSize", all.size());
            json.writeBooleanField("done", end == all.size());
            if (end < all.size()) {
                json.writeStringField("nextRecordsUrl", "/services/data/" + version + "/query/" + locator(text, end));
            }
            json.writeArrayFieldStart("records");
            for (R row : page) {
                object.write(json, row, chosen, version);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static <R> List<R> run(SObject<R> object, Soql query) {
        Map<String, Set<String>> limited = new HashMap<>();
        Stream<Check<R>> checks = query.conditions().stream().map(it -> new Check<>(field(object, it.field()), it));
        List<Check<R>> all = checks.toList();
        for (Check<R> check : all) {
            if (check.condition().operator().equals("=")
                    || check.condition().operator().equals("IN")) {
                limited.put(
                        check.field().name(),
                        check.condition().literals().stream()
                                .map(String::valueOf)
                                .collect(Collectors.toSet()));
            }
        }
        Stream<R> rows = object.rows().apply(limited).filter(row -> all.stream().allMatch(check -> check.holds(row)));
        Comparator<R> order = null;
        for (Soql.Order by : query.orders()) {
            Field<R> field = field(object, by.field());
            Comparator<R> next = (left, right) ->
                    compare(field.read().apply(left), field.read().apply(right));
            next = by.descending() ? next.reversed() : next;
            order = order == null ? next : order.thenComparing(next);
        }
        return (order == null ? rows : rows.sorted(order)).limit(query.limit()).toList();
    }

    private static <R> Field<R> field(SObject<R> object, String name) {
        return object.field(name)
                .orElseThrow(() -> new OrgRefusal(
                        400, "INVALID_FIELD", "No such column '" + name + "' on entity '" + object.name() + "'."));
    }

    private static String locator(String text, int offset) {
        return "01g" + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8))
                + "-" + offset;
    }

    /** A condition on its field. Texts are compared without letter case, as Salesforce does. */
    private record Check<R>(Field<R> field, Soql.Condition condition) {

        boolean holds(R row) {
            Object value = field.read().apply(row);
            if (condition.operator().equals("IN")) {
                return condition.literals().stream().anyMatch(literal -> compare(value, literal) == 0);
            }
            int order = compare(value, condition.literals().get(0));
            return switch (condition.operator()) {
                case "=" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case ">" -> order > 0;
                case "<=" -> order <= 0;
                default -> order >= 0;
            };
        }
    }

    private static int compare(Object value, Object literal) {
        boolean numbers = value instanceof Number && literal instanceof Number;
        return numbers
                ? new BigDecimal(value.toString()).compareTo(new BigDecimal(literal.toString()))
                : value.toString().compareToIgnoreCase(literal.toString());
    }
}
