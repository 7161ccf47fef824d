package dev.weft.telemetry;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last net under logs and traces: takes what looks like a credential or like somebody's data out of any text, replaces characters
 * that move a reader's eye or terminal, and caps its length. The first net is that nobody writes such things; this one is for exception
 * messages, libraries and mistakes to come. It errs towards hiding. Safe from any thread.
 */
final class Masks {
    static final String MASK = "****";
    private static final int LONGEST = 8 * 1024;
    private static final int SHORTEST = 5;

    /** Bits of what a text has; nearly all texts lack what nearly all rules need, and are not searched then. */
    private static final int SPACE = 1;

    private static final int ASSIGNS = 2;
    private static final int BEGINS_A_TOKEN = 4;
    private static final int AT = 8;
    private static final int SEVEN_DIGITS = 16;
    private static final int THIRTEEN_DIGITS = 32;
    private static final int CONTROL = 64;
    private static final int ALL = 127;

    private record Rule(int needs, Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule(SPACE, "(?i)\\b(bearer|basic|digest|negotiate)\\s+[a-z0-9+/=._~-]{4,}", "$1 " + MASK),
            rule(
                    ASSIGNS,
                    "(?i)\\b(authorization|proxy-authorization|cookie|set-cookie)(\"?\\s*[:=]\\s*)[^\\r\\n]+",
                    "$1$2" + MASK),
            rule(BEGINS_A_TOKEN, "\\beyJ[A-Za-z0-9_-]{5,}(\\.[A-Za-z0-9_-]*){0,4}", MASK),
            rule(
                    ASSIGNS,
                    "(?i)\\b((?:access|refresh|id)?_?token|client_secret|secret|password|passwd|pwd|api_?key|assertion|code_verifier)"
                            + "(\"?\\s*[:=]\\s*\"?)[^\\s\"&,;}]+",
                    "$1$2" + MASK),
            rule(AT, "[A-Za-z0-9._%+'-]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+", MASK),
            rule(SEVEN_DIGITS, "(?<![\\w.+-])(?:\\+|00)[1-9][0-9](?:[ ()./-]{0,2}[0-9]){6,13}(?![\\w-])", MASK),
            rule(SEVEN_DIGITS, "(?<![\\w.+-])\\(?0[1-9][0-9]{1,4}\\)?[ /-][0-9](?:[ /-]?[0-9]){4,10}(?![\\w-])", MASK));

    private static final Pattern DIGITS = Pattern.compile("(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])");
    private static final Pattern CONTROLS =
            Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");

    private Masks() {}

    private static Rule rule(int needs, String pattern, String replacement) {
        return new Rule(needs, Pattern.compile(pattern), replacement);
    }

    /** {@code text}, without what must not be written. */
    static String apply(String text) {
        if (text.length() < SHORTEST) {
            return CONTROLS.matcher(text).replaceAll("?");
        }
        String whole = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return apply(whole, has(whole));
    }

    /** {@code text} as it is, but for control characters and what is beyond {@code longest}. */
    static String plain(String text, int longest) {
        String whole = text.length() > longest ? text.substring(0, longest) + "..." : text;
        return CONTROLS.matcher(whole).replaceAll("?");
    }

    /** What all rules make of it, needed or not. */
    static String applyAll(String text) {
        return apply(text, ALL);
    }

    private static String apply(String text, int has) {
        String masked = text;
        for (Rule rule : RULES) {
            if ((has & rule.needs) != 0) {
                masked = rule.pattern.matcher(masked).replaceAll(rule.replacement);
            }
        }
        if ((has & THIRTEEN_DIGITS) != 0) {
            masked = DIGITS.matcher(masked)
                    .replaceAll(match -> card(match.group())
                            ? Matcher.quoteReplacement(MASK)
                            : Matcher.quoteReplacement(match.group()));
        }
        return (has & CONTROL) != 0 ? CONTROLS.matcher(masked).replaceAll("?") : masked;
    }

    private static int has(String text) {
        int has = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c <= ' ') {
                has |= SPACE | CONTROL;
            } else if (c == ':' || c == '=') {
                has |= ASSIGNS;
            } else if (c == '@' || c == '%') {
                has |= AT;
            } else if (c == 'J') {
                has |= BEGINS_A_TOKEN;
            } else if (c >= 0x7f) {
                has |= CONTROL;
            }
        }
        int many = digits >= 13 ? SEVEN_DIGITS | THIRTEEN_DIGITS : digits >= 7 ? SEVEN_DIGITS : 0;
        return has | many;
    }

    /** The check digit of payment cards (ISO/IEC 7812-1, by Luhn): one number in ten has it by chance. */
    static boolean card(String digits) {
        int sum = 0;
        boolean doubled = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                continue;
            }
            int value = doubled ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
            doubled = !doubled;
        }
        return sum % 10 == 0;
    }
}
