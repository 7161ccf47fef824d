package dev.weft.backend.client;

import java.util.HashMap;
import java.util.Map;

/**
 * How one system spells another's key, both ways, by configuration alone: strip a prefix, pad with zeros, add a prefix; or look the whole
 * key up in a table. Immutable.
 *
 * @param stripPrefix removed from our key where it is there; may be empty
 * @param padTo left-padded with zeros to this length when all digits; 0 for never
 * @param addPrefix put in front; may be empty
 * @param table exceptions: our key to theirs, taken as it stands
 */
public record KeyRule(String stripPrefix, int padTo, String addPrefix, Map<String, String> table) {
    /** Both systems spell the key the same way. */
    public static final KeyRule SAME = new KeyRule("", 0, "", Map.of());

    public KeyRule {
        table = Map.copyOf(table);
        Map<String, String> seen = new HashMap<>();
        table.forEach((ours, theirs) -> {
            String other = seen.put(theirs, ours);
            if (other != null) {
                throw new IllegalArgumentException("table: '" + other + "' and '" + ours + "' both map to '" + theirs
                        + "' (expected: one key each)");
            }
        });
    }

    /** Whether {@code ours} is one of the keys this rule is for: in the table, or with the prefix that is to be stripped. */
    public boolean covers(String ours) {
        return table.containsKey(ours) || ours.startsWith(stripPrefix) && ours.length() > stripPrefix.length();
    }

    /** Their spelling of {@code ours}. */
    public String theirs(String ours) {
        String exception = table.get(ours);
        if (exception != null) {
            return exception;
        }
        String bare = ours.startsWith(stripPrefix) ? ours.substring(stripPrefix.length()) : ours;
        String padded = digits(bare) && bare.length() < padTo ? "0".repeat(padTo - bare.length()) + bare : bare;
        return addPrefix + padded;
    }

    private static boolean digits(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
