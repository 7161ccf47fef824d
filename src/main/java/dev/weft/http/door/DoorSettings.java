package dev.weft.http.door;

import java.time.Duration;

/**
 * When the door begins to close.
 *
 * @param lag how long a ready request may regularly wait for its event loop; beyond it there are fewer places
 * @param places the most requests under way in the whole process, however idle its loops: what memory allows
 */
public record DoorSettings(Duration lag, int places) {
    public static final DoorSettings DEFAULT = new DoorSettings(Duration.ofMillis(25), 2048);

    public DoorSettings {
        if (lag.toMillis() < 1) {
            throw new IllegalArgumentException("lag: " + lag + " (expected: at least 1 ms)");
        }
        if (places < 1) {
            throw new IllegalArgumentException("places: " + places + " (expected: at least 1)");
        }
    }
}
