package dev.weft.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;

/** What happened, in words: the last lines, or all of them, and a hash of all. */
final class Trace {
    private static final int KEPT = 150;

    private final MessageDigest digest;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final int kept;
    private long lines;

    /** @param whole whether all lines are kept, and not only the last ones */
    Trace(boolean whole) {
        this.kept = whole ? Integer.MAX_VALUE : KEPT;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void note(long nanos, String who, String what) {
        String line = nanos / 1_000 + " " + who + " " + what;
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        lines++;
        if (last.size() == kept) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    long lines() {
        return lines;
    }

    /** Ends the trace. */
    String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    String text() {
        return String.join("\n", last);
    }
}
