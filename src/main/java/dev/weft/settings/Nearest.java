package dev.weft.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody most likely meant: fewest letters added, dropped, changed or swapped (Damerau-Levenshtein, restricted). */
final class Nearest {
    private Nearest() {}

    /** The nearest of {@code names}, if it is near enough to be a slip of the pen. */
    static Optional<String> to(String written, Collection<String> names) {
        String best = null;
        int least = Math.max(1, Math.min(3, written.length() / 3)) + 1;
        for (String name : names) {
            int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code Did you mean 'x'?} or, where nothing is near, the whole list. */
    static String remedy(String written, Collection<String> names, String what) {
        return to(written, names)
                .map(name -> "Did you mean '" + name + "'?")
                .orElseGet(() -> names.isEmpty() ? "Remove it." : what + ": " + String.join(", ", names) + ".");
    }

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] d, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
