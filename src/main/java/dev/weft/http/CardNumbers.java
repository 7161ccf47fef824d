package dev.weft.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what looks like the number of a payment card: 13 to 19 digits, perhaps in groups parted by blanks, hyphens, dots or underscores,
 * as long as cards that begin so are (ISO/IEC 7812-1 and the brands' ranges), and with the check digit right. Anywhere in a body, for a
 * payment is authorised elsewhere and its number must not come here.
 *
 * <p>Every row of groups is tried, so that a date or code behind the number hides nothing. What only contains such digits by chance is
 * not taken for one: UUIDs, and digits among which letters stand, as in a hash; a member {@code sku} of 13 or 14 digits, which may be a
 * trade item number; a member {@code phone} that begins with {@code +} or {@code 0} and has no more digits than telephone numbers have.
 */
final class CardNumbers {
    private static final int MIN = 13;
    private static final int MAX = 19;
    private static final int MIN_IN_SKU = 15;
    private static final int MAX_IN_PHONE = 15;
    private static final int LONGEST_GAP = 3;
    private static final Pattern UUID =
            Pattern.compile("(?<![0-9A-Za-z-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z-])");

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
        return value(node, pointer) ? Optional.of(pointer) : Optional.empty();
    }

    private static boolean value(JsonNode node, String pointer) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            int whole = number.precision() - number.scale();
            return whole >= MIN && whole <= MAX && found(number.toBigInteger().toString(), MIN);
        }
        if (!node.isTextual() || pointer.endsWith("/phone") && dialled(node.textValue())) {
            return false;
        }
        return found(node.textValue(), pointer.endsWith("/sku") ? MIN_IN_SKU : MIN);
    }

    private static boolean dialled(String text) {
        String number = text.strip();
        return (number.startsWith("+") || number.startsWith("0"))
                && number.chars().filter(Character::isDigit).count() <= MAX_IN_PHONE;
    }

    /** Whether there is one of {@code least} digits or more. */
    static boolean found(String raw, int least) {
        if (raw.length() < least) {
            return false;
        }
        // digits and blanks of other scripts and widths become the ones everybody types
        String text =
                UUID.matcher(Normalizer.normalize(raw, Normalizer.Form.NFKC)).replaceAll("u");
        for (int i = 0; i < text.length(); i++) {
            boolean begins = digit(text, i) && !digit(text, i - 1);
            if (begins && !digit(text, pastLetters(text, i - 1, -1)) && from(text, i, least)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a row of groups that begins at {@code start} is one. */
    private static boolean from(String text, int start, int least) {
        StringBuilder digits = new StringBuilder(MAX);
        int at = start;
        while (at >= 0) {
            while (digit(text, at) && digits.length() <= MAX) {
                digits.append(text.charAt(at++));
            }
            if (digits.length() > MAX) {
                return false;
            }
            if (!digit(text, pastLetters(text, at, 1)) && card(digits, least)) {
                return true;
            }
            at = pastGap(text, at);
        }
        return false;
    }

    private static boolean digit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static int pastLetters(String text, int from, int step) {
        int at = from;
        while (at >= 0 && at < text.length() && Character.isLetter(text.charAt(at))) {
            at += step;
        }
        return at;
    }

    /** Where the next group begins; below zero where none does. */
    private static int pastGap(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < LONGEST_GAP && gap(text.charAt(at))) {
            at++;
        }
        return at > from && digit(text, at) ? at : -1;
    }

    private static boolean gap(char c) {
        return c == ' ' || c == '\t' || c == '.' || c == '_' || Character.getType(c) == Character.DASH_PUNCTUATION;
    }

    private static boolean card(CharSequence digits, int least) {
        return digits.length() >= least && digits.length() >= MIN && issued(digits.toString()) && luhn(digits);
    }

    /** Whether numbers that begin so are as long as this one: what else they may be is not told by the check digit alone. */
    private static boolean issued(String digits) {
        int length = digits.length();
        int two = Integer.parseInt(digits.substring(0, 2));
        int four = Integer.parseInt(digits.substring(0, 4));
        if (digits.charAt(0) == '4') {
            return length == 13 || length == 16 || length == 19; // Visa
        }
        if (two == 34 || two == 37) {
            return length == 15; // American Express
        }
        if (two == 35) {
            return length >= 16; // JCB
        }
        if (two == 30 || two == 36 || two == 38 || two == 39) {
            return length >= 14; // Diners Club
        }
        if (two >= 51 && two <= 55 || four >= 2200 && four <= 2204 || four >= 2221 && four <= 2720) {
            return length == 16; // Mastercard, Mir
        }
        return two == 50 || two >= 56 && two <= 69; // Maestro, Discover, UnionPay
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
