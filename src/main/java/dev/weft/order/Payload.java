package dev.weft.order;

import dev.weft.outbox.NewEntry;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an order's entry carries: which order and, where it is about them, which refund and which of the ERP's documents. All of it is of
 * letters, digits and a few signs, or made so, and needs no escaping in JSON.
 *
 * @param refund a refund's reference; empty for none
 * @param documents the ERP's numbers
 */
record Payload(OrderId order, String refund, List<String> documents) {
    private static final String REFUND = "refund";
    private static final String DOCUMENTS = "documents";

    static Payload of(OrderId order, String refund) {
        return new Payload(order, refund, List.of());
    }

    /** The payload of an entry written by {@link OrderEntries}. */
    static Payload of(NewEntry entry) {
        List<String> documents = Arrays.stream(
                        member(entry.payload(), DOCUMENTS).split(" "))
                .filter(number -> !number.isEmpty())
                .map(number -> URLDecoder.decode(number, StandardCharsets.UTF_8))
                .toList();
        return new Payload(new OrderId(entry.aggregateId()), member(entry.payload(), REFUND), documents);
    }

    private static String member(String text, String name) {
        String before = "\"" + name + "\":\"";
        int at = text.indexOf(before);
        if (at < 0) {
            return "";
        }
        int start = at + before.length();
        return text.substring(start, text.indexOf('"', start));
    }

    Payload {
        if (!refund.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) {
            throw new IllegalArgumentException("refund: '" + refund + "' (expected: capital letters, digits, '-')");
        }
        documents = List.copyOf(documents);
    }

    String text() {
        String numbers = documents.stream()
                .map(number -> URLEncoder.encode(number, StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
        return "{\"order\":\"" + order + "\"" + written(REFUND, refund) + written(DOCUMENTS, numbers) + "}";
    }

    private static String written(String name, String value) {
        return value.isEmpty() ? "" : ",\"" + name + "\":\"" + value + "\"";
    }
}
