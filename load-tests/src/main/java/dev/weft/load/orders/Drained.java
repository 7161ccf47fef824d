package dev.weft.load.orders;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Waits until nothing more arrives at an ERP. */
final class Drained {
    private static final Duration QUIET = Duration.ofSeconds(10);

    private Drained() {}

    /**
     * Every reference in the ERP's books, once there are {@code wanted}, or {@code limit} is over. Who wants them all waits until none
     * came for ten seconds.
     */
    static Set<String> await(Control control, String system, int wanted, Duration limit) throws Exception {
        long start = System.nanoTime();
        long changed = start;
        int before = -1;
        while (true) {
            int count = control.get("verdicts").getJsonObject(system).getInteger("references");
            long now = System.nanoTime();
            if (count != before) {
                before = count;
                changed = now;
            }
            boolean quiet = wanted == Integer.MAX_VALUE && now - changed > QUIET.toNanos();
            if (count >= wanted || quiet || now - start > limit.toNanos()) {
                TimeUnit.SECONDS.sleep(2); // one too many would show now
                return new TreeSet<>(control.get("references/" + system).fieldNames());
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
