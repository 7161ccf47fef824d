package dev.weft.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** What happened, as a running hash of every line and the last lines in words. */
final class Trace {
    private static final int KEPT = 150;

    private final MessageDigest digest;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private long lines;

    Trace() {
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
        if (last.size() == KEPT) {
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

    String tail() {
        return last.stream().collect(Collectors.joining("\n"));
    }
}
