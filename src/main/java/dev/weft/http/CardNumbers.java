package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Finds what looks like the number of a payment card: 13 to 19 digits, perhaps in groups parted by a blank or hyphen, beginning as cards
 * do and with the check digit right. Anywhere in a body, for a payment is authorised elsewhere and its number must not come here. A SKU may
 * be a trade item number of 13 or 14 digits; there only longer runs count.
 */
final class CardNumbers {
    private static final int MIN = 13;
    private static final int MAX = 19;
    private static final int MIN_IN_SKU = 15;

    private CardNumbers() {}

    /** A JSON pointer to the first one. */
    static Optional<String> in(JsonNode node) {
        return in(node, "");
    }

    private static Optional<String> in(JsonNode node, String pointer) {
        if (node.isObject()) {
            for (var member : node.properties()) {
                if (found(member.getKey(), MIN)) {
                    return Optional.of(pointer);
                }
                Optional<String> inside = in(member.getValue(), pointer + "/" + Pointers.escaped(member.getKey()));
                if (inside.isPresent()) {
                    return inside;
                }
            }
            return Optional.empty();
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                Optional<String> inside = in(node.get(i), pointer + "/" + i);
                if (inside.isPresent()) {
                    return inside;
                }
            }
            return Optional.empty();
        }
        boolean text = node.isTextual() || node.isIntegralNumber();
        int least = pointer.endsWith("/sku") ? MIN_IN_SKU : MIN;
        return text && found(node.asText(), least) ? Optional.of(pointer) : Optional.empty();
    }

    /** Looks at each run of digits as a whole: a longer number that merely contains a good one is none. */
    static boolean found(String text, int least) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : 'x';
            boolean digit = c >= '0' && c <= '9';
            boolean gap = (c == ' ' || c == '-') && digits.length() > 0;
            if (digit) {
                digits.append(c);
            } else if (!gap) {
                if (card(digits, least)) {
                    return true;
                }
                digits.setLength(0);
            }
        }
        return false;
    }

    private static boolean card(CharSequence digits, int least) {
        boolean fits = digits.length() >= least && digits.length() <= MAX;
        return fits && digits.charAt(0) >= '2' && digits.charAt(0) <= '6' && luhn(digits);
    }

    private static boolean luhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
