package dev.weft.sandbox;

import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.Books;
import dev.weft.sandbox.books.JournalBook;
import dev.weft.sandbox.books.Refund;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The books added up, for whoever judges what the gateway has done. */
final class Verdicts {

    private static final int MOST_LISTED = 100;

    private Verdicts() {}

    /** Orders, refunds, units sold per SKU, and every reference that was taken more than once. */
    static JsonObject of(Books books) {
        Map<String, Integer> sold = new TreeMap<>();
        long[] sums = new long[4];
        books.orders().taken().forEach(booking -> {
            sums[0]++;
            boolean live = false;
            for (Booking.Row row : booking.rows()) {
                if (!row.rejected()) {
                    live = true;
                    sold.merge(row.variant().sku(), row.quantity(), Integer::sum);
                    sums[2] += row.quantity();
                    sums[3] += row.quantity() - row.confirmed();
                }
            }
            sums[1] += live ? 0 : 1;
        });
        JsonArray duplicates = new JsonArray();
        long references = 0;
        long surplus = 0;
        for (String reference : books.orders().references().keySet()) {
            List<String> numbers = books.orders().numbersOf(reference);
            references += numbers.isEmpty() ? 0 : 1;
            surplus += Math.max(0, numbers.size() - 1);
            if (numbers.size() > 1 && duplicates.size() < MOST_LISTED) {
                duplicates.add(new JsonObject().put("reference", reference).put("numbers", new JsonArray(numbers)));
            }
        }
        JsonObject perSku = new JsonObject();
        sold.forEach(perSku::put);
        JsonObject json = new JsonObject()
                .put("orders", sums[0])
                .put("references", references)
                .put("duplicateOrders", surplus)
                .put("duplicates", duplicates)
                .put("cancelled", sums[1])
                .put("unitsSold", sums[2])
                .put("unitsBeyondStock", sums[3])
                .put("unitsPerSku", perSku);
        for (Refund.Kind kind : Refund.Kind.values()) {
            json.put(kind.name().toLowerCase(Locale.ROOT) + "s", refunds(books, kind));
        }
        return json;
    }

    private static JsonObject refunds(Books books, Refund.Kind kind) {
        long count = 0;
        long total = 0;
        JsonArray duplicates = new JsonArray();
        long surplus = 0;
        for (Map.Entry<String, List<Refund>> each : books.refunds().references().entrySet()) {
            List<Refund> mine =
                    each.getValue().stream().filter(it -> it.kind() == kind).toList();
            count += mine.size();
            total += mine.stream().mapToLong(Refund::total).sum();
            surplus += Math.max(0, mine.size() - 1);
            if (mine.size() > 1 && duplicates.size() < MOST_LISTED) {
                duplicates.add(each.getKey());
            }
        }
        return new JsonObject()
                .put("documents", count)
                .put("minorUnits", total)
                .put("surplus", surplus)
                .put("duplicates", duplicates);
    }

    /** Journals by type, the sum of points, and every reference with more than one journal of a type. */
    static JsonObject of(JournalBook journals) {
        JsonArray duplicates = new JsonArray();
        long surplus = 0;
        for (Map.Entry<String, Integer> each : journals.timesPerReference().entrySet()) {
            surplus += Math.max(0, each.getValue() - 1);
            if (each.getValue() > 1 && duplicates.size() < MOST_LISTED) {
                duplicates.add(each.getKey());
            }
        }
        return new JsonObject()
                .put("journals", journals.count())
                .put("surplus", surplus)
                .put("duplicates", duplicates)
                .put("pointsMoved", journals.moved());
    }
}
