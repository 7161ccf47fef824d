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
    private static final int SHORTEST = 6;

    private record Rule(Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule("(?i)\\b(bearer|basic|digest|negotiate)\\s+[a-z0-9+/=._~-]{4,}", "$1 " + MASK),
            rule(
                    "(?i)\\b(authorization|proxy-authorization|cookie|set-cookie)(\"?\\s*[:=]\\s*)[^\\r\\n]+",
                    "$1$2" + MASK),
            rule("\\beyJ[A-Za-z0-9_-]{5,}(\\.[A-Za-z0-9_-]*){0,4}", MASK),
            rule(
                    "(?i)\\b((?:access|refresh|id)?_?token|client_secret|secret|password|passwd|pwd|api_?key|assertion|code_verifier)"
                            + "(\"?\\s*[:=]\\s*\"?)[^\\s\"&,;}]+",
                    "$1$2" + MASK),
            rule("[A-Za-z0-9._%+'-]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+", MASK),
            rule("(?<![\\w.+-])(?:\\+|00)[1-9][0-9](?:[ ()./-]{0,2}[0-9]){6,13}(?![\\w-])", MASK),
            rule("(?<![\\w.+-])\\(?0[1-9][0-9]{1,4}\\)?[ /-][0-9](?:[ /-]?[0-9]){4,10}(?![\\w-])", MASK));

    private static final Pattern DIGITS = Pattern.compile("(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])");
    private static final Pattern CONTROLS =
            Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");

    private Masks() {}

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }

    /** {@code text}, without what must not be written. */
    static String apply(String text) {
        if (text.length() < SHORTEST) {
            return CONTROLS.matcher(text).replaceAll("?");
        }
        String masked = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        for (Rule rule : RULES) {
            masked = rule.pattern.matcher(masked).replaceAll(rule.replacement);
        }
        masked = DIGITS.matcher(masked)
                .replaceAll(match ->
                        card(match.group()) ? Matcher.quoteReplacement(MASK) : Matcher.quoteReplacement(match.group()));
        return CONTROLS.matcher(masked).replaceAll("?");
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
